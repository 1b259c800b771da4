// HTML from template strings: what stands in the template is markup, whatever is put into it is text.
import { printable } from '../../facts/storage/printable.js';

/** Only what this folder wrote is an instance of it: text from outside cannot pass for markup. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Part = string | number | Markup | null | readonly Part[];

/** Every attribute stands in double quotes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.map((text, index) => `${text}${index < parts.length ? sourceOf(parts[index] ?? null) : ''}`).join(''));

function sourceOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'string') return escaped(part);
  return typeof part === 'number' ? String(part) : part.map(sourceOf).join('');
}

const escaped = (text: string): string => printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** JSON in a script element, which ends at the first `</script` and knows no entities. */
export const embedded = (json: string): Markup =>
  new Markup(json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`));
