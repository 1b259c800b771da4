// What only the bundled program can show: that its packages are found where they are loaded late.
import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { runProgram } from './run-program.js';

const gather = (...args: readonly string[]) => JSON.parse(runProgram(['gather', '--offline', ...args]).stdout).facts.volumes;

it('the built program has free space from a second reader', () => {
  expect(gather()).toMatchObject({
    state: 'observed',
    value: { volumes: expect.arrayContaining([expect.objectContaining({ crossCheck: expect.objectContaining({ source: 'df' }) })]) },
  });
});

const hasLsblk = spawnSync('lsblk', []).status === 0;

(hasLsblk ? it : it.skip)(`the built program asks lsblk${hasLsblk ? '' : ' (skipped: needs lsblk)'}`, () => {
  expect(gather('--paths', '/etc')).toMatchObject({ state: 'observed', value: { backupSet: [{ path: '/etc' }] } });
});
