// After a look at the live host the tool remembers who this machine was: its own evidence against later clones.
import { valueOf } from '../facts/observed.js';
import type { Recording } from '../facts/recording.js';
import type { System } from '../probes/platform/system.js';
import { recordIdentity } from '../probes/identity/record-identity.js';
import { tell } from './tell.js';

/** Never fails the run: what could not be kept is a note. */
export async function keepLedger(system: System, stateFolder: string, { facts, gatheredAt }: Recording): Promise<void> {
  const identity = valueOf(facts.identity);
  if (identity === null || system.root !== null) return;
  const result = await recordIdentity(system, stateFolder, identity, new Date(gatheredAt));
  if (result.state === 'not-written') tell(`backup-doctor: note: ${result.reason}`);
}
