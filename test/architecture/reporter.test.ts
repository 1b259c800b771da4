// The line of figures that closes every test run, and that scripts add up.
import { afterAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'backup-doctor-reporter-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const passing = "it('passes', () => {});";
const skipping = "describe.skip('needs root', () => { it('a', () => {}); it('b', () => {}); }); it.skip('needs nft', () => {});";
const failing = "it('fails', () => { throw new Error(); });";

it.each([
  { what: 'all is well', files: [passing], says: ['1 passed, 0 failed, 0 skipped'] },
  { what: 'a test fails', files: [passing, failing], says: ['1 passed, 1 failed, 0 skipped'] },
  { what: 'a file cannot run at all', files: [passing, 'syntax error'], says: ['1 passed, 1 failed, 0 skipped'] },
  {
    what: 'tests are skipped',
    files: [passing + skipping],
    says: ['skipped: needs root (2 tests)', 'skipped: needs nft', '1 passed, 0 failed, 3 skipped'],
  },
])('$what', ({ files, says }) => {
  const folder = mkdtempSync(join(project, 'case-'));
  files.forEach((text, number) => writeFileSync(join(folder, `${number}.test.js`), text));
  const stdout = runJest(folder);
  expect(stdout.trimEnd().split('\n')).toEqual(says);
  expect(readFileSync(join(folder, 'counts'), 'utf8')).toBe(`${(says.at(-1) ?? '').match(/\d+/g)?.join(' ')}\n`);
});

function runJest(folder: string): string {
  const config = { rootDir: folder, transform: {}, reporters: ['default', join(root, 'test/reporter.cjs')] };
  const env = { ...process.env, BACKUP_DOCTOR_TEST_COUNTS: join(folder, 'counts') };
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config)];
  return spawnSync(process.execPath, jest, { cwd: folder, encoding: 'utf8', env }).stdout;
}
