// Child side of the scan: becomes the agent's user, walks what it is given, and tells line by line, so that what
// it saw until it was killed is not lost.
import { lstatSync, readFileSync } from 'node:fs';
import { mountOf } from '../../facts/mounts.js';
import { errorCode } from '../../facts/storage/error-code.js';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import type { Mount } from '../../facts/volumes.js';
import { endWithParent } from '../platform/end-with-parent.js';
import { koffiIsInstalled } from '../platform/koffi.js';
import { keepLean } from '../platform/lean-engine.js';
import { loadSystemCalls, type LoadedCalls } from '../platform/system-calls.js';
import { become } from './become.js';
import { forNode, toText } from './byte-paths.js';
import { Denials } from './denials.js';
import { startMate, type Mate } from './mate.js';
import { lookAtGround, openSurvey, walkerMaker, type Ground } from './open-walker.js';
import { Outbox } from './outbox.js';
import { readabilityTest } from './readability.js';
import { coveredBy, kindOfPlace, locate, type Located } from './scan-places.js';
import { walksAlone, type Attention, type BytePath, type PathEnd, type ScanJob, type ScanLine, type SentJob } from './scan-lines.js';
import type { CurrentItem, Survey } from './survey.js';
import { Pair } from './walk-together.js';
import { closedFolder, type Walker } from './walk.js';

/** All that does not depend on the job comes before it: the child may be started before its parent knows what to scan. */
export async function serve(): Promise<void> {
  // Where everything is unreadable the stack of each error would cost more than the look.
  Error.stackTraceLimit = 0;
  const { loaded, mate } = process.argv.includes(walksAlone) ? { loaded: loadSystemCalls(), mate: null } : loadWithMate();
  // A thread sets it for both, once it has booted.
  if (mate?.isThread !== true) keepLean();
  const text = readFileSync(0, 'utf8');
  // The parent is gone, or has nothing to scan.
  if (text === '') mate?.end();
  else await serveJob(JSON.parse(text) as SentJob, loaded, mate);
}

/** A thread boots while this one loads what both need; where that does not load, only a process helps. */
function loadWithMate(): { readonly loaded: LoadedCalls | null; readonly mate: Mate | null } {
  const early = startMate(koffiIsInstalled());
  const loaded = loadSystemCalls();
  if (early?.isThread !== true || loaded !== null) return { loaded, mate: early };
  early.end();
  return { loaded, mate: startMate(false) };
}

async function serveJob(job: SentJob, loaded: LoadedCalls | null, mate: Mate | null): Promise<void> {
  // By this process's own clock, which no correction of the time moves.
  const endsAtMs = performance.timeOrigin + performance.now() + (job.endsAtMs - Date.now());
  if (job.mayEnter !== null) endWithParent();
  const pair = new Pair(mate, outbox);
  if (job.become !== null) await pair.ready();
  const refusal = job.become === null ? null : become(job.become);
  if (refusal === null) {
    mate?.tell({ ask: 'begin', job, endsAtMs, becomes: loaded === null });
    const ground = lookAtGround(job);
    tell({ said: 'account', user: ground.names.user(process.geteuid?.() ?? -1) });
    const survey = openSurvey(job, endsAtMs, ground, (line) => outbox.add(pair.withMate(line)));
    await scan(job, { ground, survey, walkerAt: walkerMaker(loaded, ground, survey, job.attention), pair, attention: job.attention });
  } else tell({ said: 'refused', code: refusal });
  pair.end();
  tell({ said: 'done' });
}

const outbox = new Outbox();

const tell = (line: ScanLine): void => outbox.sendNow(line);

interface Means {
  readonly ground: Ground;
  readonly survey: Survey;
  readonly walkerAt: (place: BytePath) => Walker;
  readonly pair: Pair;
  readonly attention: Attention;
}

async function scan({ root, items }: ScanJob, means: Means): Promise<void> {
  const { ground, survey, pair } = means;
  const located = items.map((item, index) => {
    tell({ said: 'begin', index });
    return item.kind === 'place' ? { found: 'place' as const, place: item.place } : locate(root, item.path, ground.barriers);
  });
  const places = located.map((item) => (item.found === 'place' ? item.place : null));
  for (const [index, item] of located.entries()) {
    tell({ said: 'begin', index });
    if (item.found === 'apart') {
      tell({ said: 'apart', index, mountPoint: item.mountPoint });
      continue;
    }
    const outer = coveredBy(index, places, survey.exclusions);
    const fileCountBefore = survey.fileCount + pair.counts.fileCount;
    const end = outer === null ? await endOf(item, index, means) : skipped(`part of ${survey.shown(outer)}`);
    survey.tellProgress();
    tell({ said: 'end', index, end: { ...end, fileCount: survey.fileCount + pair.counts.fileCount - fileCountBefore } });
  }
}

type End = Omit<PathEnd, 'fileCount'>;

const scanned: End = { state: 'scanned', note: null };

const skipped = (note: string): End => ({ state: 'skipped', note });

const passedOver = (note: string): End => ({ ...skipped(note), isPassedOver: true });

const unfinished = (survey: Survey): End => ({ state: 'unfinished', note: survey.timeWasUp() });

function endOf(located: Exclude<Located, { found: 'apart' }>, index: number, means: Means): End | Promise<End> {
  const { survey } = means;
  switch (located.found) {
    case 'nothing':
      return { state: 'missing', note: null };
    case 'closed':
      survey.begin({ index, place: located.hidden });
      survey.list(located.hidden);
      survey.tellGroup({
        ...closedFolder(located.by, located.hidden, located.code, survey),
        ...{ fileCount: null, examples: [] },
      });
      return scanned;
    case 'failure':
      return { state: 'unfinished', note: errorCode(located.error) };
    case 'place':
      return survey.isOver() ? unfinished(survey) : endOfPlace({ index, place: located.place }, means);
  }
}

async function endOfPlace(item: CurrentItem, { ground, survey, walkerAt, pair, attention }: Means): Promise<End> {
  const { place } = item;
  const memory = memoryAt(place, ground.mounts);
  if (survey.exclusions.has(place)) return skipped('excluded');
  if (memory !== null) return passedOver(`${memory.fsType} lies in memory, and the agent skips it`);
  switch (kindOfPlace(forNode(place))) {
    case 'vanished':
      return { state: 'missing', note: null };
    case 'folder':
      return (await pair.walk(walkerAt(place), item)) ? scanned : unfinished(survey);
    case 'file':
      lookAtFile(item, survey, attention);
      return scanned;
    case 'link':
      return { ...skipped('a symbolic link, which the agent stores as a link and does not follow'), isLink: true };
    case 'other':
      return passedOver('neither a file nor a folder');
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
  if (attention === 'weights') survey.weigh(lstatSync(forNode(item.place)).size);
  const code = readabilityTest()(item.place);
  if (code === null) return;
  const denials = new Denials(item.place, survey);
  denials.add(item.place, code);
  denials.tell();
}
