// The unit that ends a limit's name, in words: for messages about limits and for the pages of the checks.

/** The longest ending first, since `BytesPerSecond` would also pass for a plain one. */
const units = [
  ['BytesPerSecond', 'bytes per second'],
  ['Bytes', 'bytes'],
  ['Percent', 'per cent'],
  ['Count', 'count'],
  ['Seconds', 'seconds'],
  ['Ms', 'milliseconds'],
  ['Days', 'days'],
] as const;

export type UnitWords = (typeof units)[number][1];

export const limitEndings: readonly string[] = units.map(([ending]) => ending);

/** null for a name that ends with no unit. */
export function unitOf(limitName: string): UnitWords | null {
  return units.find(([ending]) => limitName.endsWith(ending))?.[1] ?? null;
}

/** What a limit of this name may be. */
export function allowedLimit(limitName: string): string {
  const unit = unitOf(limitName);
  if (unit === 'per cent') return 'a percentage from 0 to 100';
  return unit === null || unit === 'count' ? 'a number, at least 0' : `a number of ${unit}, at least 0`;
}
