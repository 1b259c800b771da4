// Keeps the ledger: what this machine was seen as. Only `check` on the live host calls it; it writes where something
// changed, at most once a day otherwise, and what hangs costs no more than its limit.
import type { IdentityFacts } from '../../facts/identity.js';
import { ledgerFileName, ledgerText, nextEntries } from '../../facts/identity/ledger.js';
import { reasonOf } from '../../facts/observed.js';
import { askChild } from '../platform/ask-child.js';
import type { System } from '../platform/system.js';
import { readLedger } from './read-ledger.js';
import type { LedgerWrite, LedgerWriteReply } from './serve-ledger.js';

export type RecordResult =
  | { readonly state: 'written' | 'unchanged'; readonly path: string }
  /** One sentence for the person who runs the tool. */
  | { readonly state: 'not-written'; readonly reason: string };

const limitMs = 3_000;

/** Never rejects. */
export async function recordIdentity(system: System, stateFolder: string, facts: IdentityFacts, now: Date): Promise<RecordResult> {
  const path = `${stateFolder}/${ledgerFileName}`;
  if (system.root !== null) return notWritten(path, 'a host image is only read');
  const { state, entries, note } = await readLedger(system.files, stateFolder);
  if (state === 'unusable') return { state: 'not-written', reason: note ?? `${path} could not be read` };
  const next = nextEntries(entries, facts, now.toISOString());
  if (next === null) return { state: 'unchanged', path };
  const keepAs = state === 'broken' ? `${ledgerFileName}.broken` : null;
  return write({ folder: stateFolder, fileName: ledgerFileName, text: ledgerText(next), keepAs }, path);
}

async function write(request: LedgerWrite, path: string): Promise<RecordResult> {
  const answer = await askChild('ledger', JSON.stringify(request), { limitMs });
  if (answer.state !== 'observed') return notWritten(path, reasonOf(answer));
  // The child is our own program, and it answered.
  const reply = JSON.parse(answer.value) as LedgerWriteReply;
  return reply.state === 'written' ? { state: 'written', path } : notWritten(path, reply.reason);
}

const notWritten = (path: string, why: string): RecordResult => ({ state: 'not-written', reason: `${path} was not kept: ${why}` });
