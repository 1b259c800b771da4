// What one place said about an id: a normalised value, or why there is none. Absent and junk are neither
// equal nor different: they are unknown.

export type Reading = { readonly value: string; readonly note: string | null } | { readonly value: null; readonly note: string };

export const known = (value: string, note: string | null = null): Reading => ({ value, note });

export const unknownId = (note: string): Reading => ({ value: null, note });

/** More lines than this are no id file. */
const maxLineCount = 20;

/** The first line that `normalise` accepts: id files end in newlines, comments and remains of longer ones. */
export function firstValid(text: string, normalise: (line: string) => string | null): string | null {
  for (const line of text.split('\n', maxLineCount)) {
    const value = normalise(bare(line));
    if (value !== null) return value;
  }
  return null;
}

/** Without byte order mark, blanks, quotes and braces around it; control characters inside make it no id. */
function bare(line: string): string {
  const inner = line
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/^[{"']+|[}"']+$/g, '')
    .trim();
  return /[\u0000-\u001f\u007f-\u009f]/.test(inner) ? '' : inner;
}
