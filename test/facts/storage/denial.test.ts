import { describe, expect, it } from '@jest/globals';
import { denialReason, modeAllows, modeAndOwner, readsPastModes } from '../../../src/facts/storage/denial.js';

const agent = { uid: 1000, groupIds: [1000, 33] };
const owned = (mode: number, uid = 0, gid = 0) => ({ mode, uid, gid });

describe('modeAllows', () => {
  it.each([
    ['everybody may read', owned(0o644), false, true],
    ['nobody but root', owned(0o600), false, false],
    ['its own file', owned(0o400, 1000), false, true],
    ['its own file that it closed to itself: others may, the owner may not', owned(0o044, 1000), false, false],
    ['by a supplementary group', owned(0o640, 0, 33), false, true],
    ['the group decides even where others may', owned(0o604, 0, 33), false, false],
    ['a folder to list and enter', owned(0o755), true, true],
    ['a folder to list only', owned(0o744), true, false],
    ['a folder to enter only', owned(0o711), true, false],
  ])('%s', (_, item, isFolder, expected) => expect(modeAllows(item, isFolder, agent)).toBe(expected));
});

describe('denialReason', () => {
  it.each([
    ['mode of a file', 'EACCES', owned(0o600), false, 'permission'],
    ['mode of a folder', 'EACCES', owned(0o700), true, 'folder-permission'],
    ['the mode would allow it', 'EACCES', owned(0o644), false, 'acl'],
    ['a folder whose mode would allow it', 'EPERM', owned(0o755), true, 'acl'],
    ['its mode cannot be seen', 'EACCES', null, false, 'permission'],
    ['a bad sector', 'EIO', owned(0o644), false, 'io-error'],
    ['a damaged file system', 'EUCLEAN', owned(0o644), false, 'io-error'],
    ['a path longer than the kernel takes', 'ENAMETOOLONG', null, true, 'name-too-long'],
    ['a stale handle', 'ESTALE', null, false, 'stale-handle'],
    ['a FUSE server that died', 'ENOTCONN', null, true, 'other'],
  ] as const)('%s', (_, code, item, isFolder, expected) => expect(denialReason(code, item, isFolder, agent)).toBe(expected));
});

describe('denialReason, where the mount has a say', () => {
  const root = { uid: 0, groupIds: [0] };
  const open = owned(0o644);
  const mount = (fsType: string, ...options: readonly string[]) => ({ fsType, options });
  it.each([
    ['FUSE of another user', null, root, mount('fuse.sshfs', 'rw', 'user_id=1000'), 'fuse-owner'],
    ['FUSE of its own', owned(0o600), agent, mount('fuse.sshfs', 'rw', 'user_id=1000'), 'permission'],
    ['FUSE for all', owned(0o600), agent, mount('fuse.sshfs', 'user_id=0', 'allow_other'), 'permission'],
    ['NFS that takes root for nobody', owned(0o600, 1000), root, mount('nfs4', 'rw'), 'server-refusal'],
    ['NFS, an ordinary user', owned(0o600), agent, mount('nfs4', 'rw'), 'permission'],
    ['a FAT disk', owned(0o700), agent, mount('vfat', 'rw', 'uid=0', 'umask=077'), 'mount-option'],
    ['an NTFS disk by FUSE', owned(0o700), agent, mount('fuseblk', 'rw', 'user_id=0', 'allow_other'), 'mount-option'],
    ['a FAT disk whose mode would allow it', open, agent, mount('vfat', 'rw'), 'acl'],
    ['a disk', owned(0o600), agent, mount('ext4', 'rw'), 'permission'],
  ] as const)('%s', (_, item, who, on, expected) => expect(denialReason('EACCES', item, false, who, on)).toBe(expected));
  const mighty = { ...root, passesModes: true };
  it.each([
    ['a file of somebody else', owned(0o600, 1000), mighty, mount('ext4', 'rw'), 'security-module'],
    ['a file whose mode would allow it', open, mighty, mount('xfs', 'rw'), 'security-module'],
    ['a share that takes root for nobody', owned(0o600, 1000), mighty, mount('nfs4', 'rw'), 'server-refusal'],
    ['a file system that may have rules of its own', owned(0o600, 1000), mighty, mount('overlay', 'rw'), 'permission'],
    ['a mount that shows other owners', owned(0o600, 1000), mighty, mount('ext4', 'rw', 'idmapped'), 'permission'],
    ['a mount that nobody knows', owned(0o600, 1000), mighty, null, 'permission'],
    ['confined, and a mode would refuse', owned(0o600, 1000), { ...mighty, isConfined: true }, mount('ext4', 'rw'), 'permission'],
    ['confined, and not even the mode can be seen', null, { ...mighty, isConfined: true }, mount('ext4', 'rw'), 'security-module'],
    ['confined, and the mode would allow it', open, { ...mighty, isConfined: true }, mount('ext4', 'rw'), 'security-module'],
    ['root without its capabilities', owned(0o600, 1000), { ...root, passesModes: false }, mount('ext4', 'rw'), 'permission'],
  ] as const)('whom no mode stops: %s', (_, item, who, on, expected) => expect(denialReason('EACCES', item, false, who, on)).toBe(expected));
  it('a bad sector is one wherever it is', () => expect(denialReason('EIO', open, false, root, mount('nfs4'))).toBe('io-error'));
});

it.each([
  ['root', 'CapEff:\t000001ffffffffff\n', true],
  ['nobody', 'CapEff:\t0000000000000000\n', false],
  ['a service with CAP_DAC_READ_SEARCH', 'CapInh:\t0000000000000004\nCapEff:\t0000000000000004\n', true],
  ['one with CAP_CHOWN alone', 'CapEff:\t0000000000000001\n', false],
  ['a kernel that does not tell', 'Name:\tnode\n', false],
])('readsPastModes: %s', (_, status, expected) => expect(readsPastModes(status)).toBe(expected));

it('names mode and owner as ls does, by number where there is no name', () => {
  const names = new Map([[0, 'root']]);
  expect(modeAndOwner(owned(0o700), names, names)).toBe('0700 root:root');
  expect(modeAndOwner(owned(0o4750, 33, 1000), names, names)).toBe('4750 33:1000');
});
