// Looks at what anybody may have made, where every refusal of the system is an answer.

/** null for any error of the system; what is none is a fault of our own, and is thrown. */
export function tolerant<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
