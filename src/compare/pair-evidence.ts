// Why a pair was judged so: the times, what agrees and what differs, and what happened to a machine between two recordings.
import type { Evidence } from '../checks/check.js';
import { isSameId, sameServer } from '../checks/cloned-agent/same-server.js';
import { signalNames, type SignalName } from '../facts/identity.js';
import type { PairAnswer } from './comparison.js';
import type { CompareLimits, Digest } from './digest.js';
import { comparisonsOf, overlapSeconds, ranTwice } from './judge-pair.js';

export function evidenceOf(earlier: Digest, later: Digest, { verdict }: PairAnswer, limits: CompareLimits): readonly Evidence[] {
  return [
    ...[earlier, later].flatMap(timesOf),
    ...(verdict === 'cloned' || verdict === 'possibly-cloned' ? rolesOf(earlier, later) : []),
    ...signalNames.flatMap((name) => signalEvidence(name, earlier, later)),
    ...(verdict === 'different-agents' ? [] : [together('bothAliveSeconds', Math.max(0, overlapSeconds(earlier, later)))]),
    ...explanations(earlier, later, verdict, limits).map((value) => said('explanation', value)),
  ];
}

function timesOf({ name, registeredAt, bootedAt, finishedAt }: Digest): readonly Evidence[] {
  const told = (what: string, value: string | null): Evidence => ({ subject: name, name: what, value, unit: null, source: name });
  return [told('registeredAt', registeredAt), told('aliveFrom', bootedAt), told('aliveUntil', finishedAt)];
}

/** Two originals, or two copies, are none: a registration was restored, or both come from a third. */
function rolesOf(earlier: Digest, later: Digest): readonly Evidence[] {
  const areTold = earlier.role !== later.role;
  return [earlier, later].map(({ name, role }) => ({
    subject: name,
    name: 'thisMachineIs',
    value: areTold ? role : 'unknown',
    unit: null,
    source: name,
  }));
}

function signalEvidence(name: SignalName, earlier: Digest, later: Digest): readonly Evidence[] {
  const isSame = isSameId(name, earlier.ids, later.ids);
  const value = isSame === null ? 'unknown' : isSame ? 'agrees' : 'differs';
  return [{ subject: name, name: 'comparison', value, unit: null, source: 'both recordings' }];
}

const together = (name: string, value: number): Evidence => ({ subject: 'both', name, value, unit: 'seconds', source: 'both recordings' });

const said = (name: string, value: string): Evidence => ({ subject: 'both', name, value, unit: null, source: 'both recordings' });

function explanations(earlier: Digest, later: Digest, verdict: PairAnswer['verdict'], limits: CompareLimits): readonly string[] {
  const differs = (name: SignalName): boolean => isSameId(name, earlier.ids, later.ids) === false;
  const isOneDisk = ['machine-id', 'ssh-host-keys'].some((name) => isSameId(name as SignalName, earlier.ids, later.ids) === true);
  switch (verdict) {
    case 'same-machine':
      return changes(earlier, later, differs);
    case 'different-agents':
      return isOneDisk ? ['registered-anew'] : ['nothing-in-common'];
    case 'cannot-tell':
      return [earlier, later].some(({ agentIdHash }) => agentIdHash === null) ? ['agent-id-unknown'] : ['ids-of-the-servers-unknown'];
    case 'cloned':
      return ['both-alive'];
    case 'possibly-cloned':
      return [isTwoBootsOfOneId(earlier, later, limits) ? 'two-boots-at-once' : 'one-may-have-ended-before'];
  }
}

/** Two servers by their ids may have run at once, too, each with its own boot. */
const isTwoBootsOfOneId = (earlier: Digest, later: Digest, { clockErrorSeconds }: CompareLimits): boolean =>
  sameServer(comparisonsOf(earlier, later)) !== 'another-server' && ranTwice(earlier, later, clockErrorSeconds);

function changes(earlier: Digest, later: Digest, differs: (name: SignalName) => boolean): readonly string[] {
  const found: readonly (readonly [string, boolean])[] = [
    ['renamed', differs('hostname')],
    ['resized', earlier.size !== null && later.size !== null && earlier.size !== later.size],
    ['network-cards-changed', differs('mac-addresses')],
    ['moved-to-other-hardware', differs('dmi-uuid')],
    ['rebuilt', differs('machine-id')],
    ['set-back-to-an-earlier-state', (earlier.registeredAt ?? '') > (later.registeredAt ?? earlier.registeredAt ?? '')],
    ['restarted', earlier.bootedAt !== null && later.bootedAt !== null && later.bootedAt > earlier.finishedAt],
  ];
  return found.flatMap(([change, isSeen]) => (isSeen ? [change] : []));
}
