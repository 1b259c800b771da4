// Foreign text in XML 1.0, which has no place for some characters, not even as a reference.
import { printable } from '../../facts/storage/printable.js';

export const content = (text: string): string =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>]/g, (character) => entities[character] ?? '');

export const attribute = (text: string): string => content(text).replaceAll('"', '&quot;');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
