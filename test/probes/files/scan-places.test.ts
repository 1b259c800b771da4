// What an inclusion that cannot be looked at says: the error itself, as one level deeper; only what is not there is nothing.
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { locate } from '../../../src/probes/files/scan-places.js';

const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));
symlinkSync('loop', join(folder, 'loop'));

it.each([
  ['a name that no file system takes', `/${'x'.repeat(300)}`, { found: 'closed', code: 'ENAMETOOLONG' }],
  ['a link that leads to itself', `${folder}/loop/below`, { found: 'closed', code: 'ELOOP' }],
  ['nothing', `${folder}/none`, { found: 'nothing' }],
])('%s', (_, path, located) => {
  expect(locate('', path, new Set())).toMatchObject(located);
});
