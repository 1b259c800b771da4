// Tree (JSON or XML) → what a fault says: element, code, message, details, retry values. One reader for every
// dialect: `{"overLimit": {…}}`, `{"error": {…}}`, Cloud Backup v2's `{message, errors}`, rootless `{code, message}`.

import { findEnvelope } from './fault-envelope.js';
import { joinTexts, listFailedItems, listTexts, textOf } from './fault-texts.js';
import { codeOf, detailNames, entriesOf, errorNames, fieldsOf, firstText, messageNames, typeOf } from './field-map.js';
import type { FieldMap } from './field-map.js';
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

const retryNames = ['retryafter', 'replyafter', 'retryat', 'replyat'];

export function readFaultFields(tree: unknown, canUnwrap = true): FaultFields {
  const { element, content } = findEnvelope(tree);
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
    isResource: element === null && isResource(content, fields),
  };
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

/** A report has a state or diagnostics, anything else an id; only a report has errors that are not those of the request. */
function isResource(content: unknown, fields: FieldMap): boolean {
  if (codeOf(fields) !== null || firstText(fields, errorNames) !== null) return false;
  if (['state', 'currentstate', 'diagnostics'].some((name) => fields.has(name))) return true;
  return hasOwnId(content) && !detailNames.some((name) => fields.has(name));
}

/** The id of a request is its own, not that of a thing. */
function hasOwnId(content: unknown): boolean {
  return entriesOf(content).some(
    ([name]) => /(?:^(?:id|Id|ID|uuid)|[a-z](?:Id|ID)|_id)$/.test(name) && !/request|req_|trans|trace|correlation|host/i.test(name),
  );
}

function retryValuesOf(fields: FieldMap): readonly unknown[] {
  return retryNames.map((name) => {
    const value = fields.get(name);
    return typeof value === 'number' ? value : textOf(value);
  });
}
