// From a job to a walker of its own survey, made where it walks: after it became the account that it looks for.
import { isAtOrBelow, mayHang, mountOf, parseMounts } from '../../facts/mounts.js';
import { kindOfFileSystem, obeysCapabilities } from '../../facts/storage/file-systems.js';
import { sharedPlaces } from '../../facts/storage/shared-places.js';
import type { Mount } from '../../facts/volumes.js';
import { ownMountTable } from '../platform/mounts-that-may-hang.js';
import type { LoadedCalls } from '../platform/system-calls.js';
import { readerBySystemCall } from './by-system-call.js';
import { toText } from './byte-paths.js';
import type { FolderReader } from './folder-reader.js';
import { OwnerNames } from './owner-names.js';
import { plainReader } from './plainly.js';
import { mustOpenToKnow, readabilityTest, readsWhateverItFinds } from './readability.js';
import type { Attention, BytePath, ScanJob, ScanLine } from './scan-lines.js';
import { exclusionPlaces } from './scan-places.js';
import { Survey } from './survey.js';
import { Walker } from './walk.js';

export interface Ground {
  readonly mounts: readonly Mount[];
  readonly sharedPlaces: ReadonlySet<string>;
  /** Mounts that this process keeps out of. */
  readonly barriers: ReadonlySet<string>;
  readonly names: OwnerNames;
}

export function lookAtGround({ root, mayEnter }: ScanJob): Ground {
  const table = ownMountTable();
  const mounts = parseMounts(table);
  const points = mounts.filter(mayHang).map(({ mountPoint }) => mountPoint);
  const barriers = new Set(points.filter((mountPoint) => mountPoint !== mayEnter));
  return { mounts, sharedPlaces: sharedPlaces(table), barriers, names: new OwnerNames(root, barriers) };
}

export function openSurvey(job: ScanJob, endsAtMs: number, { mounts, sharedPlaces, barriers, names }: Ground, tell: (line: ScanLine) => void): Survey {
  return new Survey({ ...job, endsAtMs, names, mounts, sharedPlaces, exclusions: exclusionPlaces(job.root, job.exclusions, barriers), tell });
}

/** @param handOver as of the walker @returns how to make the walker of one item, which lies at that place */
export function walkerMaker(
  loaded: LoadedCalls | null,
  { mounts }: Ground,
  survey: Survey,
  attention: Attention,
  handOver: ((folder: BytePath) => void) | null = null,
): (place: BytePath) => Walker {
  const readsAll = readsWhateverItFinds();
  const readers = new Map<boolean, FolderReader>();
  return (place) => {
    const looksAtFiles = !readsAll || !mountsFrom(toText(place), mounts).every(obeysCapabilities);
    const reader = readers.get(looksAtFiles) ?? readerFor(loaded, looksAtFiles, attention);
    readers.set(looksAtFiles, reader);
    return new Walker(survey, reader, handOver);
  };
}

function readerFor(loaded: LoadedCalls | null, looksAtFiles: boolean, attention: Attention): FolderReader {
  const notices = attention === 'names' || attention === 'sizes';
  const weighs = attention === 'sizes' || attention === 'weights';
  // To weigh a file takes Node's own call anyway, and so does opening it.
  if (loaded !== null && !weighs && !mustOpenToKnow()) return readerBySystemCall(loaded, looksAtFiles, notices);
  return plainReader({ whyUnreadable: looksAtFiles ? readabilityTest() : null, notices, weighs });
}

/** The mounts that a walk from there comes by; memory is left out. */
function mountsFrom(place: string, mounts: readonly Mount[]): readonly Mount[] {
  const below = mounts.filter(({ mountPoint }) => isAtOrBelow(mountPoint, place));
  return [mountOf(place, mounts), ...below].filter((mount) => mount !== null).filter(({ fsType }) => kindOfFileSystem(fsType) !== 'memory');
}
