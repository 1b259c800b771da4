// The recordings of one agent, sorted by machine as they come. Each is held against the newest of its own machine and of the others
// seen last, and against those that ran longest beside it: not every two need be compared.
import { sameServer } from '../checks/cloned-agent/same-server.js';
import { candidate, rank, type Candidate } from './candidate.js';
import type { CompareLimits, Digest } from './digest.js';
import { comparisonsOf } from './judge-pair.js';
import { Lives } from './lives.js';

/** Machines that one recording is held against: one that runs at the same time is among those seen last. */
const neighbourCount = 4;

interface Machine {
  readonly number: number;
  readonly first: Digest;
  newest: Digest;
}

/** @param group oldest first */
export function pairsOfAgent(group: readonly Digest[], limits: CompareLimits): readonly Candidate[] {
  const machines = new Machines(limits);
  const worst = new Map<string, Candidate>();
  for (const digest of group) {
    for (const { key, newest } of machines.toCompareWith(digest)) {
      const found = candidate(newest, digest, limits);
      const held = worst.get(key);
      if (held === undefined || rank(found) < rank(held)) worst.set(key, found);
    }
    machines.add(digest);
  }
  return [...worst.values()].map((found) => (found.answer.verdict === 'same-machine' ? wholeStay(found, machines, limits) : found));
}

/** The first recording of a machine against the newest tells all that happened between. */
function wholeStay(found: Candidate, machines: Machines, limits: CompareLimits): Candidate {
  const machine = machines.find(found.later);
  const whole = machine === null ? found : candidate(machine.first, machine.newest, limits);
  return whole.answer.verdict === 'same-machine' ? whole : found;
}

class Machines {
  private readonly byId = new Map<string, Machine>();
  private readonly seenLast: Machine[] = [];
  /** All that show no id of a server, in one place: nothing tells them apart, and they must push no other machine out. */
  private nameless: Machine | null = null;
  private count = 0;
  private readonly lives: Lives;

  constructor({ clockErrorSeconds }: CompareLimits) {
    this.lives = new Lives(clockErrorSeconds);
  }

  /** The key is the same for the same two machines. */
  toCompareWith(digest: Digest): readonly { readonly key: string; readonly newest: Digest }[] {
    const own = this.find(digest);
    const number = own?.number ?? this.count;
    const others = new Set([...this.seenLast, ...(own === null ? [] : [own]), ...(this.nameless === null ? [] : [this.nameless])]);
    const keyTo = (other: number): string => `${Math.min(number, other)} ${Math.max(number, other)}`;
    return [
      ...[...others].map((other) => ({ key: keyTo(other.number), newest: other.newest })),
      ...this.lives.besides(digest, number).map((life) => ({ key: keyTo(life.machine), newest: life.digest })),
    ];
  }

  add(digest: Digest): void {
    const machine = this.find(digest) ?? { number: this.count++, first: digest, newest: digest };
    machine.newest = digest;
    this.lives.add(digest, machine.number);
    if (isNameless(digest)) this.nameless = machine;
    else this.name(machine, digest);
  }

  private name(machine: Machine, digest: Digest): void {
    for (const id of serverIds(digest)) this.byId.set(id, machine);
    const place = this.seenLast.indexOf(machine);
    if (place >= 0) this.seenLast.splice(place, 1);
    this.seenLast.push(machine);
    if (this.seenLast.length > neighbourCount) this.seenLast.shift();
  }

  find(digest: Digest): Machine | null {
    if (isNameless(digest)) return this.nameless;
    const known = serverIds(digest).flatMap((id) => this.byId.get(id) ?? []);
    return known.find(({ newest }) => sameServer(comparisonsOf(newest, digest)) === 'this-server') ?? null;
  }
}

const namesOfServers: ReadonlySet<string> = new Set(['xenstore-name', 'metadata-id', 'instance-id', 'dmi-uuid']);

const serverIds = ({ ids }: Digest): readonly string[] =>
  ids.flatMap(({ name, hash }) => (hash !== null && namesOfServers.has(name) ? [hash] : []));

const isNameless = (digest: Digest): boolean => serverIds(digest).length === 0;
