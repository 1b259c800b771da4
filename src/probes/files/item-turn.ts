// One item of a scan's job: what it is, how it ends, and that it may have to wait in the middle while the others have their turn.
import { mountOf } from '../../facts/mounts.js';
import { errorCode } from '../../facts/storage/error-code.js';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import type { Mount } from '../../facts/volumes.js';
import { forNode, toText } from './byte-paths.js';
import { Denials } from './denials.js';
import type { Ground } from './open-walker.js';
import { ownership, readabilityTest } from './readability.js';
import { kindOfPlace, type Located } from './scan-places.js';
import type { Attention, BytePath, PathEnd, ScanLine } from './scan-lines.js';
import type { CurrentItem, Survey } from './survey.js';
import type { Pair } from './walk-together.js';
import { closedFolder } from './visit.js';
import type { Walker } from './walk.js';

export interface Means {
  readonly ground: Ground;
  readonly survey: Survey;
  readonly walkerAt: (place: BytePath) => Walker;
  readonly pair: Pair;
  readonly attention: Attention;
  readonly tell: (line: ScanLine) => void;
}

type End = Omit<PathEnd, 'fileCount'>;

const scanned: End = { state: 'scanned', note: null };

const skipped = (note: string): End => ({ state: 'skipped', note });

const passedOver = (note: string): End => ({ ...skipped(note), isPassedOver: true });

const unfinished = (survey: Survey): End => ({ state: 'unfinished', note: survey.timeWasUp() });

/** One item of the job, which may have to wait in the middle. */
export class ItemTurn {
  private fileCount = 0;
  private walker: Walker | null = null;

  constructor(
    private readonly located: Located,
    private readonly index: number,
    private readonly outer: BytePath | null,
    private readonly means: Means,
  ) {}

  async goOn(): Promise<'paused' | 'ended'> {
    const { located, index } = this;
    this.means.tell({ said: 'begin', index });
    if (located.found === 'apart') {
      this.means.tell({ said: 'apart', index, mountPoint: located.mountPoint });
      return 'ended';
    }
    const { survey, pair } = this.means;
    const fileCountBefore = survey.fileCount + pair.counts.fileCount;
    const end = this.outer === null ? await this.endOf(located) : skipped(`part of ${survey.shown(this.outer)}`);
    survey.tellProgress();
    this.fileCount += survey.fileCount + pair.counts.fileCount - fileCountBefore;
    this.means.tell(end === 'paused' ? { said: 'paused', index } : { said: 'end', index, end: { ...end, fileCount: this.fileCount } });
    return end === 'paused' ? 'paused' : 'ended';
  }

  private endOf(located: Exclude<Located, { found: 'apart' }>): End | Promise<End | 'paused'> {
    const { survey } = this.means;
    switch (located.found) {
      case 'nothing':
        return { state: 'missing', note: null };
      case 'closed':
        this.tellClosed(located);
        return scanned;
      case 'failure':
        return { state: 'unfinished', note: errorCode(located.error) };
      case 'place':
        return survey.clock.isOver() ? unfinished(survey) : this.endOfPlace(located.place);
    }
  }

  private tellClosed({ by, hidden, code }: Extract<Located, { found: 'closed' }>): void {
    const { survey } = this.means;
    survey.begin({ index: this.index, place: hidden });
    survey.list(hidden);
    survey.tellGroup({ ...closedFolder(by, hidden, code, survey), fileCount: null, examples: [] });
  }

  private async endOfPlace(place: BytePath): Promise<End | 'paused'> {
    const { ground, survey, attention } = this.means;
    if (this.walker !== null) return this.walk(place, this.walker, []);
    const memory = memoryAt(place, ground.mounts);
    if (survey.exclusions.has(place)) return skipped('excluded');
    if (memory !== null) return passedOver(`${memory.fsType} lies in memory, and the agent skips it`);
    switch (kindOfPlace(forNode(place))) {
      case 'vanished':
        return { state: 'missing', note: null };
      case 'folder':
        return this.walk(place, this.means.walkerAt(place), [place]);
      case 'file':
        lookAtFile({ index: this.index, place }, survey, attention);
        return scanned;
      case 'link':
        return { ...skipped('a symbolic link, which the agent stores as a link and does not follow'), isLink: true };
      case 'other':
        return passedOver('neither a file nor a folder');
    }
  }

  /** @param folders where it begins; none where it goes on */
  private async walk(place: BytePath, walker: Walker, folders: readonly BytePath[]): Promise<End | 'paused'> {
    const { pair, survey } = this.means;
    this.walker = walker;
    const state = await pair.walk(walker, { index: this.index, place }, folders);
    if (state === 'paused') return 'paused';
    return state === 'done' ? scanned : unfinished(survey);
  }
}

function memoryAt(place: BytePath, mounts: readonly Mount[]): Mount | null {
  const mount = mountOf(toText(place), mounts);
  return mount !== null && kindOfFileSystem(mount.fsType) === 'memory' ? mount : null;
}

/** A file that was named by itself. */
function lookAtFile(item: CurrentItem, survey: Survey, attention: Attention): void {
  survey.begin(item);
  survey.count(0, 1);
  if (attention === 'weights') survey.weigh(ownership(item.place)?.size ?? 0);
  const code = readabilityTest()(item.place);
  if (code === null) return;
  const denials = new Denials(item.place, survey);
  denials.add(item.place, code, ownership(item.place));
  denials.tell();
}
