import { describe, expect, it } from '@jest/globals';
import { groupsOf, namesById, parseGroupIds } from '../../../src/facts/storage/account-groups.js';

const passwd =
  'root:x:0:0:root:/root:/bin/bash\nbackup:x:34:34::/var/backups:/usr/sbin/nologin\nbroken:x:12\nminus:x:4294967295:0::/:/bin/sh\n';
const group = 'root:x:0:\nbackup:x:34:\nadm:x:4:syslog,backup\nwww-data:x:33:backup\nodd:x:abc:backup\nnear:x:77:backupper\n';

describe('groupsOf', () => {
  it('has the primary group first and every group that lists the account', () => {
    expect(groupsOf(34, passwd, group)).toEqual({ gid: 34, groupIds: [34, 4, 33] });
  });
  it('knows nothing of an account that only a directory service has', () => expect(groupsOf(70_001, passwd, group)).toBeNull());
  it('knows nothing where there are no files', () => expect(groupsOf(0, '', '')).toBeNull());
});

describe('parseGroupIds', () => {
  it.each([
    ['what id -G prints', '34 4 33\n', { gid: 34, groupIds: [34, 4, 33] }],
    ['one group twice', '0 0 1\n', { gid: 0, groupIds: [0, 1] }],
    ['nothing', '\n', null],
    ['an error on stdout', 'id: no such user', null],
    ['no account at all', '4294967295', null],
  ])('%s', (_, text, expected) => expect(parseGroupIds(text)).toEqual(expected));
});

it('names the first of several accounts with one id, as ls does', () => {
  expect(namesById('root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n').get(0)).toBe('root');
});
