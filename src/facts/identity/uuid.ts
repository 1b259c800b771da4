// UUIDs in one spelling. Kernels, tools and hypervisors disagree about case, dashes and the byte order of the
// first three fields, and one server may change its spelling with an update.

const uuidForm = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

/** @returns 32 hexadecimal digits, the smaller of the two byte orders; null for what is no UUID or a placeholder */
export function canonicalUuid(text: string): string | null {
  const fields = uuidForm.exec(text.toLowerCase())?.slice(1);
  if (fields === undefined) return null;
  const plain = fields.join('');
  const swapped = [...fields.slice(0, 3).map(swapBytes), ...fields.slice(3)].join('');
  if (isPlaceholder(plain) || isPlaceholder(swapped)) return null;
  return plain < swapped ? plain : swapped;
}

export const isUuid = (text: string): boolean => uuidForm.test(text.toLowerCase());

const swapBytes = (field: string): string => (field.match(/../g) ?? []).reverse().join('');

/** Counting rows that people type where a generator was meant. */
const typedRows: readonly string[] = ['0123456789abcdef', '00112233445566778899', '1234567812345678', '123456789012', '1111222233334444'];

/**
 * Boards without a number of their own are all zero, all `f`, `fefefefe…` or 03000200-0400-0500-0006-000700080009.
 * A drawn UUID has four different digits or fewer, or 24 zeros, about once in 10^16.
 */
function isPlaceholder(digits: string): boolean {
  const isPoor = new Set(digits).size <= 4 || digits.replace(/[^0]/g, '').length >= 24;
  return isPoor || typedRows.some((row) => digits.startsWith(row));
}
