import { describe, expect, it } from '@jest/globals';
import { unavailable, type Observed } from '../../../src/facts/observed.js';
import { readDiskSpace } from '../../../src/probes/files/disk-space.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { CommandResult } from '../../../src/probes/platform/run-command.js';
import type { System } from '../../../src/probes/platform/system.js';

const header = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n';
const said = (stdout: string, exitCode = 0): Observed<CommandResult> => ({
  state: 'observed',
  value: { exitCode, stdout, stderr: '', isTruncated: false },
  tookMs: 0,
});

/** The host answers with a recorded output. */
const hostThatSays = (answer: Observed<CommandResult>, platform: System['platform'] = 'linux'): System => ({
  ...openSystem(null),
  platform,
  run: () => Promise.resolve(answer),
});

describe('readDiskSpace', () => {
  it('asks df of this host', async () => {
    const system = openSystem(null);
    expect(await readDiskSpace(system, '/')).toMatchObject({ state: 'observed', value: { source: 'df', mountPoint: '/' } });
    system.close();
  });

  it.each<[string, Observed<CommandResult>, object]>([
    [
      'a plain answer',
      said(`${header}/dev/xvda1 1000 600 400 60% /\n`),
      { state: 'observed', value: { totalBytes: 1_024_000, availableBytes: 409_600, mountPoint: '/' } },
    ],
    ['hyphens instead of figures', said(`${header}proc - - - - /proc\n`), { state: 'unavailable', failure: { kind: 'malformed' } }],
    ['no space at all to count', said(`${header}none 0 0 0 0% /srv\n`), { state: 'unavailable', failure: { kind: 'malformed' } }],
    ['no line', said(header), { state: 'unavailable', failure: { kind: 'malformed' } }],
    ['more free than there is', said(`${header}/dev/x 10 0 400 60% /\n`), { state: 'unavailable', failure: { kind: 'malformed' } }],
    ['an error', said('', 1), { state: 'unavailable', failure: { kind: 'unsupported' } }],
    ['a hung df', unavailable('timed-out', 'df gave no answer within 2000 ms'), { state: 'unavailable', failure: { kind: 'timed-out' } }],
    ['no df', { state: 'absent', reason: 'df is not installed' }, { state: 'absent' }],
  ])('%s', async (_, answer, expected) => expect(await readDiskSpace(hostThatSays(answer), '/srv')).toMatchObject(expected));

  it('asks PowerShell for a drive of Windows', async () => {
    const answer = said(
      'Caption   FreeSpace         Size\n-------   ---------         ----\nC:      40000000000 100000000000\nD:       5000000000  20000000000\n',
    );
    expect(await readDiskSpace(hostThatSays(answer, 'windows'), 'D:\\Driveclient')).toMatchObject({
      value: { totalBytes: 20_000_000_000, availableBytes: 5_000_000_000, mountPoint: 'D:', source: 'Win32_LogicalDisk' },
    });
  });

  it('cannot tell of a share of Windows', async () => {
    expect(await readDiskSpace(hostThatSays(said(''), 'windows'), '\\\\server\\share')).toMatchObject({ state: 'unavailable' });
  });
});
