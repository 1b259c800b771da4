// Counts the lines that tell of failures, by kind. Whether a line came right after a start is known only when the lines
// before it were read, so lines wait for that as long as the grace lasts. A start that the agent did not outlive by more
// than the grace excuses nothing: what refuses it each time anew would never be heard.
import type { LogGroup } from '../log.js';
import type { LogLine } from './log-line.js';
import { formOf, functionIn, namedIn, pathIn, shown, type NamedInLine } from './named-in-line.js';

type Draft = Pick<LogGroup, 'writer' | 'level' | 'writtenBy' | 'message' | 'path' | 'isRightAfterStart'> &
  NamedInLine & { lineCount: number; firstMs: number; lastMs: number };

interface Waiting {
  readonly line: LogLine;
  readonly named: NamedInLine;
  readonly key: string;
}

/** A real agent has some dozens of kinds; further ones are counted together, by their level. */
const maxGroupCount = 300;
/** In ten seconds of the loudest level. More of them are a storm, and no grace. */
const maxWaitingCount = 5_000;

export class LineGroups {
  private readonly drafts = new Map<string, Draft>();
  private waiting: Waiting[] = [];
  private flushedToMs = Number.POSITIVE_INFINITY;
  /** The newest line that the agent wrote before it was started or stopped again; endless where it was neither, as far as is known. */
  private lastWordMs = Number.POSITIVE_INFINITY;

  constructor(private readonly graceMs: number) {}

  /** Newest first. */
  take(line: LogLine): void {
    const named = namedIn(line.message);
    const { writer, level, message } = line;
    const { agentErrorCode, curlCode, httpStatus, host } = named;
    const key = JSON.stringify([writer, level, line.context?.slice(0, 200), agentErrorCode, curlCode, httpStatus, host, formOf(message)]);
    if (writer === 'updater') return this.count({ line, named, key }, false);
    this.waiting.push({ line: { ...line, message: message.slice(0, 4_000) }, named, key });
    if (this.waiting.length > maxWaitingCount) this.end();
  }

  /** A line of the agent, of any level, was written then: what is later by more than the grace waits no longer. */
  passed(atMs: number): void {
    this.lastWordMs = Math.max(this.lastWordMs, atMs);
    if (this.waiting.length === 0 || atMs >= this.flushedToMs) return;
    this.flushedToMs = atMs;
    const isLater = ({ line }: Waiting): boolean => line.atMs - atMs > this.graceMs;
    const [later, rest] = [this.waiting.filter(isLater), this.waiting.filter((item) => !isLater(item))];
    this.waiting = rest;
    for (const item of later) this.count(item, false);
  }

  /** All that was read until now was written after it. */
  started(atMs: number): void {
    const isOutlived = this.lastWordMs - atMs > this.graceMs;
    this.release(({ line }) => isOutlived && line.atMs >= atMs && line.atMs - atMs <= this.graceMs);
    this.ended();
  }

  /** What is older than this belongs to a run that ended here. */
  ended(): void {
    this.lastWordMs = Number.NEGATIVE_INFINITY;
  }

  /** Lines may be missing here: nobody knows how long the run went on. */
  tear(): void {
    this.lastWordMs = Number.POSITIVE_INFINITY;
  }

  /** No older line will come. */
  end(): void {
    this.release(() => false);
  }

  /** Without those that still wait. @param startsMs the newest first */
  toGroups(startsMs: readonly number[]): readonly LogGroup[] {
    return [...this.drafts.values()].sort((a, b) => b.lastMs - a.lastMs).map((draft) => toGroup(draft, startsMs));
  }

  private release(isRightAfterStart: (item: Waiting) => boolean): void {
    for (const item of this.waiting.splice(0)) this.count(item, isRightAfterStart(item));
    this.flushedToMs = Number.POSITIVE_INFINITY;
  }

  private count({ line, named, key }: Waiting, isRightAfterStart: boolean): void {
    const { atMs } = line;
    const own = `${isRightAfterStart ? 'after-start' : 'later'} ${key}`;
    const isOne = this.drafts.has(own) || this.drafts.size < maxGroupCount;
    const place = isOne ? own : `others ${line.writer} ${line.level}`;
    const draft = this.drafts.get(place) ?? (isOne ? draftOf(line, named, isRightAfterStart) : draftOfOthers(line));
    draft.lineCount += 1;
    draft.firstMs = Math.min(draft.firstMs, atMs);
    draft.lastMs = Math.max(draft.lastMs, atMs);
    this.drafts.set(place, draft);
  }
}

function draftOf({ writer, level, context, message, atMs }: LogLine, named: NamedInLine, isRightAfterStart: boolean): Draft {
  const text = { writtenBy: functionIn(context), message: shown(message), path: pathIn(message) };
  return { writer, level, ...text, ...named, isRightAfterStart, lineCount: 0, firstMs: atMs, lastMs: atMs };
}

function draftOfOthers({ writer, level, atMs }: LogLine): Draft {
  const nothing = { writtenBy: null, path: null, agentErrorCode: null, curlCode: null, httpStatus: null, host: null };
  const message = `lines of more kinds than the ${maxGroupCount} that are told apart`;
  return { writer, level, message, ...nothing, isRightAfterStart: false, lineCount: 0, firstMs: atMs, lastMs: atMs };
}

function toGroup({ firstMs, lastMs, ...draft }: Draft, startsMs: readonly number[]): LogGroup {
  const startedMs = draft.writer === 'agent' ? startsMs.find((startMs) => startMs <= lastMs) : undefined;
  const isoOf = (ms: number): string => new Date(ms).toISOString();
  return { ...draft, firstAt: isoOf(firstMs), lastAt: isoOf(lastMs), startedAt: startedMs === undefined ? null : isoOf(startedMs) };
}
