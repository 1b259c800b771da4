// XML text → the same kind of tree as JSON gives, through saxes. A DOCTYPE is refused (no entity bombs, nothing
// external), depth and tags are capped. What is not well-formed is read on as far as the parser can tell.

import { SaxesParser } from 'saxes';

export interface XmlReading {
  /** `{ rootName: value }`; attributes and children are keys, text beside them is `#text`. */
  readonly tree: unknown;
  readonly quality: 'whole' | 'damaged' | 'refused';
}

const maxDepth = 64;
const maxTags = 10_000;
const maxErrors = 50;

type XmlRecord = Record<string, unknown>;
interface OpenElement {
  readonly name: string;
  readonly fields: XmlRecord;
  readonly texts: string[];
}

class Refused extends Error {}

/** null when there is no element at all. */
export function readXml(text: string): XmlReading | null {
  const root = newElement('');
  const stack: OpenElement[] = [root];
  const quality = parse(text, stack);
  // Elements that nobody closed still tell what they hold.
  while (stack.length > 1) closeElement(stack);
  if (quality === 'refused') return { tree: null, quality };
  return Object.keys(root.fields).length === 0 ? null : { tree: root.fields, quality };
}

function parse(text: string, stack: OpenElement[]): XmlReading['quality'] {
  const parser = new SaxesParser({ position: false });
  let tagCount = 0;
  let errorCount = 0;
  let pending: XmlRecord = Object.create(null) as XmlRecord;
  parser.on('doctype', () => refuse('DOCTYPE'));
  parser.on('attribute', ({ name, value }) => {
    if (!/^xmlns(:|$)/.test(name)) addField(pending, localName(name), value);
  });
  parser.on('opentag', ({ name }) => {
    tagCount += 1;
    if (stack.length > maxDepth || tagCount > maxTags) refuse('depth or tags');
    stack.push({ name: localName(name), fields: pending, texts: [] });
    pending = Object.create(null) as XmlRecord;
  });
  parser.on('closetag', () => closeElement(stack));
  parser.on('text', (part) => stack.at(-1)?.texts.push(part));
  parser.on('cdata', (part) => stack.at(-1)?.texts.push(part));
  parser.on('error', () => {
    errorCount += 1;
    if (errorCount > maxErrors) throw new Refused('not XML');
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message === 'not XML' ? 'damaged' : 'refused';
  }
  return errorCount === 0 ? 'whole' : 'damaged';
}

function refuse(reason: string): never {
  throw new Refused(reason);
}

function newElement(name: string): OpenElement {
  return { name, fields: Object.create(null) as XmlRecord, texts: [] };
}

function closeElement(stack: OpenElement[]): void {
  const element = stack.length > 1 ? stack.pop() : undefined;
  const parent = stack.at(-1);
  if (element === undefined || parent === undefined) return;
  const text = element.texts.join('').trim();
  const isPlain = Object.keys(element.fields).length === 0;
  if (!isPlain && text !== '') addField(element.fields, '#text', text);
  addField(parent.fields, element.name, isPlain ? text : element.fields);
}

/** A repeated name becomes a list. */
function addField(fields: XmlRecord, name: string, value: unknown): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
