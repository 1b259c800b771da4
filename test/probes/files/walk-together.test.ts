import { expect, it } from '@jest/globals';
import type { FolderReader } from '../../../src/probes/files/folder-reader.js';
import type { FromMate, Mate, ToMate } from '../../../src/probes/files/mate.js';
import { lookAtGround, openSurvey } from '../../../src/probes/files/open-walker.js';
import { Outbox } from '../../../src/probes/files/outbox.js';
import type { ScanJob, ScanLine } from '../../../src/probes/files/scan-lines.js';
import { Walker } from '../../../src/probes/files/walk.js';
import { Pair } from '../../../src/probes/files/walk-together.js';

const job: ScanJob = { root: '', items: [], exclusions: [], mayEnter: null, become: null, limitMs: 10_000, lists: false, attention: 'denials' };

/** Nothing of it is written. */
class Told extends Outbox {
  readonly lines: ScanLine[] = [];

  override add(line: ScanLine): void {
    this.lines.push(line);
  }
}

/** A folder with twenty in it, each of which takes so long that the walker comes to give some away. */
const slowly: FolderReader = {
  whyNotSearchable: () => null,
  read: (folder, _, taker) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    if (folder !== '/set') return;
    for (let index = 0; index < 20; index += 1) taker.folder(String(index));
    taker.counted(20, 0);
  },
};

it('while the second walker is alone in a large folder its progress is told, for silence would be taken for a hang', async () => {
  const outbox = new Told();
  let speak: (message: FromMate) => void = () => undefined;
  let given = 0;
  const isAlone = new Promise<void>((resolve) => {
    const hear = (message: ToMate): void => {
      if (message.ask === 'walk') given = message.folders.length;
      if (message.ask === 'give') resolve();
    };
    const mate: Mate = { isThread: true, tell: hear, onMessage: (take) => (speak = take), end: () => undefined };
    const pair = new Pair(mate, outbox);
    speak({ said: 'ready' });
    const survey = openSurvey(job, performance.timeOrigin + performance.now() + job.limitMs, lookAtGround(job), (line) => outbox.add(pair.withMate(line)));
    void pair.walk(new Walker(survey, slowly), { index: 0, place: '/set' }, ['/set']);
  });
  await isAlone;
  expect(given).toBeGreaterThan(0);
  outbox.lines.length = 0;
  speak({ said: 'lines', lines: [{ said: 'progress', entryCount: 40_000, fileCount: 39_000, at: '/set/large' }] });
  expect(outbox.lines).toEqual([{ said: 'progress', entryCount: 40_020, fileCount: 39_000, at: '/set/large' }]);
});
