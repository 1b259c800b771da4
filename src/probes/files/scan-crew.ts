// Which scan child looks at what: all that cannot hang in one, each mount that may in one of its own. When a child
// hangs or crashes, the item that it was at is given up and the rest goes to a fresh child.
import { printableName } from '../../facts/storage/printable.js';
import { Pool } from './pool.js';
import { isAtOrBelow } from '../../facts/mounts.js';
import { toBytePath, toText } from './byte-paths.js';
import { patience, runScanChild, type ChildEnd } from './run-scan-child.js';
import type { Attention, Become, BytePath, ScanItem, ScanLine } from './scan-lines.js';
import type { ScanLedger } from './scan-ledger.js';
import { Stretch } from './stretch.js';

export interface CrewOptions {
  readonly root: string;
  readonly exclusions: readonly string[];
  readonly become: Become | null;
  readonly limitMs: number;
  readonly attention: Attention;
  /** Takes every path that cannot be read, as it is found; more come when the promise is kept. */
  readonly list: ListPaths | null;
}

export type ListPaths = (paths: readonly BytePath[]) => Promise<void>;

/** A host with many dead mounts must not start many children, nor wait for one after the other. */
const maxChildCount = 4;

export class ScanCrew {
  /** The error code of not being allowed to become the agent's user. */
  refusal: string | null = null;
  /** The account that looked, by name. */
  lookedAs: string | null = null;
  private readonly pool = new Pool(maxChildCount);
  private readonly deadline: number;
  /** By mount point, what lies on it and has a child already. */
  private readonly givenApart = new Map<string, readonly string[]>();

  constructor(
    private readonly options: CrewOptions,
    private readonly ledger: ScanLedger,
    private readonly signal: AbortSignal,
  ) {
    this.deadline = performance.now() + options.limitMs;
  }

  async scan(items: readonly ScanItem[]): Promise<void> {
    this.add(items, null);
    await this.pool.idle();
  }

  remainingMs(): number {
    return this.signal.aborted ? 0 : Math.max(0, this.deadline - performance.now());
  }

  /** @param elsewhere what other children look at already */
  private add(items: readonly ScanItem[], mayEnter: string | null, elsewhere: readonly string[] = []): void {
    if (items.length > 0) this.pool.add(() => this.cover(new Stretch(items, mayEnter, elsewhere)));
  }

  /** What is named twice, or below what was named, is looked at once. */
  private addApart(item: ScanItem, mountPoint: string): void {
    const path = this.pathOf(item);
    const given = this.givenApart.get(mountPoint) ?? [];
    const outer = given.find((other) => isAtOrBelow(path, other));
    if (outer === path) return;
    if (outer !== undefined) {
      this.ledger.setItem(item, 'skipped', `part of ${printableName(outer)}`);
      return;
    }
    this.givenApart.set(mountPoint, [...given, path]);
    this.add([item], mountPoint, given);
  }

  /** As the host writes it. */
  private pathOf(item: ScanItem): string {
    return item.kind === 'path' ? item.path : toText(item.place).slice(this.options.root.length) || '/';
  }

  private async cover(stretch: Stretch): Promise<void> {
    const limitMs = this.remainingMs();
    const { list, exclusions, ...options } = this.options;
    const job = { ...options, exclusions: [...exclusions, ...stretch.elsewhere], items: stretch.items, mayEnter: stretch.mayEnter, limitMs, lists: list !== null };
    const end: ChildEnd = limitMs === 0 ? { ended: 'over-time' } : await runScanChild(job, (line) => this.take(line, stretch), this.signal);
    if (end.ended === 'by-itself' || this.refusal !== null) return;
    const stuck = stretch.current();
    // A child that came to nothing at all would come to nothing again.
    const goesOn = end.ended !== 'over-time' && stuck !== null;
    if (stuck !== null) this.ledger.setItem(stuck, ...lostAt(end, this.placeWithin(stretch, stuck)));
    const paused = stretch.paused();
    const whyPaused = end.ended === 'over-time' ? 'the time was up' : endedByAnother;
    for (const item of paused) this.ledger.setItem(item, 'unfinished', whyPaused);
    if (goesOn) this.addWithout([stuck, ...paused], stretch);
    else for (const item of stretch.untouched()) this.ledger.setItem(item, ...lostBefore(end, stretch));
  }

