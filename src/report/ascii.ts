// Text for outputs that cannot show more than ASCII.
import { printable } from '../facts/storage/printable.js';

export const printableAscii = (text: string): string =>
  printable(text.replace(/[‘’“”–—…·×→≤≥]/g, (character) => plainSpelling[character] ?? character)).replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

/** Typography of our own sentences; anything else beyond ASCII came from outside and is escaped. */
const plainSpelling: Readonly<Record<string, string>> = {
  ...{ '‘': "'", '’': "'", '“': '"', '”': '"', '–': '-', '—': '-' },
  ...{ '…': '...', '·': '-', '×': 'x', '→': '->', '≤': '<=', '≥': '>=' },
};
