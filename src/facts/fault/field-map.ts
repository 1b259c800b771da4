// The fields of one node of a fault, under any spelling of their names, and what the plain ones say: texts, code, finer name.

import { textOf } from './fault-texts.js';

export type FieldMap = ReadonlyMap<string, unknown>;

export const messageNames = [
  'message',
  'faultstring',
  'errormessage',
  'errordescription',
  'explanation',
  'description',
  'detail',
  'title',
  'error',
  'reason',
  'msg',
  '#text',
];
/** Only answers to failed requests have these; a resource has a title, a description or a reason as well. */
export const errorNames = ['message', 'faultstring', 'errormessage', 'errordescription', 'explanation', 'error', 'msg'];
export const detailNames = ['details', 'detail', 'exceptionmessage', 'errors', 'validationerrors'];
/** `Response Status` is how Cloud Files answers bulk requests. */
export const codeNames = ['code', 'statuscode', 'status', 'errorcode', 'faultcode', 'responsestatus'];
const typeNames = ['code', 'errorcode', 'faultcode', 'type', 'exceptiontype', 'error', 'status'];
const maxFields = 200;

/** The first of equal names wins; `retry_after`, `Retry-After` and `retryAfter` are one. */
export function fieldsOf(content: unknown): FieldMap {
  if (typeof content === 'string') return new Map([['message', content]]);
  return new Map(
    entriesOf(content)
      .toReversed()
      .map(([name, value]) => [normalise(name), value]),
  );
}

export function entriesOf(content: unknown): readonly [string, unknown][] {
  return isRecord(content) ? Object.entries(content).slice(0, maxFields) : [];
}

export function normalise(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_\s]/g, '');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function firstText(fields: FieldMap, names: readonly string[]): string | null {
  return names.map((name) => textOf(fields.get(name))).find((text) => text !== null) ?? null;
}

export function codeOf(fields: FieldMap): number | null {
  const codes = codeNames.map((name) => httpCode(textOf(fields.get(name))));
  return codes.find((code) => code !== null) ?? null;
}

/** `404`, also with its name behind it. */
function httpCode(text: string | null): number | null {
  const code = /^([1-5]\d\d)(?: [a-z -]{1,60})?$/i.exec(text ?? '')?.[1];
  return code === undefined ? null : Number(code);
}

/** Where no number stands for the code, a name does; without one, the title or the error in words. */
export function typeOf(fields: FieldMap): string | null {
  const names = typeNames.map((name) => textOf(fields.get(name))?.replace(/^(?:s|env|soap[\w-]{0,20}):/i, ''));
  const type = names.find((name) => name !== undefined && /^[a-z][\w.#-]{1,80}$/i.test(name));
  return type?.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ') ?? firstText(fields, ['title', 'error']);
}
