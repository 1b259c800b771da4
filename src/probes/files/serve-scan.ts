// Child side of the scan: becomes the agent's user, walks what it is given, and tells line by line, so that what
// it saw until it was killed is not lost.
import { readFileSync } from 'node:fs';
import { mayHang, mountOf, parseMounts } from '../../facts/mounts.js';
import { errorCode } from '../../facts/storage/error-code.js';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import type { Mount } from '../../facts/volumes.js';
import { endWithParent } from '../platform/end-with-parent.js';
import { writeLine } from '../platform/lines.js';
import { ownMountTable } from '../platform/mounts-that-may-hang.js';
import { forNode, toText } from './byte-paths.js';
import { coveredBy, exclusionPlaces, kindOfPlace, locate, type Located } from './scan-places.js';
import type { Become, BytePath, PathEnd, ScanJob, ScanLine } from './scan-lines.js';
import { Survey } from './survey.js';
import { lookAtFile, walk } from './walk.js';

export function serve(): void {
  const job = JSON.parse(readFileSync(0, 'utf8')) as ScanJob;
  // Where everything is unreadable the stack of each error would cost more than the look.
  Error.stackTraceLimit = 0;
  if (job.mayEnter !== null) endWithParent();
  const refusal = job.become === null ? null : become(job.become);
  if (refusal === null) scan(job, parseMounts(ownMountTable()), tell);
  else tell({ said: 'refused', code: refusal });
  tell({ said: 'done' });
}

const tell = (line: ScanLine): void => writeLine(line);

/** Groups first: without root's rights they cannot be set any more. */
function become({ uid, gid, groupIds }: Become): string | null {
  try {
    process.setgroups?.([...groupIds]);
    process.setgid?.(gid);
    process.setuid?.(uid);
    return null;
  } catch (error) {
    return errorCode(error as NodeJS.ErrnoException);
  }
}

function scan(job: ScanJob, mounts: readonly Mount[], say: (line: ScanLine) => void): void {
  const barriers = new Set(
    mounts
      .filter(mayHang)
      .map(({ mountPoint }) => mountPoint)
      .filter((mountPoint) => mountPoint !== job.mayEnter),
  );
  const exclusions = exclusionPlaces(job.root, job.exclusions, barriers);
  const survey = new Survey({ root: job.root, mounts, mayEnter: job.mayEnter, exclusions, limitMs: job.limitMs, tell: say });
  const located = job.items.map((item, index) => {
    say({ said: 'begin', index });
    return item.kind === 'place' ? { found: 'place' as const, place: item.place } : locate(job.root, item.path, barriers);
  });
  const places = located.map((item) => (item.found === 'place' ? item.place : null));
  for (const [index, item] of located.entries()) {
    say({ said: 'begin', index });
    if (item.found === 'apart') {
      say({ said: 'apart', index, mountPoint: item.mountPoint });
      continue;
    }
    const outer = coveredBy(index, places, exclusions);
    const fileCountBefore = survey.fileCount;
    const end = outer === null ? endOf(item, mounts, survey) : skipped(`part of ${survey.shown(outer)}`);
    say({ said: 'end', index, end: { ...end, fileCount: survey.fileCount - fileCountBefore } });
  }
  survey.tellProgress();
}

type End = Omit<PathEnd, 'fileCount'>;

const skipped = (note: string): End => ({ state: 'skipped', note });

const unfinished = (survey: Survey): End => ({ state: 'unfinished', note: survey.timeWasUp() });

function endOf(located: Exclude<Located, { found: 'apart' }>, mounts: readonly Mount[], survey: Survey): End {
  switch (located.found) {
    case 'nothing':
      return { state: 'missing', note: null };
    case 'closed':
      survey.tell({
        ...{ said: 'group', path: located.by, hidden: located.hidden, isFolder: true, ...survey.denial(located.by, located.code, true) },
        ...{ fileCount: null, examples: [] },
      });
      return { state: 'scanned', note: null };
    case 'failure':
      return { state: 'unfinished', note: errorCode(located.error) };
    case 'place':
      return survey.isOver() ? unfinished(survey) : endOfPlace(located.place, mounts, survey);
  }
}

function endOfPlace(place: BytePath, mounts: readonly Mount[], survey: Survey): End {
  const mount = mountOf(toText(place), mounts);
  if (mount !== null && kindOfFileSystem(mount.fsType) === 'memory')
    return skipped(`${mount.fsType} lies in memory, and the agent skips it`);
  if (survey.exclusions.has(place)) return skipped('excluded');
  switch (kindOfPlace(forNode(place))) {
    case 'vanished':
      return { state: 'missing', note: null };
    case 'folder':
      return walk(place, survey) ? { state: 'scanned', note: null } : unfinished(survey);
    case 'file':
      lookAtFile(place, survey);
      return { state: 'scanned', note: null };
    case 'link':
      return skipped('a symbolic link, which the agent stores as a link and does not follow');
    case 'other':
      return skipped('neither a file nor a folder');
  }
}
