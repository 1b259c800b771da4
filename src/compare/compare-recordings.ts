// Which recordings are worth holding against each other, and what they tell. Few are all compared. Of many, those of one agent are
// sorted by machine as they come, and each is held against the newest of its own machine and of the others seen last: a clone
// shows in any two of its recordings, so that not every two need be compared.
import { sameServer } from '../checks/cloned-agent/same-server.js';
import { pairVerdicts, type Comparison, type Pair, type PairAnswer } from './comparison.js';
import type { CompareLimits, Digest } from './digest.js';
import { comparisonsOf, judgePair } from './judge-pair.js';
import { evidenceOf } from './pair-evidence.js';

/** 66 pairs: as many as a person reads. */
const fewCount = 12;
/** Machines that one recording is held against: one that runs at the same time is among those seen last. */
const neighbourCount = 4;
const listedPairCount = 1_000;

interface Candidate {
  readonly earlier: Digest;
  readonly later: Digest;
  readonly answer: PairAnswer;
}

export function compareRecordings(digests: readonly Digest[], limits: CompareLimits): Comparison {
  const sorted = [...digests].sort(inTime);
  const groups = groupedBy(sorted, ({ agentIdHash }) => agentIdHash);
  const candidates =
    sorted.length <= fewCount
      ? allPairs(sorted, limits)
      : [...[...groups.values()].flatMap((group) => pairsOfAgent(group, limits)), ...pairsOfTwins([...groups.values()], limits)];
  const ranked = candidates.sort((a, b) => rank(a) - rank(b));
  return {
    pairs: ranked.slice(0, listedPairCount).map((candidate) => toPair(candidate, limits)),
    omittedPairCount: Math.max(0, ranked.length - listedPairCount),
    worst: ranked[0]?.answer.verdict ?? null,
    recordingCount: digests.length,
    agentCount: groups.size,
  };
}

/** The same answer for the same recordings, in whatever order they are named. */
const inTime = (a: Digest, b: Digest): number => order(a.gatheredAt, b.gatheredAt) || order(a.name, b.name);

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const rank = ({ answer }: Candidate): number => pairVerdicts.indexOf(answer.verdict);

const candidate = (earlier: Digest, later: Digest, limits: CompareLimits): Candidate => ({
  earlier,
  later,
  answer: judgePair(earlier, later, limits),
});

const allPairs = (sorted: readonly Digest[], limits: CompareLimits): Candidate[] =>
  sorted.flatMap((earlier, index) => sorted.slice(index + 1).map((later) => candidate(earlier, later, limits)));

interface Machine {
  readonly number: number;
  readonly first: Digest;
  newest: Digest;
}

/** Of two machines the pair that tells worst is kept; of one machine the first recording against the newest. */
function pairsOfAgent(group: readonly Digest[], limits: CompareLimits): readonly Candidate[] {
  const known = new Map<string, Machine>();
  const seenLast: Machine[] = [];
  const worst = new Map<string, Candidate>();
  const keep = (machines: readonly Machine[], found: Candidate): void => {
    const key = machines
      .map(({ number }) => number)
      .sort((a, b) => a - b)
      .join();
    const held = worst.get(key);
    if (held === undefined || rank(found) < rank(held)) worst.set(key, found);
  };
  let machineCount = 0;
  for (const digest of group) {
    const own = machineOf(digest, known);
    if (own !== null) keep([own, own], candidate(own.newest, digest, limits));
    const machine = own ?? { number: (machineCount += 1), first: digest, newest: digest };
    for (const other of seenLast) if (other !== machine) keep([other, machine], candidate(other.newest, digest, limits));
    machine.newest = digest;
    for (const { hash } of serverIds(digest)) if (hash !== null) known.set(hash, machine);
    moveToEnd(seenLast, machine);
  }
  return [...worst.values()].map((found) => (found.answer.verdict === 'same-machine' ? wholeStay(found, known, limits) : found));
}

function moveToEnd(seenLast: Machine[], machine: Machine): void {
  const place = seenLast.indexOf(machine);
  if (place >= 0) seenLast.splice(place, 1);
  seenLast.push(machine);
  if (seenLast.length > neighbourCount) seenLast.shift();
}

const serverIds = ({ ids }: Digest): Digest['ids'] =>
  ids.filter(({ name }) => name === 'xenstore-name' || name === 'metadata-id' || name === 'instance-id' || name === 'dmi-uuid');

function machineOf(digest: Digest, known: ReadonlyMap<string, Machine>): Machine | null {
  const found = serverIds(digest).flatMap(({ hash }) => (hash === null ? [] : (known.get(hash) ?? [])));
  return found.find(({ newest }) => sameServer(comparisonsOf(newest, digest)) === 'this-server') ?? null;
}

function wholeStay(found: Candidate, known: ReadonlyMap<string, Machine>, limits: CompareLimits): Candidate {
  const machine = machineOf(found.later, known);
  const whole = machine === null ? found : candidate(machine.first, machine.newest, limits);
  return whole.answer.verdict === 'same-machine' ? whole : found;
}

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
