// Distances between two times of the facts; no clock is asked.

/** Positive where `later` is the later one; ISO 8601 UTC both. */
export const secondsBetween = (earlier: string, later: string): number => (Date.parse(later) - Date.parse(earlier)) / 1000;
