// What an inclusion that cannot be looked at says: the error itself, as one level deeper; only what is not there is nothing.
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { exclusionPlaces, locate } from '../../../src/probes/files/scan-places.js';

const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));
symlinkSync('loop', join(folder, 'loop'));
symlinkSync('.', join(folder, 'here'));

it.each([
  ['a name that no file system takes', `/${'x'.repeat(300)}`, { found: 'closed', code: 'ENAMETOOLONG' }],
  ['a link that leads to itself', `${folder}/loop/below`, { found: 'closed', code: 'ELOOP' }],
  ['nothing', `${folder}/none`, { found: 'nothing' }],
])('%s', (_, path, located) => {
  expect(locate('', path, new Set())).toMatchObject(located);
});

it('an exclusion excludes what it names behind links, also where that cannot be looked up', () => {
  const named = [`${folder}/here/here/none/none`, `${folder}/here/loop/below`, `${folder}/here/`, 'relative'];
  expect([...exclusionPlaces('', named, new Set())]).toEqual([`${folder}/none/none`, `${folder}/loop/below`, `${folder}/here`]);
});
