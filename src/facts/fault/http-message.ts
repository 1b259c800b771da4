// Splits an answer that was saved whole, as `curl -i` writes it: status line, headers, blank line, body.
// Earlier header blocks (100 Continue, a proxy's answer to CONNECT, redirects) are skipped: the last one counts.

import { withoutNotes } from './curl-notes.js';

export interface HttpMessage {
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const statusLine = /^HTTP\/\d(?:\.\d)?[ \t]+([1-9]\d\d)(?:[ \t][^\r\n]*)?$/i;
const headerLine = /^([\w!#$%&'*+.^`|~-]{1,100}):[ \t]*(.*)$/;
const maxBlocks = 10;
const maxHeaderLines = 200;

export function splitHttpMessage(text: string): HttpMessage {
  let message: HttpMessage = { status: null, headers: new Map(), body: withoutNotes(text) };
  for (let count = 0; count < maxBlocks; count += 1) {
    const next = splitBlock(message.body.replace(/^[\s\uFEFF]+/, ''));
    if (next === null) break;
    message = next;
  }
  return message;
}

/** Names in lower case; a repeated header is one list with commas, as RFC 9110, section 5.3 has it. */
export function joinHeaders(headers: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of headers) addHeader(joined, name, value);
  return joined;
}

function addHeader(headers: Map<string, string>, name: string, value: string): void {
  const key = name.toLowerCase();
  const before = headers.get(key);
  headers.set(key, before === undefined ? value : `${before}, ${value}`);
}

function splitBlock(text: string): HttpMessage | null {
  if (!/^HTTP\//i.test(text)) return null;
  const first = readLine(text, 0);
  const status = statusLine.exec(first.line)?.[1];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  let position = first.next;
  for (let count = 0; count < maxHeaderLines && position < text.length; count += 1) {
    const { line, next } = readLine(text, position);
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      // A line that is no header starts the body, also where the blank line got lost.
      if (line.trim() === '') position = next;
      break;
    }
    addHeader(headers, name, value.trim());
    position = next;
  }
  return { status: Number(status), headers, body: text.slice(position) };
}

function readLine(text: string, start: number): { readonly line: string; readonly next: number } {
  const end = text.indexOf('\n', start);
  if (end === -1) return { line: text.slice(start), next: text.length };
  return { line: text.slice(start, end).replace(/\r$/, ''), next: end + 1 };
}
