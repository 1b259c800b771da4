// Bundles start from the bytecode that the build made, and never from bytecode that is not their own.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

type Loader = typeof import('../../src/load-bundle.cjs');
const dist = new URL('../../../dist/', import.meta.url).pathname;
const loaderIn = (folder: string): Loader => createRequire(import.meta.url)(join(folder, 'load-bundle.cjs')) as Loader;

describe('the bytecode of the build', () => {
  const { compile, codeFile } = loaderIn(dist);
  const bundles = readdirSync(dist).filter((name) => name.endsWith('.cjs') && name !== 'main.cjs' && name !== 'load-bundle.cjs');

  it.each(bundles)('of %s is taken by the Node that built it', (name) => {
    const file = join(dist, name);
    expect(compile(file, readFileSync(codeFile(file))).cachedDataRejected).toBe(false);
  });
});

describe('a bundle of another time', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundles-'));
    copyFileSync(join(dist, 'load-bundle.cjs'), join(folder, 'load-bundle.cjs'));
    file = join(folder, 'answer.cjs');
    writeFileSync(file, 'module.exports=()=>1;');
    const { compile, codeFile } = loaderIn(folder);
    writeFileSync(codeFile(file), compile(file).createCachedData());
    writeFileSync(file, 'module.exports=()=>2;');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const answer = (): unknown => (loaderIn(folder).loadBundle('./answer.cjs') as () => unknown)();

  it('runs as it is now where it was changed after its bytecode', () => {
    utimesSync(`${file}.code`, 1, 1);
    expect(answer()).toBe(2);
  });

  it('runs without bytecode', () => {
    rmSync(`${file}.code`);
    expect(answer()).toBe(2);
  });

  it('runs with bytecode that is none', () => {
    writeFileSync(`${file}.code`, 'not made by V8');
    expect(answer()).toBe(2);
  });
});
