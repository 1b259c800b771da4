import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { listBlockDevices } from '../../../src/probes/files/list-block-devices.js';

const hasLsblk = spawnSync('lsblk', []).status === 0;

(hasLsblk ? it : it.skip)(`lists what lsblk lists${hasLsblk ? '' : ' (skipped: needs lsblk)'}`, async () => {
  const names = spawnSync('lsblk', ['-rno', 'NAME'], { encoding: 'utf8' }).stdout.trim().split('\n');
  const listed = await listBlockDevices();
  if (listed.state !== 'observed') throw new Error(JSON.stringify(listed));
  expect(listed.value.map(({ name }) => name).sort()).toEqual(names.sort());
});
