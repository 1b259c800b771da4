// What storage truly costs a backup here, by plain arithmetic.

/** Per cent that a set takes longer at this rate than at the agent's ceiling, which a faster disk would leave. */
export const storageCostAt = (bytesPerSecond: number, ceilingBytesPerSecond: number): number =>
  (ceilingBytesPerSecond / bytesPerSecond - 1) * 100;
