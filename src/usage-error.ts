/** The call itself is wrong: one sentence for stderr with the remedy in it, exit code 3. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
