// Walks a folder with one of the two readers, as a program of its own, and prints what cannot be read: the paths, NUL-ended.
import { loadSystemCalls } from '../../src/probes/platform/system-calls.js';
import { readerBySystemCall } from '../../src/probes/files/by-system-call.js';
import { toBytePath } from '../../src/probes/files/byte-paths.js';
import type { FolderReader } from '../../src/probes/files/folder-reader.js';
import { OwnerNames } from '../../src/probes/files/owner-names.js';
import { plainReader } from '../../src/probes/files/plainly.js';
import { readabilityTest } from '../../src/probes/files/readability.js';
import type { ScanLine } from '../../src/probes/files/scan-lines.js';
import { Survey } from '../../src/probes/files/survey.js';
import { Walker } from '../../src/probes/files/walk.js';

function readerCalled(name: string | undefined): FolderReader {
  if (name === 'plainly') return plainReader({ whyUnreadable: readabilityTest(), notices: false, weighs: false });
  const loaded = loadSystemCalls();
  if (loaded === null) throw new Error('the optional package does not load');
  return readerBySystemCall(loaded, true, false);
}

const [, , name, path = ''] = process.argv;
const place = toBytePath(path);
const survey = new Survey({
  ...{ root: '', mounts: [], mayEnter: null, exclusions: new Set(), sharedPlaces: new Set() },
  ...{ endsAtMs: performance.timeOrigin + 20_000, lists: true, attention: 'denials', names: new OwnerNames('', new Set()) },
  tell: (line: ScanLine) => {
    if (line.said === 'paths') process.stdout.write(Buffer.from(line.below.map((below) => `${place}${below}\0`).join(''), 'latin1'));
  },
});
const walker = new Walker(survey, readerCalled(name));
walker.begin({ index: 0, place }, [place]);
while (walker.stride() === 'left');
survey.tellProgress();
