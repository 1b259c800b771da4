// What a process that fell said of it: one line of all that Node and its engine print then, for a sentence to end with.

/** Node puts the source line above the error, the engine its stack below. */
const complaint = /^#?\s*((?:\w*Error\b|Check failed\b|FATAL ERROR\b).*)$/m;

export const lastWordsOf = (stderr: string): string => complaint.exec(stderr)?.[1]?.trim() ?? stderr.trim().split('\n')[0] ?? '';
