// Where in a tree the fault stands, and under which element: `{"overLimit": {…}}`, the rootless `{code, message}`, a list
// around it, an envelope of SOAP.

import { explainFaultElement } from './fault-elements.js';
import { codeNames, codeOf, detailNames, entriesOf, fieldsOf, isRecord, messageNames, normalise } from './field-map.js';

export interface Envelope {
  readonly element: string | null;
  /** What holds the fields. */
  readonly content: unknown;
}

const maxWrappers = 5;

export function findEnvelope(tree: unknown, depth = 0): Envelope {
  const root = Array.isArray(tree) ? firstRecord(tree) : tree;
  const entries = entriesOf(root);
  const [first] = entries;
  const found = first !== undefined && entries.length === 1 ? envelopeOfOnly(root, first) : envelopeAmong(root, entries);
  return found.element === null && depth < maxWrappers ? (unwrapped(entries, depth) ?? found) : found;
}

function envelopeAmong(root: unknown, entries: readonly [string, unknown][]): Envelope {
  const known = entries.find(([name, value]) => isRecord(value) && isElementName(name));
  return known === undefined ? { element: null, content: root } : { element: known[0], content: known[1] };
}

/** `Envelope` and `Body` of SOAP, `ErrorResponse` of AWS. */
function unwrapped(entries: readonly [string, unknown][], depth: number): Envelope | null {
  const wrapper = entries.find(([name, value]) => /^(?:envelope|body|(?:error)?response)$/i.test(name) && isRecord(value));
  const inner = wrapper === undefined ? null : findEnvelope(wrapper[1], depth + 1);
  return inner?.element === null ? null : inner;
}

function envelopeOfOnly(tree: unknown, [name, value]: readonly [string, unknown]): Envelope {
  const content = Array.isArray(value) ? firstRecord(value) : value;
  if (isFieldName(name)) return { element: null, content: holdsFields(name, content) ? content : tree };
  if (isElementName(name)) return { element: name, content: isRecord(content) ? content : { message: value } };
  if (isPlainName(name) && isRecord(content) && saysFault(content)) return { element: name, content };
  return { element: null, content: tree };
}

/** `<message code="410">gone</message>` and `{"errors": [{"status": 404, "detail": "gone"}]}` hold the fields themselves. */
function holdsFields(name: string, content: unknown): boolean {
  const fields = isRecord(content) ? fieldsOf(content) : new Map();
  return ['message', 'errors'].includes(normalise(name)) && [...messageNames, ...codeNames].some((field) => fields.has(field));
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

/** Root names that are no element but a field: the object has no root. */
function isFieldName(name: string): boolean {
  const plainName = normalise(name);
  return plainName !== 'error' && [...messageNames, ...detailNames, ...codeNames, 'faileditems'].includes(plainName);
}

function firstRecord(list: readonly unknown[]): unknown {
  return list.find(isRecord) ?? list;
}
