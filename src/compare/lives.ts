// When each recording's machine ran, in numbers: ten thousand recordings of one agent are gone through for each of them.
import type { Digest } from './digest.js';
import { usedFrom } from './judge-pair.js';

/** Times in columns: a row of objects would be gone through many times slower. */
export class Lives {
  private readonly digests: Digest[] = [];
  private readonly machines: number[] = [];
  private readonly booted: number[] = [];
  private readonly usedFrom: number[] = [];
  private readonly ends: number[] = [];
  private readonly errorMs: number;

  /** @param clockErrorSeconds by which two times of one boot may differ */
  constructor(clockErrorSeconds: number) {
    this.errorMs = clockErrorSeconds * 1_000;
  }

  add(digest: Digest, machine: number): void {
    this.digests.push(digest);
    this.machines.push(machine);
    this.booted.push(bootedMs(digest));
    this.usedFrom.push(Date.parse(usedFrom(digest)));
    this.ends.push(Date.parse(digest.finishedAt));
  }

  /** The one of another machine that had the agent longest while this one did, and another boot of its own that ran at once. */
  besides(digest: Digest, machine: number): readonly { readonly digest: Digest; readonly machine: number }[] {
    return [this.longestBeside(digest, machine), this.otherBoot(digest, machine)].flatMap((place) => {
      const [found, owner] = [this.digests[place], this.machines[place]];
      return found === undefined || owner === undefined ? [] : [{ digest: found, machine: owner }];
    });
  }

  private longestBeside(digest: Digest, machine: number): number {
    const [from, until] = [Date.parse(usedFrom(digest)), Date.parse(digest.finishedAt)];
    let place = -1;
    let longest = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < this.ends.length; index++) {
      if (this.machines[index] === machine) continue;
      const together = smaller(this.ends[index] ?? 0, until) - larger(this.usedFrom[index] ?? 0, from);
      if (together <= longest) continue;
      longest = together;
      place = index;
    }
    return place;
  }

  private otherBoot(digest: Digest, machine: number): number {
    const [from, until] = [bootedMs(digest), Date.parse(digest.finishedAt)];
    return this.booted.findIndex((booted, index) => {
      if (this.machines[index] !== machine) return false;
      const isAnother = booted - from > this.errorMs || from - booted > this.errorMs;
      return isAnother && smaller(this.ends[index] ?? 0, until) - larger(booted, from) > this.errorMs;
    });
  }
}

const smaller = (a: number, b: number): number => (a < b ? a : b);
const larger = (a: number, b: number): number => (a > b ? a : b);

/** What has no boot compares with nothing. */
const bootedMs = ({ bootedAt }: Digest): number => (bootedAt === null ? NaN : Date.parse(bootedAt));
