// Which files of the backup set are in use: one child looks at the processes and at all that cannot hang, and one of its own at
// each mount that may. What hangs costs its own part.
import type { FilesInUse, InUseCounts, LiveDatabase } from '../../../facts/files-in-use.js';
import { absent, observed, unavailable, type Observed } from '../../../facts/observed.js';
import { printable, printableName } from '../../../facts/storage/printable.js';
import { eachLine } from '../../platform/lines.js';
import { startChild } from '../../platform/start-child.js';
import type { System } from '../../platform/system.js';
import { Pool } from '../pool.js';
import type { InUseJob, InUseLine, Watched } from './in-use-lines.js';

export interface InUseRequest {
  readonly paths: readonly string[];
  readonly exclusions: readonly string[];
  /** Where the paths were named: `--paths`, a configuration file. */
  readonly source: string;
  /** The agent's own processes. */
  readonly agentPids: readonly number[];
  /** What is left of the run: the search for fresh files may take nearly all of it. null where it ends after `briefSearchMs`. */
  readonly deepLimitMs: number | null;
  readonly briefSearchMs?: number;
}

/** Two looks a second apart, each bounded, over a table of processes that takes seconds at most. */
const childLimitMs = 10_000;
/** No table to look at; a server that takes longer for two looks is as good as silent. */
const apartLimitMs = 5_000;
/** Some ten thousand entries of a warm disk. */
const defaultSearchMs = 500;
/** With --deep, left for the table of processes and for the looks. */
const besideSearchMs = 8_000;
const [maxApartCount, maxChildCount] = [8, 4];

export async function gatherInUse(system: System, request: InUseRequest, signal: AbortSignal): Promise<Observed<FilesInUse>> {
  if (request.paths.length === 0) return absent('the backup set is not known on this host: name it with --paths');
  if (system.root !== null) return absent('only a running host can tell which files are in use');
  if (system.platform !== 'linux') return unavailable('unsupported', 'the look for files in use knows Linux only');
  const { deepLimitMs } = request;
  const crew = new InUseCrew(request, deepLimitMs === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(deepLimitMs)]));
  await crew.look();
  return crew.facts();
}

class InUseCrew {
  private readonly pool = new Pool(maxChildCount);
  private readonly watched: Watched[] = [];
  private readonly databases: LiveDatabase[] = [];
  private readonly unseen: string[] = [];
  private hiddenProcessCount: number | null = null;
  private apartCount = 0;
  private readonly startedAt = performance.now();

  constructor(
    private readonly request: InUseRequest,
    private readonly signal: AbortSignal,
  ) {}

  async look(): Promise<void> {
    const { paths, exclusions, agentPids } = this.request;
    this.add({ paths, exclusions, mayEnter: null, ignoredPids: [...agentPids, process.pid], open: null }, childLimitMs);
    await this.pool.idle();
  }

  facts(): Observed<FilesInUse> {
    const { source, paths } = this.request;
    if (this.hiddenProcessCount === null)
      return unavailable('timed-out', `who holds files of the backup set could not be seen: ${this.unseen.join('; ')}`);
    const files = this.watched.flatMap((part) => part.files);
    return observed({
      source,
      paths: paths.map(printableName),
      databases: this.databases,
      counts: summed(this.watched.map(({ counts }) => counts)),
      files: files.slice(0, maxToldCount),
      betweenMs: this.watched.reduce<number | null>(
        (longest, { betweenMs }) => (betweenMs === null ? longest : Math.max(longest ?? 0, betweenMs)),
        null,
      ),
      searchedCount: this.watched.reduce((sum, { searchedCount }) => sum + searchedCount, 0),
      hiddenProcessCount: this.hiddenProcessCount,
      unseen: this.unseen,
    });
  }

