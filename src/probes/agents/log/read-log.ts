// Reads the logs of an agent backwards until the window is read and a little of what came before. Synchronous, for a child
// process: it may hang on a mount, and is killed then.
import { LineJoiner } from '../../../facts/log/line-joiner.js';
import { parseLogLine, type ToUtc } from '../../../facts/log/log-line.js';
import { LogTimeline } from '../../../facts/log/timeline.js';
import type { LogFacts, LogFile } from '../../../facts/log.js';
import { absent, observed, unavailable, type Observed } from '../../../facts/observed.js';
import { errorCode } from '../../../facts/storage/error-code.js';
import { BackwardLines } from './backward-lines.js';
import { LogFiles, notAFile } from './log-files.js';
import type { LogJob, LogPlace } from './log-job.js';

/**
 * A day and a half of a talkative agent has some hundred MB. What is older only serves the story of starts, stops and jobs:
 * 16 MiB have some hundred thousand lines, and take a quarter of a second. The updater keeps 24 KiB.
 */
export const readLimits = { windowBytes: 1_024 << 20, olderBytes: 16 << 20, updaterBytes: 1 << 20 };

type Stop = LogFacts['stoppedBy'];

interface Progress {
  readonly files: LogFile[];
  stoppedBy: Stop;
  unparsedLineCount: number;
}

/** @param tell what is known after each file: the next one may hang */
export function readLog(job: LogJob, toUtc: ToUtc, tell: (facts: LogFacts) => void): Observed<LogFacts> {
  const endsAt = performance.now() + job.limitMs;
  const timeline = new LogTimeline(job);
  const progress: Progress = { files: [], stoppedBy: 'beginning', unparsedLineCount: 0 };
  const factsSoFar = (stoppedBy: Stop): LogFacts => ({ ...timeline.toFacts(), ...progress, files: [...progress.files], stoppedBy });
  let failure: Observed<never> | null = null;
  for (const place of job.places) {
    const error = readPlace(place, job, { timeline, progress, endsAt, toUtc, tell: () => tell(factsSoFar('time')) });
    if (error === null || place.writer !== 'agent') continue;
    failure = failureOf(place.path, error);
    progress.stoppedBy = 'unreadable';
  }
  timeline.end();
  const isBlind = failure !== null && !progress.files.some(({ writer }) => writer === 'agent');
  return isBlind && failure !== null ? failure : observed(factsSoFar(progress.stoppedBy));
}

interface Reading {
  readonly timeline: LogTimeline;
  readonly progress: Progress;
  readonly endsAt: number;
  readonly toUtc: ToUtc;
  readonly tell: () => void;
}

function readPlace(place: LogPlace, job: LogJob, { timeline, progress, endsAt, toUtc, tell }: Reading): NodeJS.ErrnoException | null {
  const { writer } = place;
  const joiner = new LineJoiner(writer, toUtc);
  const budget = new Budget(writer === 'updater' ? readLimits.updaterBytes : readLimits.windowBytes, endsAt);
  const lines = new BackwardLines(
    (text) => {
      const line = joiner.take(text);
      if (line === null) return;
      budget.follow(line.atMs < job.windowBeganAtMs);
      timeline.take(line);
    },
    (text) => parseLogLine(writer, text, toUtc) !== null,
    writer === 'agent' ? () => timeline.tear() : undefined,
  );
  const error = new LogFiles(job.root).each(place, ({ path, descriptor, stats }) => {
    // One between them may have been removed, and what was cut off the newer one stands nowhere.
    if (writer === 'agent' && path !== place.path) timeline.tear();
    const readBytes = lines.read(descriptor, stats.size, (bytes) => budget.allows(bytes));
    budget.spend(readBytes);
    progress.files.push({ path, writer, sizeBytes: stats.size, readBytes, modifiedAt: stats.mtime.toISOString() });
    tell();
    return readBytes === stats.size;
  });
  if (budget.stoppedBy === null) lines.end();
  joiner.end();
  if (writer === 'agent') {
    progress.stoppedBy = budget.stoppedBy ?? 'beginning';
    progress.unparsedLineCount = joiner.unparsedCount;
  }
  return error;
}

/** How many bytes may be read, how long, and what has stopped the reading. */
class Budget {
  stoppedBy: 'window' | 'size' | 'time' | null = null;
  private spentBytes = 0;
  private newest = 0;
  private olderFromBytes: number | null = null;

  constructor(
    private readonly maxBytes: number,
    private readonly endsAt: number,
  ) {}

  /** @param bytes read of the current file */
  allows(bytes: number): boolean {
    this.newest = this.spentBytes + bytes;
    const olderBytes = this.olderFromBytes === null ? 0 : this.newest - this.olderFromBytes;
    if (olderBytes >= readLimits.olderBytes) this.stoppedBy = 'window';
    else if (this.newest >= this.maxBytes) this.stoppedBy = this.olderFromBytes === null ? 'size' : 'window';
    else if (performance.now() >= this.endsAt) this.stoppedBy = this.olderFromBytes === null ? 'time' : 'window';
    return this.stoppedBy === null;
  }

  spend(bytes: number): void {
    this.spentBytes += bytes;
  }

  /** One old line is a clock that was set back for a while; a window is left for good. */
  follow(isOlderThanWindow: boolean): void {
    this.olderFromBytes = isOlderThanWindow ? (this.olderFromBytes ?? this.newest) : null;
  }
}

function failureOf(path: string, error: NodeJS.ErrnoException): Observed<never> {
  const code = error.code === undefined ? null : errorCode(error);
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return absent(`${path} does not exist`);
  if (error.code === notAFile) return unavailable('malformed', `${path} is not a file, so no log can be read there`);
  if (code === 'EACCES' || code === 'EPERM')
    return unavailable('permission-denied', `${path} could not be read (${code}): run as root`, { code });
  return unavailable(code === null ? 'crashed' : 'malformed', `${path} could not be read (${code ?? error.message})`, { code });
}
