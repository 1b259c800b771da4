// Which mounts belong to a set, where a disk gives no answer any more: it is asked once, and the names count.
import { expect, it } from '@jest/globals';
import { observed, unavailable, type Observed } from '../../../src/facts/observed.js';
import type { Mount } from '../../../src/facts/volumes.js';
import { mountsWithin } from '../../../src/probes/files/mounts-within.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';

const mount = (mountPoint: string, fsType = 'ext4'): Mount => ({ mountPoint, fsType, device: '/dev/xvdb', deviceId: null, options: [], isReadOnly: null, isReadOnlyByError: false });

/** Asks for each path, and remembers which. */
async function within(answer: (path: string) => Observed<string>, paths: readonly string[], exclusions: readonly string[] = []) {
  const system = openSystem(null);
  const asked: string[] = [];
  const files = { ...system.files, resolve: (path: string) => (asked.push(path), Promise.resolve(answer(path))) };
  const table = [mount('/'), mount('/srv/a'), mount('/srv/a/image', 'squashfs'), mount('/srv/b/c'), mount('/run/x', 'tmpfs')];
  const points = await mountsWithin(files, table, paths, exclusions);
  system.close();
  return { asked, points };
}

const silent = unavailable('timed-out', 'no answer');

it('a disk that is silent is asked once, and its paths count by name', async () => {
  const seen = await within(() => silent, ['/srv/a', '/srv/b', '/other', 'relative'], ['/srv/b/c']);
  expect(seen).toEqual({ asked: ['/srv/a', '/srv/b/c'], points: ['/srv/a'] });
});

it('a path that cannot be told for another reason stands for itself alone', async () => {
  const seen = await within((path) => (path === '/srv/a' ? unavailable('crashed', 'gone') : observed(path === '/link' ? '/srv/b' : path)), ['/srv/a', '/link']);
  expect(seen).toEqual({ asked: ['/srv/a', '/link'], points: ['/srv/a', '/srv/b/c'] });
});

it('without a mount in the set no exclusion is looked up', async () => {
  expect(await within((path) => observed(path), ['/nowhere'], ['/nowhere/else'])).toEqual({ asked: ['/nowhere'], points: [] });
});
