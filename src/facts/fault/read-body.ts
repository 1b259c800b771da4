// Body text → what it says, whatever it is: JSON, XML, an HTML page, plain text or nothing. The content type is not
// asked, because servers lie there (nova answered JSON as text/html): the first characters tell the truth.

import { isBinary } from './body-text.js';
import { readFaultFields } from './fault-fields.js';
import type { FaultFields } from './fault-fields.js';
import { listEmbeddedFaults, listOfflineParts } from './fault-texts.js';
import type { FaultShape } from './fault-interpretation.js';
import { decodeEntities, readHtml } from './read-html.js';
import { findJson, readJson, readJsonLines, readJsonString } from './read-json.js';
import { readXml } from './read-xml.js';
import { spokenStatus } from './spoken-status.js';

export interface FaultBody extends FaultFields {
  readonly shape: FaultShape;
  readonly quality: 'whole' | 'damaged' | 'refused' | 'binary';
  /** Faults of a resource inside a document that is none itself (a server in ERROR). */
  readonly embeddedFaults: readonly string[];
  /** A health resource that says `online: false`. */
  readonly isOffline: boolean;
}

const noFields: FaultFields = {
  element: null,
  code: null,
  type: null,
  message: null,
  details: null,
  retryValues: [],
  isResource: false,
};
const emptyBody: FaultBody = { ...noFields, shape: 'empty', quality: 'whole', embeddedFaults: [], isOffline: false };

export function readBody(rawText: string, canUnwrap = true): FaultBody {
  const text = rawText.replace(/^[\s\uFEFF\0]+/, '').trimEnd();
  if (text === '') return emptyBody;
  if (isBinary(text)) return { ...emptyBody, shape: 'text', quality: 'binary' };
  return (canUnwrap ? readWrapped(text) : null) ?? readMarkup(text) ?? readText(text);
}

/** A body inside another notation: a JSON string, escaped markup, a CDATA section. */
function readWrapped(text: string): FaultBody | null {
  const quoted = readJsonString(text);
  if (quoted !== null) return readBody(quoted, false);
  if (text.startsWith('&lt;')) return readBody(decodeEntities(text), false);
  const section = /^<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/.exec(text)?.[1];
  return section === undefined ? null : readBody(section, false);
}

function readMarkup(text: string): FaultBody | null {
  if (text.startsWith('{') || text.startsWith('[')) {
    const lines = readJsonLines(text).map((reading) => bodyOfTree('json', reading));
    const failing = lines.find(({ element, code }) => element !== null || (code ?? 0) >= 400);
    const reading = failing === undefined ? readJson(text) : null;
    return failing ?? (reading === null ? null : bodyOfTree('json', reading));
  }
  if (!text.startsWith('<')) return null;
  if (isHtml(text)) return bodyOfPage(text);
  const reading = readXml(text);
  return reading === null ? null : bodyOfTree('xml', reading);
}

const htmlElements =
  /^(?:!doctype html|(?:html|head|body|title|meta|h[1-6]|p|div|center|pre|br|hr|b|i|font|table|script|style|span|ul|a)$)/i;

function isHtml(text: string): boolean {
  return htmlElements.test(firstTag(text));
}

/** The first name or declaration behind XML declaration, comments and blanks. */
function firstTag(text: string): string {
  let position = 0;
  for (let count = 0; count < 20; count += 1) {
    const mark = ['<?', '<!--'].find((start) => text.startsWith(start, position));
    if (mark === undefined) break;
    const end = text.indexOf(mark === '<?' ? '>' : '-->', position);
    if (end === -1) return '';
    position = end + (mark === '<?' ? 1 : 3);
    position += /^\s*/.exec(text.slice(position, position + 1000))?.[0].length ?? 0;
  }
  return /^<(!doctype\s{1,20}\w{1,40}|[\w:.-]{1,100})/i.exec(text.slice(position, position + 200))?.[1]?.replace(/\s+/, ' ') ?? '';
}

interface TreeReading {
  readonly tree: unknown;
  readonly quality: FaultBody['quality'];
}

function bodyOfTree(shape: FaultShape, { tree, quality }: TreeReading): FaultBody {
  const fields = readFaultFields(tree);
  const isFault = fields.element !== null || fields.code !== null || fields.message !== null;
  if (isFault) return { ...emptyBody, ...fields, shape, quality };
  const offlineParts = listOfflineParts(tree);
  const isOffline = offlineParts.length > 0;
  return {
    ...emptyBody,
    shape,
    quality,
    retryValues: fields.retryValues,
    embeddedFaults: listEmbeddedFaults(tree),
    isOffline,
    message: isOffline ? `offline: ${offlineParts.map((part) => part || 'the part asked for').join(', ')}` : null,
  };
}

function bodyOfPage(html: string): FaultBody {
  const { title, text } = readHtml(html);
  const details = title === null || text === '' ? null : text;
  return { ...emptyBody, shape: 'html', message: title ?? (text || null), details };
}

function readText(text: string): FaultBody {
  const inside = findJson(text).map((reading) => bodyOfTree('text', reading));
  const fault = inside.find(({ element, message }) => element !== null || message !== null);
  if (fault !== undefined) return { ...fault, code: fault.code ?? spokenStatus(text) };
  const isBroken = /^(?:\{|<[a-z!?/]|\[\s*(?:[{["']|$))/i.test(text);
  return { ...emptyBody, shape: 'text', quality: isBroken ? 'damaged' : 'whole', message: isBroken ? null : text };
}
