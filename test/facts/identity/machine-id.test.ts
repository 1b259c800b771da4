// Which of the places of the machine id is believed, and what the package's answer is worth.
import { describe, expect, it } from '@jest/globals';
import { machineIdInFiles, machineIdOfPackage } from '../../../src/facts/identity/machine-id.js';
import { absent, observed, unavailable, type Observed } from '../../../src/facts/observed.js';

const id = '4f3fbfda59ff4aea969255a73342d439';
const other = 'c32f8b57f9f2424d88dc3d5c2e3f1a4b';
const none = absent('it does not exist');
const hostname = 'web1';
/** This id is the smaller of its two byte orders, the other one is not. */
const canonicalOther = '578b2fc3f2f94d4288dc3d5c2e3f1a4b';

interface Row {
  readonly what: string;
  readonly etc?: Observed<string>;
  readonly dbus?: Observed<string>;
  readonly library?: Observed<string>;
  readonly value: string | null;
  readonly source: string;
  readonly note?: RegExp;
}

const rows: readonly Row[] = [
  {
    what: 'all agree',
    etc: observed(`${id}\n`),
    dbus: observed(`${id}\n`),
    library: observed(id),
    value: id,
    source: '/etc/machine-id',
  },
  { what: 'a host image: files only', etc: observed(`${id}\n`), value: id, source: '/etc/machine-id' },
  {
    what: 'D-Bus has its own (the package prefers that)',
    etc: observed(id),
    dbus: observed(other),
    library: observed(other),
    value: id,
    source: '/etc/machine-id',
    note: /dbus.*another id/,
  },
  {
    what: 'only D-Bus has one',
    dbus: observed(other),
    library: observed(other),
    value: canonicalOther,
    source: '/var/lib/dbus/machine-id',
  },
  {
    what: 'no file to read, but the package knows (Windows)',
    library: observed('4F3FBFDA-59FF-4AEA-9692-55A73342D439'),
    value: id,
    source: 'node-machine-id',
  },
  {
    what: 'empty file: the package answers the host name',
    etc: observed('\n'),
    library: observed('WEB1'),
    value: null,
    source: '/etc/machine-id',
    note: /is empty/,
  },
  {
    what: 'a golden image',
    etc: observed('uninitialized\n'),
    library: observed('uninitialized'),
    value: null,
    source: '/etc/machine-id',
    note: /holds no machine id/,
  },
  { what: 'no shell tools: the package answers nothing', etc: observed(id), library: observed(''), value: id, source: '/etc/machine-id' },
  {
    what: 'all zero',
    etc: observed('0'.repeat(32)),
    library: observed('0'.repeat(32)),
    value: null,
    source: '/etc/machine-id',
    note: /holds no machine id/,
  },
  { what: 'a second, shorter line', etc: observed(`${id}\n4f3fbfda59ff4aea969255a7334\n`), value: id, source: '/etc/machine-id' },
  { what: 'nothing anywhere', value: null, source: '/etc/machine-id', note: /does not exist/ },
  {
    what: 'unreadable',
    etc: unavailable('permission-denied', '/etc/machine-id could not be read (EACCES)'),
    value: null,
    source: '/etc/machine-id',
    note: /EACCES/,
  },
];

describe('machine id', () => {
  it.each(rows)('$what', ({ etc = none, dbus = none, library = none, value, source, note = null }) => {
    const choice = machineIdInFiles({ etc, dbus }) ?? machineIdOfPackage({ library, hostname }, { etc, dbus });
    expect(choice).toMatchObject({ value, source });
    if (note === null) expect(choice.note).toBeNull();
    else expect(choice.note).toMatch(note);
  });

  it.each([
    { what: 'a file that holds an id', files: { etc: observed(id), dbus: none }, isTold: true },
    { what: 'a file that holds none', files: { etc: observed('uninitialized\n'), dbus: none }, isTold: true },
    { what: 'files that are not there', files: { etc: none, dbus: none }, isTold: false },
    { what: 'a file that is closed to us', files: { etc: unavailable('permission-denied', 'EACCES'), dbus: none }, isTold: false },
  ])('$what leaves nothing to the package: $isTold', ({ files, isTold }) => {
    expect(machineIdInFiles(files) !== null).toBe(isTold);
  });

  it('a host name of 32 hexadecimal digits is still no machine id', () => {
    expect(machineIdOfPackage({ library: observed(id), hostname: `${id}\n` }, { etc: none, dbus: none }).value).toBeNull();
  });
});
