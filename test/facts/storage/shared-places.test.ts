import { expect, it } from '@jest/globals';
import { sharedPlaces } from '../../../src/facts/storage/shared-places.js';

const mount = (deviceId: string, part: string, mountPoint: string, fsType = 'ext4'): string =>
  `36 35 ${deviceId} ${part} ${mountPoint} rw,relatime shared:1 - ${fsType} /dev/x rw`;

it.each<[string, readonly string[], readonly string[]]>([
  ['one mount a file system', [mount('8:1', '/', '/'), mount('8:2', '/', '/srv')], []],
  ['a folder bound to a second place', [mount('8:1', '/', '/'), mount('8:1', '/srv/a', '/mnt/b')], ['/mnt/b', '/srv/a']],
  ['a folder bound to itself', [mount('8:1', '/', '/'), mount('8:1', '/run/netns', '/run/netns')], []],
  ['a folder bound into itself', [mount('8:2', '/', '/srv'), mount('8:2', '/', '/srv/loop')], ['/srv', '/srv/loop']],
  ['two parts side by side', [mount('8:1', '/a', '/one'), mount('8:1', '/ab', '/two')], []],
  ['a part below a part', [mount('8:1', '/a', '/one'), mount('8:1', '/a/b', '/two')], ['/one/b', '/two']],
  ['names with blanks', [mount('8:1', '/', '/'), mount('8:1', '/a\\040b', '/c\\040d')], ['/a b', '/c d']],
  ['memory, which is not walked', [mount('0:5', '/', '/tmp', 'tmpfs'), mount('0:5', '/x', '/y', 'tmpfs')], []],
  ['lines that are none', ['', 'x', '1 2 3'], []],
])('%s', (_, lines, expected) => expect([...sharedPlaces(lines.join('\n'))].sort()).toEqual(expected));
