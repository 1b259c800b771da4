// Tree (JSON or XML) → what a fault says: element, code, message, details, retry values. One reader for every
// dialect: `{"overLimit": {…}}`, `{"error": {…}}`, Cloud Backup v2's `{message, errors}`, rootless `{code, message}`.

import { explainFaultElement } from './fault-elements.js';
import { joinTexts, listFailedItems, listTexts, textOf } from './fault-texts.js';
import { readJson } from './read-json.js';

export interface FaultFields {
  readonly element: string | null;
  readonly code: number | null;
  /** The finer name that some services put inside, as words: `Over Quota`, `No Such Scaling Group Error`, S3's `Slow Down`. */
  readonly type: string | null;
  readonly message: string | null;
  readonly details: string | null;
  readonly retryValues: readonly unknown[];
  /** It describes a thing with an id (a server, a backup report) and names no error of the request. */
  readonly isResource: boolean;
}

type FieldMap = ReadonlyMap<string, unknown>;

const messageNames = [
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
const errorNames = [
  'message',
  'faultstring',
  'errormessage',
  'errordescription',
  'explanation',
  'error',
  'msg',
  'errors',
  'validationerrors',
];
const detailNames = ['details', 'detail', 'errors', 'validationerrors'];
const retryNames = ['retryafter', 'replyafter', 'retryat', 'replyat'];
const codeNames = ['code', 'statuscode', 'status', 'errorcode', 'faultcode'];
const maxFields = 200;

export function readFaultFields(tree: unknown, canUnwrap = true): FaultFields {
  const { element, content } = findEnvelope(Array.isArray(tree) ? firstRecord(tree) : tree);
  const fields = fieldsOf(content);
  const rawMessage = firstText(fields, messageNames);
  const inner = canUnwrap && rawMessage !== null ? unwrap(rawMessage) : null;
  if (inner !== null) return { ...inner, element: element ?? inner.element, code: codeOf(fields) ?? inner.code };
  const validation = listTexts(fields.get('validationerrors') ?? fields.get('errors'));
  const message = rawMessage ?? joinTexts(validation);
  return {
    element,
    code: codeOf(fields),
    type: typeOf(fields),
    message,
    details: detailsOf(fields, message),
    retryValues: [...retryValuesOf(fields), ...retryValuesOf(fieldsOf(tree))],
    isResource: element === null && hasOwnId(content) && codeOf(fields) === null && firstText(fields, errorNames) === null,
  };
}

/** Root names that are no element but a field: the object has no root. */
function isFieldName(name: string): boolean {
  const plainName = normalise(name);
  return plainName !== 'error' && [...messageNames, ...detailNames, ...codeNames, 'faileditems'].includes(plainName);
}

interface Envelope {
  readonly element: string | null;
  readonly content: unknown;
}

function findEnvelope(tree: unknown): Envelope {
  if (!isRecord(tree)) return { element: null, content: tree };
  const entries = Object.entries(tree).slice(0, maxFields);
  const [first] = entries;
  if (first !== undefined && entries.length === 1) return envelopeOfOnly(tree, first);
  const known = entries.find(([name, value]) => isRecord(value) && isElementName(name));
  return known === undefined ? { element: null, content: tree } : { element: known[0], content: known[1] };
}

function envelopeOfOnly(tree: unknown, [name, value]: readonly [string, unknown]): Envelope {
  const content = Array.isArray(value) ? firstRecord(value) : value;
  if (isFieldName(name)) return { element: null, content: holdsFields(name) && isRecord(content) ? content : tree };
  if (isElementName(name)) return { element: name, content: isRecord(content) ? content : { message: value } };
  if (isPlainName(name) && isRecord(content) && saysFault(content)) return { element: name, content };
  return { element: null, content: tree };
}

/** `<message code="410">gone</message>` and `{"errors": [{"status": 404, "detail": "gone"}]}` hold the fields themselves. */
function holdsFields(name: string): boolean {
  return ['message', 'errors'].includes(normalise(name));
}

function isElementName(name: string): boolean {
  if (!isPlainName(name)) return false;
  return explainFaultElement(name) !== null || /(?:fault|error|exception)$/i.test(name);
}

/** Anything else as a name is hostile or no name, and is not repeated. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z_][\w.:-]{0,63}$/.test(name);
}

function saysFault(content: unknown): boolean {
  const fields = fieldsOf(content);
  return fields.has('message') || fields.has('faultstring') || codeOf(fields) !== null;
}

/** Some services put a whole fault, as text, into the message of another. */
function unwrap(message: string): FaultFields | null {
  if (!message.startsWith('{')) return null;
  const reading = readJson(message);
  const inner = reading?.quality === 'whole' ? readFaultFields(reading.tree, false) : null;
  return inner?.message === null ? null : inner;
}

function detailsOf(fields: FieldMap, message: string | null): string | null {
  const parts = [...detailNames.flatMap((name) => listTexts(fields.get(name))), ...listFailedItems(fields.get('faileditems'))];
  const others = [...new Set(parts)].filter((part) => part !== '' && message?.includes(part) !== true);
  return joinTexts(others);
}

function codeOf(fields: FieldMap): number | null {
  const codes = codeNames.map((name) => httpCode(textOf(fields.get(name))));
  return codes.find((code) => code !== null) ?? null;
}

/** Where no number stands for the code, a name does. */
function typeOf(fields: FieldMap): string | null {
  const names = ['type', ...codeNames].map((name) => textOf(fields.get(name)));
  const type = names.find((name) => name !== null && /^[a-z][\w.#-]{1,80}$/i.test(name)) ?? textOf(fields.get('title'));
  return type?.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ') ?? null;
}

/** The id of a request is its own, not that of a thing. */
function hasOwnId(content: unknown): boolean {
  const names = isRecord(content) ? Object.keys(content).slice(0, maxFields) : [];
  return names.some(
    (name) => /(?:^(?:id|Id|ID|uuid)|[a-z](?:Id|ID)|_id)$/.test(name) && !/request|req_|trans|trace|correlation|host/i.test(name),
  );
}

function httpCode(text: string | null): number | null {
  return text !== null && /^[1-5]\d\d$/.test(text) ? Number(text) : null;
}

function retryValuesOf(fields: FieldMap): readonly unknown[] {
  return retryNames.map((name) => {
    const value = fields.get(name);
    return typeof value === 'number' ? value : textOf(value);
  });
}

function firstText(fields: FieldMap, names: readonly string[]): string | null {
  return names.map((name) => textOf(fields.get(name))).find((text) => text !== null) ?? null;
}

/** The first of equal names wins; `retry_after`, `Retry-After` and `retryAfter` are one. */
function fieldsOf(content: unknown): FieldMap {
  if (typeof content === 'string') return new Map([['message', content]]);
  if (!isRecord(content)) return new Map();
  return new Map(
    Object.entries(content)
      .slice(0, maxFields)
      .reverse()
      .map(([name, value]) => [normalise(name), value]),
  );
}

function normalise(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_\s]/g, '');
}

function firstRecord(list: readonly unknown[]): unknown {
  return list.find(isRecord) ?? list;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
