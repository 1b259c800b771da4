// What a line names: codes, a status, a host, a path, and the form that it shares with its like. Every pattern is linear
// or runs over a few thousand characters, since anybody may have written the line.
import { spokenStatus } from '../fault/spoken-status.js';
import { maskSecrets } from '../secrets.js';
import { printableLine } from '../storage/printable.js';
import { shorten } from '../fault/clean-text.js';
import type { LogGroup } from '../log.js';
import type { LogLine } from './log-line.js';

export type NamedInLine = Pick<LogGroup, 'agentErrorCode' | 'curlCode' | 'httpStatus' | 'host'>;

/** Longer messages are read and masked so far. */
const readLength = 4_000;
const shownLength = 500;
const formLength = 300;

/** Lines of level WARN and above, and those below that speak of a failure. */
export const tellsOfFailure = ({ level, message }: LogLine): boolean =>
  level === 'FATAL' || level === 'ERROR' || level === 'WARN' || failure.test(message);

const failure =
  /error|fail|unable|could not|cannot|missing|not (?:exist|found|valid)|denied|forbidden|refused|timed? ?out|no space|disk space|check your permissions|unauthorized|http 5/i;

export function namedIn(message: string): NamedInLine {
  const text = message.slice(0, readLength);
  const [, code] = /\b(?:Ex|Error) Code\((\d{1,6})\)/.exec(text) ?? [];
  const [, host] = /https?:\/\/(?:[^\s/@]{1,200}@)?([A-Za-z0-9.-]{1,253})/.exec(text) ?? [];
  return {
    agentErrorCode: numberOr(code),
    curlCode: numberOr(curlCodeIn(text)),
    // The agent's own codes and source lines are no statuses.
    httpStatus: spokenStatus(text.replace(/Code\(\d{1,6}\)/g, '')),
    host: host?.toLowerCase() ?? null,
  };
}

/** curl's number ends its own sentence: `Timeout was reached (28)`. */
function curlCodeIn(text: string): string | undefined {
  if (!/curl|http|ssl|host|server|peer|proxy|timeout|certificate/i.test(text)) return undefined;
  return [...text.matchAll(/[\w'".] \((\d{1,2})\)/g)].at(-1)?.[1];
}

const numberOr = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** Lines that differ only in what is left out here are of one kind. */
export const formOf = (message: string): string =>
  message
    .slice(0, readLength)
    .replace(/https?:\/\/[^\s"'<>]+/g, '<url>')
    .replace(/"[^"]*"|'[^']*'/g, '<text>')
    .replace(/(?:[A-Za-z]:\\|\/)[^\s"',;)\]]*/g, '<path>')
    .replace(/\b[0-9a-f]{8,}\b|[0-9a-f]{4,}(?:-[0-9a-f]{4,}){2,}/gi, '#')
    .replace(/\d+/g, '#')
    .slice(0, formLength);

/** Secrets masked, control characters and what is no UTF-8 made visible, length capped. */
export const shown = (bytes: string, maxLength = shownLength): string =>
  shorten(maskSecrets(printableLine(bytes.slice(0, readLength))), maxLength);

/** A blank is one of ASCII: in bytes of UTF-8 there are others that are none. */
const pathPattern = /(["'])((?:[A-Za-z]:\\|\/)[^"']{1,1024})\1|(?:^|[ \t(=])((?:[A-Za-z]:\\|\/)[^ \t"',;)]{1,1024})/;

/** `C:\…` or `/…` as the message quotes it, else up to the next blank. */
export function pathIn(message: string): string | null {
  const text = message.slice(0, readLength).replace(/https?:\/\/[^\s"'<>]+/g, '');
  const [, , quoted, bare] = pathPattern.exec(text) ?? [];
  const path = quoted ?? bare;
  return path === undefined ? null : shown(path, 1_024);
}

/** `rax::HttpResponse rax::Http::Perform(CURL*, int)` → `rax::Http::Perform`: neither what it returns nor what it takes. */
export function functionIn(context: string | null): string | null {
  if (context === null) return null;
  const [called = ''] = context.slice(0, 1_000).split('(', 1);
  let depth = 0;
  let start = 0;
  for (let index = 0; index < called.length; index += 1) {
    const character = called[index];
    if (character === '<') depth += 1;
    if (character === '>') depth -= 1;
    if (character === ' ' && depth <= 0) start = index + 1;
  }
  const name = shown(called.slice(start), 200);
  return name === '' ? null : name;
}
