// After a look at the live host the tool remembers who this machine was: its own evidence against later clones.
import { ledgerFileName } from '../facts/identity/ledger.js';
import { observed, valueOf, type Observed } from '../facts/observed.js';
import type { Recording } from '../facts/recording.js';
import { recordIdentity, type RecordResult } from '../probes/identity/record-identity.js';
import type { System } from '../probes/platform/system.js';
import { observe } from '../probes/probe.js';
import { tell } from './tell.js';

/** Never fails the run, and keeps it no longer than the limit: what could not be kept is a note. */
export async function keepLedger(system: System, stateFolder: string, { facts, gatheredAt }: Recording, limitMs: number): Promise<void> {
  const identity = valueOf(facts.identity);
  if (identity === null || system.root !== null) return;
  const keep = (): Promise<RecordResult> => recordIdentity(system, stateFolder, identity, new Date(gatheredAt));
  const kept = await observe(`${stateFolder}/${ledgerFileName} was not kept`, limitMs, async () => observed(await keep()));
  const why = whyNot(kept);
  if (why !== null) tell(`backup-doctor: note: ${why}`);
}

function whyNot(kept: Observed<RecordResult>): string | null {
  if (kept.state === 'unavailable') return kept.failure.detail;
  return kept.state === 'observed' && kept.value.state === 'not-written' ? kept.value.reason : null;
}
