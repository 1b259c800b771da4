// Two looks at ids: was it one server, or two? Only ids that name the server itself count; host name, addresses and disk ids
// change with a setting or go with a copy. What is missing on either side is neither same nor different.
import type { IdHash, SignalName, SignalRoot } from '../../facts/identity.js';
import { strengthRanks, type Strength } from './clue.js';

export interface SeenId {
  readonly name: SignalName;
  readonly root: SignalRoot;
  readonly hash: IdHash | null;
}

export interface Comparison {
  readonly name: SignalName;
  readonly root: SignalRoot;
  readonly isSame: boolean;
  readonly strength: Strength;
}

export type SameServer = 'this-server' | 'another-server' | 'contradiction' | 'unclear';

/** @param worthOfInstanceId what cloud-init's record says where it is the same, and where it differs; null where nothing */
export function compareIds(
  then: readonly SeenId[],
  now: readonly SeenId[],
  worthOfInstanceId: (isSame: boolean) => Strength | null,
): readonly Comparison[] {
  const compared = (name: SignalName): boolean | null => isSameId(name, then, now);
  const rootOf = (name: SignalName): SignalRoot => now.find((signal) => signal.name === name)?.root ?? 'hypervisor';
  const instanceId = compared('instance-id');
  const found: readonly (readonly [SignalName, boolean | null, Strength | null])[] = [
    ['xenstore-name', compared('xenstore-name'), 'strong'],
    // Mostly cloud-init's word, which a cache may make old; the hypervisor's own is always of today.
    ['metadata-id', compared('xenstore-name') === null ? compared('metadata-id') : null, 'strong'],
    ['instance-id', instanceId, instanceId === null ? null : worthOfInstanceId(instanceId)],
    // A board or its firmware may be replaced; then the cards stay what they were.
    ['dmi-uuid', compared('dmi-uuid') === false && compared('mac-addresses') === true ? null : compared('dmi-uuid'), 'medium'],
  ];
  return found.flatMap(([name, isSame, strength]) =>
    isSame === null || strength === null ? [] : [{ name, root: rootOf(name), isSame, strength }],
  );
}

export function isSameId(name: SignalName, then: readonly SeenId[], now: readonly SeenId[]): boolean | null {
  const [before, today] = [then, now].map((ids) => ids.find((id) => id.name === name)?.hash ?? null);
  return before === null || today === null ? null : before === today;
}

export function sameServer(comparisons: readonly Comparison[]): SameServer {
  const [same, differing] = [true, false].map((isSame) =>
    rankOf(strongest(comparisons.filter((comparison) => comparison.isSame === isSame))),
  );
  if (same === undefined || differing === undefined || (same === 0 && differing === 0)) return 'unclear';
  if (same === differing) return 'contradiction';
  return same > differing ? 'this-server' : 'another-server';
}

export const strongest = (comparisons: readonly Comparison[]): Strength | null =>
  [...comparisons].sort((a, b) => strengthRanks[b.strength] - strengthRanks[a.strength])[0]?.strength ?? null;

const rankOf = (strength: Strength | null): number => (strength === null ? 0 : strengthRanks[strength]);
