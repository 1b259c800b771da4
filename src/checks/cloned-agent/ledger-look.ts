// One entry of the ledger against today: was it this server that was seen then, or another one?
import type { IdentityFacts, LedgerEntry, SignalName, SignalRoot } from '../../facts/identity.js';
import type { ClueLimits, Scene, Strength } from './clue.js';
import { instanceIdStrength, isStale } from './instance-record.js';

export interface Comparison {
  readonly name: SignalName;
  readonly root: SignalRoot;
  readonly isSame: boolean;
  readonly strength: Strength;
}

export interface Look {
  readonly entry: LedgerEntry;
  readonly seen: 'this-server' | 'another-server' | 'contradiction' | 'unclear';
  readonly agreeing: readonly Comparison[];
  readonly differing: readonly Comparison[];
}

const ranks: Readonly<Record<Strength, number>> = { weak: 1, medium: 2, strong: 3 };

export function lookAt(entry: LedgerEntry, identity: IdentityFacts, scene: Scene, limits: ClueLimits): Look {
  const comparisons = compare(entry, identity, isStale(identity, scene.bootedAt, limits.toleranceSeconds));
  const [agreeing, differing] = [comparisons.filter(({ isSame }) => isSame), comparisons.filter(({ isSame }) => !isSame)];
  return { entry, agreeing, differing, seen: seenAs(rankOf(strongest(agreeing)), rankOf(strongest(differing))) };
}

export function strongest(comparisons: readonly Comparison[]): Strength | null {
  return [...comparisons].sort((a, b) => ranks[b.strength] - ranks[a.strength])[0]?.strength ?? null;
}

function seenAs(sameRank: number, differingRank: number): Look['seen'] {
  if (sameRank === 0 && differingRank === 0) return 'unclear';
  if (sameRank === differingRank) return 'contradiction';
  return sameRank > differingRank ? 'this-server' : 'another-server';
}

/**
 * Only ids that name the server itself: host name, addresses and disk ids change with a setting or go with a copy.
 * What is missing on either side is neither same nor different.
 */
function compare(entry: LedgerEntry, identity: IdentityFacts, hasStaleRecord: boolean): readonly Comparison[] {
  const isSame = (name: SignalName): boolean | null => {
    const then = entry.signals.find((signal) => signal.name === name)?.hash;
    const now = identity.signals.find((signal) => signal.name === name)?.hash ?? null;
    return then === undefined || now === null ? null : then === now;
  };
  const rootOf = (name: SignalName): SignalRoot => identity.signals.find((signal) => signal.name === name)?.root ?? 'hypervisor';
  const history = identity.instanceHistory;
  const idStrength = history === null ? 'weak' : instanceIdStrength(history);
  const found: readonly (readonly [SignalName, boolean | null, Strength])[] = [
    ['xenstore-name', isSame('xenstore-name'), 'strong'],
    // A record that stood still says nothing when it says the same.
    ['instance-id', idStrength === 'weak' || (hasStaleRecord && isSame('instance-id') === true) ? null : isSame('instance-id'), idStrength],
    // A board or its firmware may be replaced; then the cards stay what they were.
    ['dmi-uuid', isSame('dmi-uuid') === false && isSame('mac-addresses') === true ? null : isSame('dmi-uuid'), 'medium'],
  ];
  return found.flatMap(([name, same, strength]) => (same === null ? [] : [{ name, root: rootOf(name), isSame: same, strength }]));
}

const rankOf = (strength: Strength | null): number => (strength === null ? 0 : ranks[strength]);
