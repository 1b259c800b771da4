import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { listBlockDevices } from '../../../src/probes/files/list-block-devices.js';

const hasLsblk = spawnSync('lsblk', []).status === 0;

(hasLsblk ? it : it.skip)(`lists what lsblk lists${hasLsblk ? '' : ' (skipped: needs lsblk)'}`, async () => {
  // Without loop devices, which other tests make and remove meanwhile.
  const isOthers = (name: string): boolean => /^loop\d/.test(name);
  const names = spawnSync('lsblk', ['-rno', 'NAME'], { encoding: 'utf8' }).stdout.trim().split('\n').filter((name) => !isOthers(name));
  const listed = await listBlockDevices();
  if (listed.state !== 'observed') throw new Error(JSON.stringify(listed));
  expect(listed.value.map(({ name }) => name).filter((name) => !isOthers(name)).sort()).toEqual(names.sort());
});
