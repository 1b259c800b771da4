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
  const ofCommands = readdirSync(dist).filter((name) => name.endsWith('.cjs') && name !== 'main.cjs' && name !== 'load-bundle.cjs');
  const ofChildren = readdirSync(join(dist, 'children')).filter((name) => name.endsWith('.bundle.cjs'));
  const bundles = [...ofCommands, ...ofChildren.map((name) => `children/${name}`)];

  it('is there for the children, too', () => expect(ofChildren).toContain('scan.bundle.cjs'));

  const isBuilder = readFileSync(join(dist, '.built'), 'utf8') === process.version;

  it.each(bundles)('of %s is taken by the Node that built it alone, and names no folder of the build', (name) => {
    const code = readFileSync(codeFile(name));
    expect(compile(`./${name}`, code).cachedDataRejected).toBe(!isBuilder);
    expect(code.toString('latin1')).not.toContain('.cache/');
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
    writeFileSync(codeFile('answer.cjs'), compile('./answer.cjs').createCachedData());
    writeFileSync(file, 'module.exports=()=>2;');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const answer = (): unknown => (loaderIn(folder).loadBundle('./answer.cjs') as () => unknown)();

  it('runs as it is now where it was changed after its bytecode', () => {
    utimesSync(`${file}.code`, 1, 1);
    expect(answer()).toBe(2);
  });

  it('is named in stacks by its own name, wherever it was built', () => {
    writeFileSync(file, 'module.exports=()=>{throw new Error("here")};');
    expect(answer).toThrow(expect.objectContaining({ stack: expect.stringMatching(/\(\.\/answer\.cjs:1:/) }));
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
