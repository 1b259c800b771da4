// What a --config file can change, how it is laid over the catalogue, and what it is refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Catalogue } from '../../src/catalogue/catalogue.js';
import { CatalogueError } from '../../src/catalogue/catalogue-error.js';
import { configure, loadCatalogue } from '../../src/catalogue/load.js';
import { smallCatalogue } from './small-catalogue.js';

let folder: string;
let catalogue: Catalogue;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  catalogue = loadCatalogue(written('checks.yml', smallCatalogue));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const configured = (text: string): Catalogue => configure(catalogue, 'site.yml', Buffer.from(text));

function refusalOf(text: string): string {
  try {
    configured(text);
  } catch (error) {
    if (error instanceof CatalogueError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('waivers of a configuration', () => {
  const one = { id: 'low-disk-space', reason: 'A disk is ordered.', expires: '2026-12-31' };
  const text = (waivers: readonly object[]): string => `waivers: ${JSON.stringify(waivers)}`;

  it('are taken, with a day that YAML leaves unquoted', () => {
    expect(catalogue.waivers).toEqual([]);
    expect(configured('waivers: [{ id: low-disk-space, reason: A disk is ordered., expires: 2026-12-31 }]').waivers).toEqual([one]);
    expect(configured(text([{ ...one, target: '/var', by: 'ops' }])).waivers).toEqual([{ ...one, target: '/var', by: 'ops' }]);
  });

  it.each([
    ['no such check', [{ ...one, id: 'low-disk' }], 'site.yml:1:17: "waivers.0.id" must be the id of a check: low-disk-space, read-only-volume; it is "low-disk"'],
    ['no reason', [{ id: one.id, expires: one.expires }], 'site.yml:1:11: "waivers.0.reason" must be text of 1 to 1000 characters; it is missing'],
    ['an empty reason', [{ ...one, reason: '' }], 'site.yml:1:43: "waivers.0.reason" must be text of 1 to 1000 characters; it is empty text'],
    ['no expiry', [{ id: one.id, reason: one.reason }], 'site.yml:1:11: "waivers.0.expires" must be a day, as in 2026-12-31; it is missing'],
    ['a day that does not exist', [{ ...one, expires: '2026-02-30' }], 'site.yml:1:74: "waivers.0.expires" must be a day, as in 2026-12-31; it is the text "2026-02-30"'],
    ['a time', [{ ...one, expires: '2026-12-31T00:00:00Z' }], 'site.yml:1:74: "waivers.0.expires" must be a day, as in 2026-12-31; it is the text "2026-12-31T00:00:00Z"'],
    ['a number', [{ ...one, expires: 20261231 }], 'site.yml:1:74: "waivers.0.expires" must be a day, as in 2026-12-31; it is 20261231'],
    ['a misspelt key', [{ ...one, until: 'x' }], 'site.yml:1:87: unknown key "waivers.0.until"; allowed: id, target, reason, expires, by'],
    ['the same twice', [one, one], 'site.yml:1:88: "waivers.1" waives what another one waives already; keep one of them'],
  ])('are refused with %s', (_, waivers, sentence) => expect(refusalOf(text(waivers))).toBe(sentence));

  it('are refused where they are no list', () => {
    expect(refusalOf('waivers: { id: low-disk-space }')).toBe('site.yml:1:1: "waivers" must be a list; it is a mapping');
  });
});

describe('a configuration changes what it names, and nothing else', () => {
  it.each([
    ['is empty', ''],
    ['holds comments alone', '# later\n'],
    ['names a check without a change', 'checks: { low-disk-space: {} }'],
    ['names no list of its set', 'backupSet: {}'],
  ])('nothing where it %s', (_, text) => expect(configured(text)).toEqual(catalogue));

  it('one limit, and keeps the others', () => {
    const { checks } = configured('checks: { low-disk-space: { limits: { floorBytes: 5 } } }');
    expect(checks['low-disk-space']?.limits).toEqual({ floorBytes: 5, freePercent: 10 });
    expect(checks['read-only-volume']).toEqual(catalogue.checks['read-only-volume']);
  });

  it('the words of one problem, and keeps the check’s other words', () => {
    const { checks } = configured('checks: { read-only-volume: { problems: { turned-read-only: { says: A disk fault. } } } }');
    expect(checks['read-only-volume']).toEqual({
      ...catalogue.checks['read-only-volume'],
      problems: { 'mounted-read-only': { says: '{subject} is mounted read-only.' }, 'turned-read-only': { says: 'A disk fault.' } },
    });
  });

  it('the solution as a whole: a list replaces the list', () => {
    const { checks } = configured('checks: { low-disk-space: { solution: [{ text: Call the storage team. }] } }');
    expect(checks['low-disk-space']?.solution).toEqual([{ text: 'Call the storage team.' }]);
  });

  it('what a check depends on', () => {
    expect(configured('checks: { read-only-volume: { dependsOn: [] } }').checks['read-only-volume']?.dependsOn).toEqual([]);
  });

  it('whether a check is essential', () => {
    expect(configured('checks: { low-disk-space: { essential: true } }').checks['low-disk-space']?.essential).toBe(true);
  });

  it('the endpoints as a whole, with the defaults filled in', () => {
    const { endpoints } = configured('endpoints: [{ name: Proxy, service: cloud-files, host: cf.example.com, network: servicenet }]');
    expect(endpoints).toEqual([
      { name: 'Proxy', service: 'cloud-files', host: 'cf.example.com', port: 443, network: 'servicenet', healthPath: null },
    ]);
  });

  it('one region, and keeps the others', () => {
    expect(configured('regions: { LON: lon3 }').regions).toEqual({ DFW: 'dfw1', LON: 'lon3' });
  });

  it('what is left out of the backup set, and keeps what is in it', () => {
    expect(configured('backupSet: { exclude: [/etc/cache] }').backupSet).toEqual({ include: ['/etc'], exclude: ['/etc/cache'] });
  });

  it('what is in the backup set, and keeps what is left out', () => {
    expect(configured('backupSet: { include: [/srv, "D:\\\\data"] }').backupSet).toEqual({
      include: ['/srv', 'D:\\data'],
      exclude: ['/etc/ssl'],
    });
  });

  it('the title of a symptom', () => {
    expect(configured('symptoms: { slow: { title: It crawls } }').symptoms).toEqual({
      ...catalogue.symptoms,
      slow: { title: 'It crawls' },
    });
  });

  it('keeps the order of the checks, which is the order of the report', () => {
    const { checks } = configured('checks: { read-only-volume: { title: A }, low-disk-space: { title: B } }');
    expect(Object.keys(checks)).toEqual(['low-disk-space', 'read-only-volume']);
  });

  it('never the catalogue that it is laid over', () => {
    const before = structuredClone(catalogue);
    configured('checks: { low-disk-space: { limits: { floorBytes: 5 }, solution: [{ text: x }] } }');
    expect(catalogue).toEqual(before);
  });
});

const changeable = 'title, why, symptoms, severity, essential, dependsOn, limits, ok, problems, solution, notes, signatures, docs';

describe('a configuration is refused', () => {
  it.each([
    [
      'an id that no check has',
      'checks:\n  low-disk: {}',
      'site.yml:2:3: unknown name "checks.low-disk"; allowed: low-disk-space, read-only-volume',
    ],
    [
      'a name that every object has',
      'checks:\n  constructor: {}',
      'site.yml:2:3: unknown name "checks.constructor"; allowed: low-disk-space, read-only-volume',
    ],
    ['a name that reaches into every object', 'checks:\n  __proto__: {}', 'site.yml:2:3: unknown key "__proto__"; it is no name of ours'],
    [
      'a limit that the check does not know',
      'checks:\n  low-disk-space:\n    limits: { roofBytes: 1 }',
      'site.yml:3:15: unknown name "checks.low-disk-space.limits.roofBytes"; allowed: floorBytes, freePercent',
    ],
    [
      'a limit of a check without limits',
      'checks:\n  read-only-volume:\n    limits: { roofBytes: 1 }',
      'site.yml:3:15: unknown name "checks.read-only-volume.limits.roofBytes"; allowed: none',
    ],
    [
      'a problem that the check does not answer',
      'checks:\n  low-disk-space:\n    problems: { full: { says: x } }',
      'site.yml:3:17: unknown name "checks.low-disk-space.problems.full"; allowed: cache-full',
    ],
    [
      'an unknown symptom',
      'symptoms: { tired: { title: x } }',
      'site.yml:1:13: unknown name "symptoms.tired"; allowed: corrupted, network-error, sometimes-fail, slow',
    ],
    [
      'a symptom without a title',
      'symptoms: { slow: {} }',
      'site.yml:1:13: "symptoms.slow.title" must be text of 1 to 1000 characters; it is missing',
    ],
    [
      'a key that only the catalogue has',
      'checks:\n  low-disk-space:\n    planned: true',
      `site.yml:3:5: unknown key "checks.low-disk-space.planned"; allowed: ${changeable}`,
    ],
    [
      'a limit as text',
      'checks:\n  low-disk-space:\n    limits: { floorBytes: 1 GB }',
      'site.yml:3:27: "checks.low-disk-space.limits.floorBytes" must be a number of bytes, at least 0; it is the text "1 GB"',
    ],
    [
      'more than everything',
      'checks:\n  low-disk-space:\n    limits: { freePercent: 120 }',
      'site.yml:3:28: "checks.low-disk-space.limits.freePercent" must be a percentage from 0 to 100; it is 120',
    ],
    [
      'a circle that it closes',
      'checks:\n  low-disk-space:\n    dependsOn: [read-only-volume]',
      'site.yml:3:5: "checks.low-disk-space.dependsOn" must not run in a circle: low-disk-space → read-only-volume → low-disk-space',
    ],
    [
      'steps for a problem of another check',
      'checks:\n  low-disk-space:\n    solution:\n      - { text: x, for: [mounted-read-only] }',
      'site.yml:4:26: "checks.low-disk-space.solution.0.for.0" must be a problem of this check: cache-full; it is "mounted-read-only"',
    ],
    [
      'no step at all',
      'checks: { low-disk-space: { solution: [] } }',
      'site.yml:1:29: "checks.low-disk-space.solution" must be a list, with at least 1; it is an empty list',
    ],
  ])('for %s', (_, text, message) => expect(refusalOf(text)).toBe(message));

  it('soon, when everything depends on everything', () => {
    const ids = Array.from({ length: 60 }, (_, index) => `check-${index}`);
    const entry = catalogue.checks['read-only-volume'];
    if (entry === undefined) throw new Error('the small catalogue lost its second check');
    const dense = { ...catalogue, checks: Object.fromEntries(ids.map((id, index) => [id, { ...entry, dependsOn: ids.slice(index + 1) }])) };
    const startedAt = performance.now();
    expect(configure(dense, 'site.yml', Buffer.from('')).checks).toEqual(dense.checks);
    expect(() => configure(dense, 'site.yml', Buffer.from('checks: { check-59: { dependsOn: [check-0] } }'))).toThrow(
      'must not run in a circle',
    );
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
