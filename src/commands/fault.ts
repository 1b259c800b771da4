// backup-doctor fault: interprets a saved API answer offline.
import { maxBodyBytes } from '../facts/fault/body-text.js';
import { interpretFault } from '../facts/fault/interpret-fault.js';
import { joinHeaders } from '../facts/fault/http-message.js';
import type { FaultInterpretation } from '../facts/fault/fault-interpretation.js';
import { readInput } from './input.js';
import { LeakGuard } from './leak-guard.js';
import { print } from './output.js';
import { fitted, paragraphs, section, whatToDo } from './paragraphs.js';
import { unpack } from './unpack.js';
import { UsageError } from '../usage-error.js';

export interface FaultFlags {
  readonly status?: string;
  readonly header?: readonly string[];
  readonly format?: string;
}

/** @returns 0 when the answer was interpreted; an unreadable input throws */
export async function fault(path: string, flags: FaultFlags): Promise<number> {
  const { format = 'text' } = flags;
  if (format !== 'text' && format !== 'json') throw new UsageError(`fault has no format ${JSON.stringify(format)}; allowed: text, json`);
  const status = flags.status === undefined ? null : parseStatus(flags.status);
  const headers = Object.fromEntries(joinHeaders((flags.header ?? []).map(parseHeader)));
  // One byte more than is interpreted, so that the sentence can tell of a longer body.
  const capBytes = maxBodyBytes + 1;
  const body = await unpack(await readInput(path, { capBytes }), capBytes);
  const interpretation = interpretFault({ status, headers, body, receivedAt: new Date().toISOString() });
  const text = format === 'json' ? `${JSON.stringify(interpretation, null, 2)}\n` : asText(interpretation);
  new LeakGuard([], interpretation).refuseLeak(text, 'the answer');
  await print(text);
  return 0;
}

function asText({ httpStatus, element, category, message, details, retryAt, sentence, solution }: FaultInterpretation): string {
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['HTTP status', httpStatus],
    ['fault element', element],
    ['category', category],
    ['message', message],
    ['details', details],
    ['retry at', retryAt],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [fitted(String(value), `  ${name.padEnd(14)} `)]));
  return paragraphs([fitted(sentence), section('What it holds', rows), whatToDo(solution)]);
}

function parseStatus(text: string): number {
  if (!/^[1-9]\d\d$/.test(text)) throw new UsageError(`--status takes an HTTP status from 100 to 999; it got ${JSON.stringify(text)}`);
  return Number(text);
}

function parseHeader(text: string, index: number): readonly [string, string] {
  const [match, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(text) ?? [];
  // A mistyped header may be the token itself, and stderr ends up in tickets: it is told by its place alone.
  if (match === undefined) throw new UsageError(`--header takes 'Name: value'; number ${index + 1} has no colon behind a name`);
  return [name, value];
}
