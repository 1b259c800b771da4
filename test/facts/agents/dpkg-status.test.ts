import { describe, expect, it } from '@jest/globals';
import { installedVersion } from '../../../src/facts/agents/dpkg-status.js';

describe('installedVersion', () => {
  const status = [
    'Package: drive\nStatus: install ok installed\nVersion: 9',
    'Package: driveclient\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.20.008308-1',
    'Package: left\nStatus: deinstall ok config-files\nVersion: 1.20.008308-1',
    'Package: held\nStatus: hold ok installed\nDescription: text\n Package: driveclient\nVersion: 2.27.009073',
  ].join('\n\n');

  it.each([
    ['driveclient', '1.20.008308-1'],
    ['drive', '9'],
    ['held', '2.27.009073'],
    ['left', null],
    ['absent', null],
  ])('%s', (name, version) => {
    expect(installedVersion(status, name)).toBe(version);
  });
});
