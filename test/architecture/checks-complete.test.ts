// A check is a file, a test, a catalogue entry and a page under one id. Nothing may be half there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { CatalogueEntry } from '../../src/catalogue/catalogue.js';
import { loadCatalogue, loadLimitReasons } from '../../src/catalogue/load.js';
import type { Check } from '../../src/checks/check.js';
import { checks } from '../../src/checks/index.js';

// Run from build/test/architecture/, three folders below the project.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const has = (path: string): boolean => existsSync(join(root, path));
const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();

/** What scripts and monitoring rely on: an id is added freely, and never renamed or removed within a major version. */
const promisedIds = [
  'cloned-agent',
  'agent-not-registered',
  'servicenet-unreachable',
  'publicnet-unreachable',
  'isolated-network',
  'dns-failure',
  'tls-failure',
  'clock-skew',
  'path-mtu',
  'cloud-files-unreachable',
  'cloud-backup-unreachable',
  'api-fault',
  'low-disk-space',
  'low-inodes',
  'read-only-volume',
  'unreadable-files',
  'files-in-use',
  'outdated-agent',
  'agent-not-running',
  'agent-updater',
  'agent-log-errors',
  'last-backup',
  'encryption-slowdown',
  'block-storage-slowdown',
  'throughput-bottleneck',
];

const catalogue = loadCatalogue(join(root, 'checks.yml'));
const reasons = loadLimitReasons(join(root, 'checks.yml'));
const entries = Object.entries(catalogue.checks);
const planned = entries.filter(([, entry]) => entry.planned);
const built = entries.filter(([, entry]) => !entry.planned);
const checkOf = (id: string): Check | undefined => checks.find((check) => check.id === id);
const entryOf = (id: string): CatalogueEntry | undefined => catalogue.checks[id];

/** Every quoted name in the sources of the checks. */
const evidenceNames = new Set(
  readdirSync(join(root, 'src/checks'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(root, 'src/checks', name), 'utf8').matchAll(/'([a-z]\w*)'/g)].map(([, quoted = '']) => quoted)),
);

it.each(promisedIds)('%s is in the catalogue', (id) => expect(catalogue.checks).toHaveProperty([id]));

it('every check has an id of its own', () => expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length));

it('every file in src/checks that is named like a check is in the index', () => {
  const own = ['check', 'index', 'run-checks'];
  const files = readdirSync(join(root, 'src/checks'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
  expect(sorted(files.filter((name) => !own.includes(name)))).toEqual(sorted(checks.map(({ id }) => id)));
});

describe.each(built)('%s', (id, entry) => {
  it('is judged by a check in the index', () => expect(checkOf(id)).toBeDefined());
  it('has its file', () => expect(has(`src/checks/${id}.ts`)).toBe(true));
  it('has its test', () => expect(has(`test/checks/${id}.test.ts`)).toBe(true));
  it('has its page', () => expect(has(`docs/checks/${id}.md`)).toBe(true));

  it('has words for every problem that it answers, and for no other', () => {
    expect(sorted(Object.keys(entry.problems))).toEqual(sorted(checkOf(id)?.problems ?? []));
  });

  it('has a value for every limit that it declares, and for no other', () => {
    expect(sorted(Object.keys(entry.limits))).toEqual(sorted(checkOf(id)?.limits ?? []));
  });
});

// There may be none.
describe('what is planned', () => {
  it('has its page', () => expect(planned.filter(([id]) => !has(`docs/checks/${id}.md`))).toEqual([]));
  it('has no check yet', () =>
    expect(planned.filter(([id]) => checkOf(id) !== undefined || has(`src/checks/${id}.ts`) || has(`test/checks/${id}.test.ts`))).toEqual([]));
});

it.each(checks.map(({ id }) => id))('%s has a catalogue entry', (id) => expect(entryOf(id)?.planned).toBe(false));

describe.each(entries)('the words of %s', (id, { limits, problems, solution }) => {
  it('say of every limit why it has this value', () => {
    expect(Object.keys(limits).filter((name) => (reasons[id]?.[name] ?? null) === null)).toEqual([]);
  });

  it.each(Object.keys(problems))('hold the measured value of %s', (problem) => expect(problems[problem]?.says).toMatch(/\{[A-Za-z]\w*\}/));

  it('leave out a step only for want of evidence that the check knows to give', () => {
    const named = solution.flatMap(({ ifKnown }) => ifKnown ?? []);
    expect(named.filter((name) => !evidenceNames.has(name))).toEqual([]);
  });

  it.each(Object.keys(problems))('say what to do about %s', (problem) => {
    const steps = solution.filter((step) => step.for === undefined || step.for.includes(problem));
    // A step whose only command is for Windows is dropped on Linux.
    expect(steps.filter(({ command }) => typeof command !== 'object' || command.linux !== undefined)).not.toEqual([]);
  });
});