  /**
   * What holds something that was half seen would count it twice; what lies below it is worth another look, though
   * what the ended child told of that counts, too.
   */
  private addWithout(halfSeen: readonly ScanItem[], stretch: Stretch): void {
    const paths = halfSeen.map((item) => this.pathOf(item));
    const overlaps = (item: ScanItem): boolean => paths.some((path) => isAtOrBelow(path, this.pathOf(item)));
    const untouched = stretch.untouched();
    for (const item of untouched.filter(overlaps)) {
      // The same path is told already.
      if (!paths.includes(this.pathOf(item))) this.ledger.setItem(item, 'unfinished', endedByAnother);
    }
    this.add(untouched.filter((item) => !overlaps(item)), stretch.mayEnter, stretch.elsewhere);
  }

  /** Where its child was last; where that told nothing, the mount that keeps it. Null where the item says as much. */
  private placeWithin(stretch: Stretch, item: ScanItem): string | null {
    const { mayEnter } = stretch;
    const place = this.ledger.lastSeenAt(stretch) ?? (mayEnter === null ? null : this.ledger.shown(toBytePath(mayEnter)));
    return place === this.ledger.nameOf(item) ? null : place;
  }

  private take(line: ScanLine, stretch: Stretch): void | Promise<void> {
    stretch.note(line);
    switch (line.said) {
      case 'refused':
        this.refusal = line.code;
        return;
      case 'account':
        this.lookedAs ??= line.user;
        return;
      case 'end':
        this.ledger.setItem(stretch.item(line.index), line.end.state, line.end.note, line.end);
        return;
      case 'apart':
        this.addApart(stretch.item(line.index), line.mountPoint);
        return;
      case 'mount':
        this.addApart({ kind: 'place', place: line.place, calledAs: nameBelow(stretch.item(line.index), line.below) }, toText(line.place));
        return;
      case 'paths':
        return this.options.list?.(line.below.map((below) => nameBelow(stretch.item(line.index), below)));
      case 'skipped':
        this.ledger.setItem({ kind: 'place', place: line.place, calledAs: line.place }, 'skipped', line.note);
        return;
      case 'group':
        this.ledger.groups.add(line);
        return;
      case 'omitted':
        this.ledger.groups.addOmitted(line);
        return;
      case 'oddity':
        this.ledger.addOddity(line);
        return;
      case 'progress':
        this.ledger.setProgress(stretch, line.entryCount, line.at);
        return;
      case 'begin':
        this.ledger.forgetPlace(stretch);
        return;
      case 'weighed':
      case 'paused':
      case 'done':
        return;
    }
  }
}

type EarlyEnd = Exclude<ChildEnd, { ended: 'by-itself' }>;

const endedByAnother = 'what another path met ended the look at it';

/** As find prints it: what a person wrote, and what lies below. */
const nameBelow = ({ calledAs }: ScanItem, below: BytePath): BytePath =>
  calledAs.endsWith('/') ? `${calledAs}${below.slice(1)}` : `${calledAs}${below}`;

type Loss = ['timed-out' | 'unfinished', string];

function lostAt(end: EarlyEnd, place: string | null): Loss {
  if (end.ended === 'crashed') return ['unfinished', `the scan failed: ${end.lastWords}`];
  if (end.ended === 'not-started') return ['unfinished', `the look did not start within ${patience.start} ms: this host is very busy, or cannot load the program`];
  const at = place === null ? '' : ` at ${place}`;
  return end.ended === 'stalled' ? ['timed-out', `no answer within ${patience.silence} ms${at}`] : ['unfinished', `the time was up${at}`];
}

/** What it never came to is not what it waited for, unless all that it was given lies where it may hang. */
const lostBefore = (end: EarlyEnd, { mayEnter }: Stretch): Loss =>
  end.ended === 'stalled' && mayEnter === null ? ['unfinished', 'the look stood still before it came to it'] : lostAt(end, null);
