// How numbers stand in what a person reads.

/** `1234567` → `1,234,567`, the same in whatever a person reads. */
export const groupedDigits = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** `1 file`, `4,017 files`. */
export const counted = (value: number, noun: string): string => `${groupedDigits(value)} ${noun}${value === 1 ? '' : 's'}`;
