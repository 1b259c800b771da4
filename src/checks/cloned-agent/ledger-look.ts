// One entry of the ledger against today: was it this server that was seen then, or another one?
import type { IdentityFacts, LedgerEntry } from '../../facts/identity.js';
import type { ClueLimits, Scene } from './clue.js';
import { instanceIdStrength, isStale, withoutRenames } from './instance-record.js';
import { compareIds, sameServer, type Comparison, type SameServer } from './same-server.js';

export interface Look {
  readonly entry: LedgerEntry;
  readonly seen: SameServer;
  readonly agreeing: readonly Comparison[];
  readonly differing: readonly Comparison[];
}

export function lookAt(entry: LedgerEntry, identity: IdentityFacts, { bootedAt }: Scene, { toleranceSeconds }: ClueLimits): Look {
  const worth = identity.instanceHistory === null ? 'weak' : instanceIdStrength(identity.instanceHistory);
  const hasStaleRecord = isStale(identity, bootedAt, toleranceSeconds);
  // A record that stood still says nothing when it says the same.
  const comparisons = compareIds(
    withoutRenames(entry.signals, identity.instanceHistory?.otherFormHashes ?? []),
    identity.signals,
    (isSame) => (worth === 'weak' || (hasStaleRecord && isSame) ? null : worth),
  );
  const [agreeing, differing] = [comparisons.filter(({ isSame }) => isSame), comparisons.filter(({ isSame }) => !isSame)];
  return { entry, agreeing, differing, seen: sameServer(comparisons) };
}
