import { expect, it } from '@jest/globals';
import { pathHere, shownMounts } from '../../../src/facts/in-use/other-view.js';

const ours = shownMounts(`21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
22 21 0:5 / /proc rw - proc proc rw
23 21 254:16 / /srv\\040data rw - ext4 /dev/vdb rw
24 21 0:60 / /var/lib/docker/overlay2/ab/merged rw - overlay overlay rw
`);
const theirs = shownMounts(`91 80 0:60 / / rw - overlay overlay rw
92 91 254:0 /var/lib/docker/volumes/db/_data /var/lib/mysql rw - ext4 /dev/vda rw
93 91 254:16 /shop /data rw - ext4 /dev/vdb rw
94 91 0:77 / /dev/shm rw - tmpfs shm rw
`);

it.each([
  ['a volume', '/var/lib/mysql/ibdata1', '/var/lib/docker/volumes/db/_data/ibdata1'],
  ['the volume itself', '/var/lib/mysql', '/var/lib/docker/volumes/db/_data'],
  ['a folder of another disk', '/data/a/b', '/srv data/shop/a/b'],
  ['a layer of its own', '/etc/hosts', '/var/lib/docker/overlay2/ab/merged/etc/hosts'],
  ['a name that only begins alike', '/database/x', '/var/lib/docker/overlay2/ab/merged/database/x'],
  ['memory that this host does not show', '/dev/shm/x', null],
])('%s', (_, path, expected) => expect(pathHere(path, theirs, ours)).toBe(expected));

it('knows no place without a table', () => expect(pathHere('/a', [], ours)).toBeNull());
