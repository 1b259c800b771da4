// The body of an answer → a tree. v1 was documented with JSON that is none (a number `09528`): what is whole but for its
// spelling is read, what is cut or elided is not, since half an answer would look like a calm one.
import { parseLenientJson } from '../fault/lenient-json.js';

export type Json = Readonly<Record<string, unknown>>;

/** undefined where it is no JSON. */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The lenient reader takes over.
  }
  if (!/^\s*[[{]/.test(text)) return undefined;
  const { value, end } = parseLenientJson(text);
  return end === 'closed' ? value : undefined;
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list; broken items are left out. null for what is no list. */
export const objectsIn = (value: unknown): readonly Json[] | null => (Array.isArray(value) ? value.filter(isObject) : null);
