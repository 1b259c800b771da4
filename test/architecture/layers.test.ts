// The layer rules bite: each violation below is planted in a tree of its own, outside the sources, and must be refused by name.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const limitMs = 120_000;

/** File → source. */
type Tree = Readonly<Record<string, string>>;

/** Keeps to all the rules. */
const surroundings: Tree = {
  'src/cli.ts': ['run', 'checks/innocent', 'catalogue/load', 'diagnosis/innocent', 'report/innocent', 'probes/innocent', 'probes/lazy', 'facts/innocent', 'facts/first-half']
    .map((file) => `import './${file}.js';`)
    .join('\n'),
  'src/run.ts': 'export const run = 1;',
  'src/facts/innocent.ts': "import { SaxesParser } from 'saxes';\nexport const parser = new SaxesParser();\nexport const born = new Date('2026-01-01T00:00:00Z');",
  'src/checks/check.ts': 'export interface Finding { readonly id: string }\nexport const check = 1;',
  'src/checks/innocent.ts': "import type { Catalogue } from '../catalogue/load.js';\nimport { parser } from '../facts/innocent.js';\nexport const seen: readonly (Catalogue | typeof parser)[] = [parser];",
  'src/catalogue/load.ts': "import { readFileSync } from 'node:fs';\nexport type Catalogue = string;\nexport const load = (path: string): Catalogue => readFileSync(path, 'utf8');",
  'src/diagnosis/innocent.ts': "import type { Finding } from '../checks/check.js';\nexport const causes: readonly Finding[] = [];",
  'src/report/innocent.ts': "import { causes } from '../diagnosis/innocent.js';\nexport const render = (): string => causes.map(({ id }) => id).join();",
  'src/probes/lazy.ts': "export async function load(): Promise<unknown> {\n  const { default: checkDiskSpace } = await import('check-disk-space');\n  return checkDiskSpace;\n}",
  'src/probes/innocent.ts': "import { parser } from '../facts/innocent.js';\nimport { request } from 'undici';\nexport const look = [parser, request];",
};

describe('dependency-cruiser refuses', () => {
  const rows = [
    { what: 'a fact that reads a file', file: 'src/facts/reads.ts', imports: 'node:fs', rule: 'facts-imports-only-its-own' },
    { what: 'a fact that knows a probe', file: 'src/facts/looks.ts', imports: '../probes/innocent.js', rule: 'facts-imports-only-its-own' },
    { what: 'a check that reads a file', file: 'src/checks/reads.ts', imports: 'node:fs', rule: 'checks-imports-only-its-own' },
    { what: 'a check that uses a package', file: 'src/checks/parses.ts', imports: 'yaml', rule: 'checks-imports-only-its-own' },
    { what: 'a check that looks by itself', file: 'src/checks/looks.ts', imports: '../probes/innocent.js', rule: 'checks-imports-only-its-own' },
    { what: 'a check that reads the catalogue', file: 'src/checks/loads.ts', imports: '../catalogue/load.js', rule: 'checks-takes-only-types-of-catalogue' },
    { what: 'a check that asks another check', file: 'src/checks/asks.ts', imports: './innocent.js', rule: 'a-check-knows-no-other-check' },
    { what: 'a probe that knows a check', file: 'src/probes/judges.ts', imports: '../checks/innocent.js', rule: 'probes-know-only-facts' },
    { what: 'a probe that knows the catalogue', file: 'src/probes/loads.ts', imports: '../catalogue/load.js', rule: 'probes-know-only-facts' },
    { what: 'a catalogue that knows a stage', file: 'src/catalogue/knows.ts', imports: '../facts/innocent.js', rule: 'catalogue-imports-only-its-own' },
    { what: 'a second file reader in the catalogue', file: 'src/catalogue/reads.ts', imports: 'node:fs', rule: 'catalogue-reads-files-in-one-place' },
    { what: 'a diagnosis that looks at facts', file: 'src/diagnosis/looks.ts', imports: '../facts/innocent.js', rule: 'diagnosis-imports-only-its-own' },
    { what: 'a diagnosis that runs a check', file: 'src/diagnosis/judges.ts', imports: '../checks/check.js', rule: 'diagnosis-takes-only-types-of-checks' },
    { what: 'a report that writes a file', file: 'src/report/writes.ts', imports: 'node:fs', rule: 'report-imports-only-its-own' },
    { what: 'a report that looks by itself', file: 'src/report/looks.ts', imports: '../probes/innocent.js', rule: 'report-imports-only-its-own' },
    { what: 'a report that runs a check', file: 'src/report/judges.ts', imports: '../checks/check.js', rule: 'report-takes-only-types-of-checks' },
    { what: 'a report that loads zod', file: 'src/report/parses.ts', imports: 'zod', rule: 'report-describes-itself-in-one-place' },
    { what: 'a stage that knows the whole', file: 'src/probes/runs.ts', imports: '../run.js', rule: 'only-the-top-knows-all-stages' },
    { what: 'a package that only developers have', file: 'src/probes/tests.ts', imports: 'fast-check', rule: 'only-runtime-packages' },
    { what: 'an import that leads nowhere', file: 'src/probes/strays.ts', imports: './nowhere.js', rule: 'everything-resolves' },
    { what: 'two files that need each other', file: 'src/facts/first-half.ts', imports: './second-half.js', rule: 'no-cycles' },
    { what: 'code that nothing reaches', file: 'src/facts/dead.ts', imports: './innocent.js', rule: 'no-unreachable-code' },
    { what: 'a package in two hands', file: 'node_modules/undici', imports: null, rule: 'a-package-behind-one-file' },
  ];
  const tree = plant({
    ...surroundings,
    ...Object.fromEntries(rows.flatMap(({ file, imports }) => (imports === null ? [] : [[file, `export * from '${imports}';\n`]]))),
    'src/facts/second-half.ts': "export * from './first-half.js';\n",
    'src/probes/second-hand.ts': "export { request } from 'undici';\n",
  });
  let found: { readonly status: number | null; readonly output: string };
  beforeAll(() => {
    found = tool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', join(root, '.dependency-cruiser.cjs'), 'src'], tree);
  }, limitMs);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('with an exit code', () => expect(found.status).toBeGreaterThan(0));

  it.each(rows)('$what: $rule', ({ file, rule }) => expect(found.output).toMatch(new RegExp(`error ${rule}: \\S*${file}`)));

  it.each(Object.keys(surroundings))('nothing of %s, which keeps to the rules', (file) => expect(found.output).not.toMatch(new RegExp(`error \\S+: ${file}`)));
});

