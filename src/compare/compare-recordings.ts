// Which recordings are worth holding against each other, and what they tell: few are all compared, of many those of one agent,
// and those of the agents whose disks have one origin.
import { candidate, rank, type Candidate } from './candidate.js';
import type { Comparison, Pair, PairVerdict } from './comparison.js';
import type { CompareLimits, Digest } from './digest.js';
import { evidenceOf } from './pair-evidence.js';
import { pairsOfAgent } from './pairs-of-agent.js';

/** 66 pairs: as many as a person reads. */
const fewCount = 12;
const listedPairCount = 1_000;

export function compareRecordings(digests: readonly Digest[], limits: CompareLimits): Comparison {
  const sorted = [...digests].sort(inTime);
  const groups = groupedBy(sorted, ({ agentIdHash }) => agentIdHash);
  const candidates =
    sorted.length <= fewCount
      ? allPairs(sorted, limits)
      : [...[...groups.values()].flatMap((group) => pairsOfAgent(group, limits)), ...pairsOfTwins([...groups.values()], limits)];
  const unknownAgentCount = digests.filter(({ agentIdHash }) => agentIdHash === null).length;
  const ranked = candidates.sort((a, b) => rank(a) - rank(b));
  return {
    pairs: ranked.slice(0, listedPairCount).map((candidate) => toPair(candidate, limits)),
    omittedPairCount: Math.max(0, ranked.length - listedPairCount),
    worst: worstOf(ranked[0]?.answer.verdict ?? null, unknownAgentCount),
    recordingCount: digests.length,
    agentCount: groups.size,
    unknownAgentCount,
  };
}

/** A recording that names no agent may be of any: nothing is well before it is known. */
const worstOf = (worst: PairVerdict | null, unknownAgentCount: number): PairVerdict | null =>
  unknownAgentCount > 0 && worst !== 'cloned' && worst !== 'possibly-cloned' ? 'cannot-tell' : worst;

/** The same answer for the same recordings, in whatever order they are named. */
const inTime = (a: Digest, b: Digest): number => order(a.gatheredAt, b.gatheredAt) || order(a.name, b.name);

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const allPairs = (sorted: readonly Digest[], limits: CompareLimits): Candidate[] =>
  sorted.flatMap((earlier, index) => sorted.slice(index + 1).map((later) => candidate(earlier, later, limits)));

/** Agents that lie on copies of one disk: registered anew, as a copy should be. */
function pairsOfTwins(groups: readonly (readonly Digest[])[], limits: CompareLimits): readonly Candidate[] {
  const newest = groups.flatMap((group) => group.at(-1) ?? []);
  const disks = groupedBy(newest, ({ ids }) => ids.find(({ name }) => name === 'machine-id')?.hash ?? null);
  return [...disks.values()].flatMap((twins) => twins.slice(1).map((later, index) => candidate(twins[index] ?? later, later, limits)));
}

/** Without what has no key. */
function groupedBy(digests: readonly Digest[], keyOf: (digest: Digest) => string | null): ReadonlyMap<string, readonly Digest[]> {
  const groups = new Map<string, Digest[]>();
  for (const digest of digests) {
    const key = keyOf(digest);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [digest]);
    else group.push(digest);
  }
  return groups;
}

const toPair = ({ earlier, later, answer }: Candidate, limits: CompareLimits): Pair => ({
  recordings: [earlier.name, later.name],
  agentId: earlier.agentId ?? later.agentId,
  ...answer,
  evidence: evidenceOf(earlier, later, answer, limits),
});
