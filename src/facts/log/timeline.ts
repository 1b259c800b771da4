// Lines, newest first → what the log tells, in a size that does not grow with the log. It can be asked at any time for
// what it knows so far.
import type { LogEvent, LogFacts } from '../log.js';
import { eventIn, type NamedEvent } from './event-in-line.js';
import { LineGroups } from './line-groups.js';
import { LoggedMachines } from './logged-machines.js';
import type { LogLine } from './log-line.js';
import { tellsOfFailure } from './named-in-line.js';

export interface TimelineSettings {
  readonly lookedAtMs: number;
  readonly windowBeganAtMs: number;
  readonly graceMs: number;
}

export type Timeline = Pick<
  LogFacts,
  'windowBeganAt' | 'readBackTo' | 'lastLineAt' | 'ahead' | 'lineCount' | 'events' | 'groups' | 'silences' | 'silenceSeconds' | 'gaps' | 'machines'
>;

/** What is stamped later than this after the look was written by a clock that was wrong, unless that of the look is. */
const maxAheadMs = 24 * 3_600_000;
/** Shorter ones are the rest between two jobs. */
const silenceSeconds = 3_600;
/** Of each writer. An agent that starts every minute fills them in a day, and that is what they then show. */
const maxEventCount = 1_000;
const maxSilenceCount = 100;
const maxGapCount = 100;

export class LogTimeline {
  private readonly groups: LineGroups;
  private readonly machines = new LoggedMachines();
  private readonly events: (LogEvent & { readonly atMs: number })[] = [];
  private readonly eventCounts = { agent: 0, updater: 0 };
  private readonly namedBackups = new Set<string>();
  private readonly silences: LogFacts['silences'][number][] = [];
  private readonly gaps: NonNullable<LogFacts['gaps']>[number][] = [];
  private isTorn = false;
  private ahead: { lineCount: number; lastMs: number } | null = null;
  private lineCount = 0;
  private lastMs: number | null = null;
  private oldestMs: number | null = null;
  private aboveMs: number | null = null;

  constructor(private readonly settings: TimelineSettings) {
    this.groups = new LineGroups(settings.graceMs);
  }

  take(line: LogLine): void {
    const isAhead = line.atMs - this.settings.lookedAtMs > maxAheadMs;
    if (line.writer === 'agent') this.count(line.atMs, isAhead);
    const event = eventIn(line);
    if (event !== null) this.keep(event, line, isAhead);
    this.machines.take(line.message, line.atMs);
    if (line.atMs >= this.settings.windowBeganAtMs && tellsOfFailure(line)) this.groups.take(line);
  }

  /** Between the agent's lines above and those to come some may be missing: that nothing stands there proves nothing. */
  tear(): void {
    this.isTorn = true;
    this.groups.tear();
  }

  /** No older line will come. */
  end(): void {
    this.groups.end();
  }

  toFacts(): Timeline {
    const events = this.events.toReversed().sort((a, b) => a.atMs - b.atMs);
    const startsMs = events.filter(({ kind, writer }) => kind === 'start' && writer === 'agent').map(({ atMs }) => atMs);
    return {
      windowBeganAt: isoOf(this.settings.windowBeganAtMs),
      readBackTo: this.oldestMs === null ? null : isoOf(this.oldestMs),
      lastLineAt: this.lastMs === null ? null : isoOf(this.lastMs),
      ahead: this.ahead === null ? null : { lineCount: this.ahead.lineCount, lastAt: isoOf(this.ahead.lastMs) },
      lineCount: this.lineCount,
      events: events.map(({ atMs: _, ...event }) => event),
      groups: this.groups.toGroups(startsMs.reverse()),
      silences: [...this.silences],
      silenceSeconds,
      gaps: [...this.gaps],
      machines: this.machines.toList(),
    };
  }

  private count(atMs: number, isAhead: boolean): void {
    this.groups.passed(atMs);
    this.lineCount += 1;
    if (isAhead) this.passOver(atMs);
    else this.follow(atMs);
  }

  /** Something was written between its neighbours, and nobody knows when. */
  private passOver(atMs: number): void {
    this.isTorn = true;
    const { lineCount, lastMs } = this.ahead ?? { lineCount: 0, lastMs: atMs };
    this.ahead = { lineCount: lineCount + 1, lastMs: Math.max(lastMs, atMs) };
  }

  /** A clock that was set back makes no silence, and no older line. */
  private follow(atMs: number): void {
    this.lastMs ??= atMs;
    this.oldestMs = Math.min(this.oldestMs ?? atMs, atMs);
    this.followPause(atMs);
    this.isTorn = false;
    this.aboveMs = atMs;
  }

  private followPause(fromMs: number): void {
    const from = isoOf(fromMs);
    if (this.aboveMs === null) {
      if (this.isTorn) this.gaps.push({ from, to: null });
      return;
    }
    if (this.aboveMs - fromMs < silenceSeconds * 1_000) return;
    const to = isoOf(this.aboveMs);
    if (this.isTorn && this.gaps.length < maxGapCount) this.gaps.push({ from, to });
    if (!this.isTorn && this.silences.length < maxSilenceCount) this.silences.push({ from, to });
  }

  private keep({ kind, backupId }: NamedEvent, { writer, atMs }: LogLine, isAhead: boolean): void {
    if (kind === 'start') this.groups.started(atMs);
    if (kind === 'stop') this.groups.ended();
    if (isAhead) return;
    // A job may name its backup in thousands of lines: the newest stands for them.
    if (kind === 'backup-named' && this.namedBackups.has(backupId ?? '')) return;
    if (this.eventCounts[writer] >= maxEventCount) return;
    this.eventCounts[writer] += 1;
    if (backupId !== null) this.namedBackups.add(backupId);
    this.events.push({ kind, at: isoOf(atMs), writer, backupId, atMs });
  }
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
