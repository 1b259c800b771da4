// Two recordings that bear one agent: one machine at two times, a copy beside its original, or a successor?
// The times decide: a machine that was seen alive after the other one began is no predecessor of it.
import { compareIds, isSameId, sameServer, strongest, type Comparison } from '../checks/cloned-agent/same-server.js';
import { withoutRenames } from '../checks/cloned-agent/instance-record.js';
import { strengthRanks, type Strength } from '../checks/cloned-agent/clue.js';
import { secondsBetween } from '../facts/identity/times.js';
import type { PairAnswer } from './comparison.js';
import { laterOf, type CompareLimits, type Digest } from './digest.js';

export function judgePair(earlier: Digest, later: Digest, limits: CompareLimits): PairAnswer {
  if (earlier.agentIdHash === null || later.agentIdHash === null) return cannotTell;
  if (earlier.agentIdHash !== later.agentIdHash) return { verdict: 'different-agents', certainty: 'certain' };
  const comparisons = comparisonsOf(earlier, later);
  switch (sameServer(comparisons)) {
    case 'this-server':
      return ranTwice(earlier, later, limits.clockErrorSeconds) ? possiblyCloned : sameMachine(strongest(comparisons));
    case 'another-server':
      return twoServers(earlier, later, strongest(comparisons.filter(({ isSame }) => !isSame)), limits);
    case 'contradiction':
      return possiblyCloned;
    case 'unclear':
      return ranTwice(earlier, later, limits.clockErrorSeconds) && isMovedAndRenamed(earlier, later) ? possiblyCloned : cannotTell;
  }
}

const cannotTell: PairAnswer = { verdict: 'cannot-tell', certainty: null };
const possiblyCloned: PairAnswer = { verdict: 'possibly-cloned', certainty: 'possible' };

const sameMachine = (strength: Strength | null): PairAnswer => ({
  verdict: 'same-machine',
  certainty: strength === 'strong' ? 'certain' : 'likely',
});

/** A record that may be of another server counts on neither side. */
export function comparisonsOf(earlier: Digest, later: Digest): readonly Comparison[] {
  const worths = [earlier.worthOfInstanceId, later.worthOfInstanceId];
  const least = worths.reduce((a, b) => (a === null || b === null ? null : strengthRanks[a] < strengthRanks[b] ? a : b));
  return compareIds(withoutRenames(earlier.ids, later.renamedFrom), withoutRenames(later.ids, earlier.renamedFrom), () =>
    least === 'weak' ? null : least,
  );
}

function twoServers(earlier: Digest, later: Digest, strength: Strength | null, limits: CompareLimits): PairAnswer {
  const isStrong = strength === 'strong';
  const seconds = overlapSeconds(earlier, later);
  if (seconds > limits.toleranceSeconds) return { verdict: 'cloned', certainty: isStrong ? 'certain' : 'likely' };
  if (isStrong && (seconds > 0 || beganBefore(later, earlier, limits))) return { verdict: 'cloned', certainty: 'likely' };
  // The earlier one may have ended before the other began, as in a failover or a move; no recording tells.
  return { verdict: 'possibly-cloned', certainty: isStrong ? 'likely' : 'possible' };
}

/** How long both ran with this agent at once, as far as their recordings reach; negative where they did not. */
export const overlapSeconds = (a: Digest, b: Digest): number =>
  togetherSeconds(a, b, usedFrom);

/** When this machine began to run with the agent, as far as the recording tells. */
export const usedFrom = ({ bootedAt, gatheredAt, agentSince }: Digest): string =>
  laterOf(bootedAt ?? gatheredAt, agentSince) ?? gatheredAt;

const aliveTogetherSeconds = (a: Digest, b: Digest): number => togetherSeconds(a, b, ({ bootedAt, gatheredAt }) => bootedAt ?? gatheredAt);

function togetherSeconds(a: Digest, b: Digest, beginningOf: (digest: Digest) => string): number {
  const [beginA, beginB] = [beginningOf(a), beginningOf(b)];
  const end = a.finishedAt < b.finishedAt ? a.finishedAt : b.finishedAt;
  return secondsBetween(beginA > beginB ? beginA : beginB, end);
}

/** It was a server with this agent already when the other one was still seen alive, though it was booted again since. */
const beganBefore = ({ instanceSince, agentSince }: Digest, { finishedAt }: Digest, { toleranceSeconds }: CompareLimits): boolean =>
  instanceSince !== null && secondsBetween(laterOf(instanceSince, agentSince) ?? instanceSince, finishedAt) > toleranceSeconds;

/**
 * One kernel runs at a time: alive at once and booted at different times are two machines, whatever ids they show. A clock that
 * was put right between the recordings moves the time of a boot by a time zone at most.
 */
export const ranTwice = (a: Digest, b: Digest, clockErrorSeconds: number): boolean =>
  a.bootedAt !== null &&
  b.bootedAt !== null &&
  Math.abs(secondsBetween(a.bootedAt, b.bootedAt)) > clockErrorSeconds &&
  aliveTogetherSeconds(a, b) > clockErrorSeconds;

const isMovedAndRenamed = (a: Digest, b: Digest): boolean =>
  isSameId('mac-addresses', a.ids, b.ids) === false && isSameId('hostname', a.ids, b.ids) === false;
