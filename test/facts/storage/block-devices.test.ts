import { expect, it } from '@jest/globals';
import { parseBlockDevices } from '../../../src/facts/storage/block-devices.js';

it.each([
  ['no lsblk on the host: an empty list', [], null],
  ['no list', null, null],
  ['a list of nothing usable', ['sda', 7, {}], null],
  ['empty fields are unknown', [{ name: 'vda', protocol: '', model: '' }], [{ name: 'vda', transport: null, model: null }]],
  [
    'what lsblk knows',
    [{ name: 'sdd', protocol: 'ISCSI', model: ' VIRTUAL-DISK ' }],
    [{ name: 'sdd', transport: 'iscsi', model: 'VIRTUAL-DISK' }],
  ],
  [
    'a label that broke the line',
    [
      { name: 'sda" SIZE=', protocol: 'sata' },
      { name: 'sdb', protocol: 'sata' },
    ],
    [{ name: 'sdb', transport: 'sata', model: null }],
  ],
])('%s', (_, answer, expected) => expect(parseBlockDevices(answer)).toEqual(expected));