  /** @param limitMs of the whole look; with --deep, of silence */
  private add(job: Omit<InUseJob, 'searchMs'>, limitMs: number): void {
    this.pool.add(async () => {
      const limit = { limitMs, isOfSilence: this.request.deepLimitMs !== null };
      const end = await runInUseChild({ ...job, searchMs: this.searchMs() }, limit, (line) => this.take(line), this.signal);
      if (end !== null) this.unseen.push(`${printable(job.mayEnter ?? 'the backup set')} ${end}`);
    });
  }

  private searchMs(): number {
    const { deepLimitMs, briefSearchMs = defaultSearchMs } = this.request;
    const restMs = (deepLimitMs ?? 0) - (performance.now() - this.startedAt);
    return Math.max(briefSearchMs, Math.round(restMs - besideSearchMs));
  }

  private take(line: InUseLine): void {
    switch (line.said) {
      case 'hidden':
        this.hiddenProcessCount = line.processCount;
        return;
      case 'unseen':
        this.unseen.push(line.what);
        return;
      case 'databases':
        this.databases.push(...line.databases);
        return;
      case 'watched':
        this.watched.push(line);
        this.tellStop(line);
        return;
      case 'apart':
        this.addApart(line);
        return;
      case 'searching':
      case 'done':
        return;
    }
  }

  private tellStop({ stoppedAt: [first, ...others] }: Watched): void {
    if (first === undefined) return;
    const places = others.length === 0 ? first : `${first} and in ${others.length} more of its paths`;
    const remedy = this.request.deepLimitMs === null ? '--deep gives it more' : 'a larger --timeout gives it more';
    this.unseen.push(`the search for files changed in the last ten minutes ended in ${places}, for its time was up (${remedy})`);
  }

  /** A host with many dead mounts must not start many children. */
  private addApart({ mountPoint, paths, open }: Extract<InUseLine, { said: 'apart' }>): void {
    this.apartCount += 1;
    if (this.apartCount > maxApartCount) this.unseen.push(`${printable(mountPoint)} was not looked at, as the ninth mount that may hang`);
    else this.add({ paths, exclusions: this.request.exclusions, mayEnter: mountPoint, ignoredPids: [], open }, apartLimitMs);
  }
}

/** Files of several parts, each part with the gravest first. */
const maxToldCount = 100;

function summed(parts: readonly InUseCounts[]): InUseCounts {
  const sum = (name: keyof InUseCounts): number => parts.reduce((total, counts) => total + counts[name], 0);
  return {
    ...{ openForWriting: sum('openForWriting'), locked: sum('locked'), watched: sum('watched') },
    ...{ rewritten: sum('rewritten'), appended: sum('appended'), replaced: sum('replaced'), vanished: sum('vanished') },
  };
}

interface ChildLimit {
  readonly limitMs: number;
  /** It begins anew with each line. */
  readonly isOfSilence: boolean;
}

/** Never rejects. @returns why it did not come to its end; null where it did */
function runInUseChild(job: InUseJob, { limitMs, isOfSilence }: ChildLimit, take: (line: InUseLine) => void, signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) return Promise.resolve('was not looked at: the time was up');
  return new Promise((resolve) => {
    let child: ReturnType<typeof startChild>;
    try {
      child = startChild('in-use');
    } catch (error) {
      resolve(`could not be looked at: ${String(error)}`);
      return;
    }
    let isWhole = false;
    const finish = (end: string | null): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', abort);
      child.letGo();
      resolve(end);
    };
    const abort = (): void => finish('was not looked at to its end: the time was up');
    const limit = setTimeout(() => finish(`gave no answer within ${limitMs} ms`), limitMs);
    signal.addEventListener('abort', abort);
    eachLine(child.output, (line) => {
      if (isOfSilence) limit.refresh();
      const said = JSON.parse(line) as InUseLine;
      isWhole = said.said === 'done';
      take(said);
    });
    child.onEnd((lastWords) => finish(isWhole ? null : `could not be looked at to its end: ${lastWords}`));
    child.input.end(JSON.stringify(job));
  });
}