describe('eslint refuses', () => {
  const rows = [
    { what: 'a clock in a check', file: 'src/checks/clock.ts', line: 'export const now = Date.now();', rule: 'no-restricted-properties' },
    { what: 'a new date of now in a diagnosis', file: 'src/diagnosis/clock.ts', line: 'export const now = new Date();', rule: 'no-restricted-syntax' },
    { what: 'dice in facts', file: 'src/facts/dice.ts', line: 'export const luck = Math.random();', rule: 'no-restricted-properties' },
    { what: 'the time zone of the desk in a report', file: 'src/report/zone.ts', line: 'export const hours = (at: Date): number => at.getHours();', rule: 'no-restricted-syntax' },
    { what: 'the process in a check', file: 'src/checks/machine.ts', line: 'export const who = process.pid;', rule: 'no-restricted-globals' },
    { what: 'the network in a report', file: 'src/report/calls.ts', line: "export const answer = fetch('http://localhost');", rule: 'no-restricted-globals' },
    { what: 'console in a report', file: 'src/report/prints.ts', line: "console.log('ok');", rule: 'no-console' },
    { what: 'console in a probe', file: 'src/probes/prints.ts', line: "console.log('ok');", rule: 'no-console' },
    { what: 'a file in a report', file: 'src/report/writes.ts', line: "export * from 'node:fs';", rule: 'no-restricted-imports' },
    { what: 'the running system in a probe', file: 'src/probes/system.ts', line: 'export const here = process.platform;', rule: 'no-restricted-properties' },
    { what: 'the running system by import', file: 'src/probes/os.ts', line: "export { platform } from 'node:os';", rule: 'no-restricted-imports' },
    { what: 'an exit code in a command', file: 'src/commands/ends.ts', line: 'process.exitCode = 0;', rule: 'no-restricted-properties' },
    { what: 'an exit in a probe', file: 'src/probes/ends.ts', line: 'process.exit(0);', rule: 'no-restricted-properties' },
    { what: 'a package loaded so that the bundle breaks it', file: 'src/probes/loads.ts', line: "export const { request } = await import('undici');", rule: 'no-restricted-syntax' },
    { what: 'any', file: 'src/facts/untyped.ts', line: 'export const anything: any = 1;', rule: '@typescript-eslint/no-explicit-any' },
    { what: 'a promise that nobody awaits', file: 'src/probes/forgets.ts', line: 'void 0; Promise.reject(new Error());', rule: '@typescript-eslint/no-floating-promises' },
  ];
  const tree = plant({ ...surroundings, ...Object.fromEntries(rows.map(({ file, line }) => [file, `${line}\n`])) });
  let status: number | null;
  const rulesByFile = new Map<string, readonly (string | null)[]>();
  beforeAll(() => {
    const { status: exitCode, output } = tool('eslint/bin/eslint.js', ['--config', join(root, 'eslint.config.js'), '--format', 'json', 'src'], tree);
    status = exitCode;
    for (const { filePath, messages } of JSON.parse(output) as readonly LintResult[]) {
      rulesByFile.set(filePath, messages.map(({ ruleId }) => ruleId));
    }
  }, limitMs);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('with an exit code', () => expect(status).toBe(1));

  it.each(rows)('$what: $rule', ({ file, rule }) => expect(rulesByFile.get(join(tree, file))).toContain(rule));

  it.each(Object.keys(surroundings))('nothing of %s, which keeps to the rules', (file) => expect(rulesByFile.get(join(tree, file))).toEqual([]));
});

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null }[];
}

/** A small project with our settings and packages, in the system's folder for temporary files. */
function plant(files: Tree): string {
  const tree = mkdtempSync(join(tmpdir(), 'backup-doctor-layers-'));
  for (const name of ['package.json', 'tsconfig.json']) copyFileSync(join(root, name), join(tree, name));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), source);
  }
  return tree;
}

function tool(script: string, args: readonly string[], cwd: string): { readonly status: number | null; readonly output: string } {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd, encoding: 'utf8' });
  return { status, output: stdout };
}
