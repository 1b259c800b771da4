import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../../src/catalogue/load.js';
import type { Finding } from '../../src/checks/check.js';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import { catalogueOf, critical, entry, finding, free, notApplicable, ok, unknown, warning } from './sample-catalogue.js';

const chain = catalogueOf({
  isolated: entry({ title: 'Isolated network', symptoms: ['network-error'], problems: { full: { says: 'x', explains: ['dns'] } } }),
  dns: entry({ title: 'Names', symptoms: ['network-error'], dependsOn: ['isolated'], problems: { full: { says: 'x', explains: ['storage'] } } }),
  storage: entry({ title: 'Cloud Files', dependsOn: ['dns'] }),
  clock: entry({ title: 'Clock', dependsOn: ['dns'] }),
  disk: entry({ essential: true }),
});

const diagnosisOf = (findings: readonly Finding[], catalogue = chain, missingAgent: string | null = null, options: readonly string[] = []) =>
  diagnose({ findings, notRun: [], catalogue, examined: { osFamily: 'linux', options, isImage: false }, missingAgent, at: '2026-11-21T14:32:05.000Z' });

describe('the overall status', () => {
  const rows: readonly (readonly [string, readonly Finding[], string, number])[] = [
    ['all ok', [ok('disk'), ok('dns')], 'ok', 0],
    ['one warning', [ok('disk'), warning('dns')], 'warning', 1],
    ['the worst counts', [critical('disk'), warning('dns')], 'critical', 2],
    ['blind where it does not matter', [ok('disk'), unknown('dns')], 'ok', 0],
    ['blind everywhere', [unknown('dns')], 'unknown', 3],
    ['blind, and the rest does not apply', [unknown('dns'), notApplicable('disk')], 'unknown', 3],
    ['blind where it matters', [unknown('disk'), ok('dns')], 'unknown', 3],
    ['a measured warning is worse than blindness', [unknown('disk'), warning('dns')], 'warning', 1],
    ['a measured fault is worse than blindness', [unknown('disk'), critical('dns')], 'critical', 2],
    ['what does not apply to an image is no matter', [notApplicable('disk'), ok('dns')], 'ok', 0],
    ['nothing ran, so nothing is known', [], 'unknown', 3],
  ];
  it.each(rows)('%s', (_, findings, status, exitCode) => {
    expect(diagnosisOf(findings)).toMatchObject({ status, exitCode });
  });
});

describe('a host without an agent', () => {
  const missing = 'no backup agent was found';
  const withoutAgent = (...findings: readonly Finding[]) => diagnosisOf(findings, chain, missing);

  it('is unknown, whatever else was found: nobody can say whether backups work', () => {
    expect(withoutAgent(notApplicable('disk'), critical('dns'))).toMatchObject({
      status: 'unknown',
      exitCode: 3,
      headline: 'Whether backups of this host work cannot be told: no backup agent was found.',
      causes: [{ checkId: 'dns' }],
    });
  });

  it('is judged by what was asked for when that needs no agent', () => {
    expect(withoutAgent(ok('dns'))).toMatchObject({ status: 'ok', exitCode: 0 });
  });
});

describe('causes and consequences', () => {
  const causesOf = (findings: readonly Finding[], catalogue = chain) =>
    diagnosisOf(findings, catalogue).causes.map(({ checkId, consequences }) => [checkId, ...consequences]);

  it('folds what follows under the root, however long the chain', () => {
    const findings = [critical('isolated'), critical('dns'), critical('storage'), ok('disk')];
    expect(causesOf(findings)).toEqual([['isolated', 'dns', 'storage']]);
    expect(diagnosisOf(findings).checks.map(({ id, causedBy }) => [id, causedBy])).toEqual([
      ['isolated', null],
      ['dns', 'isolated'],
      ['storage', 'isolated'],
      ['disk', null],
    ]);
  });

  it('keeps apart what a healthy link separates', () => {
    expect(causesOf([critical('isolated'), ok('dns'), critical('storage')])).toEqual([['isolated'], ['storage']]);
  });

  it('does not blame a warning, nor bury a fault under blindness', () => {
    expect(causesOf([warning('dns'), critical('storage')])).toEqual([['storage'], ['dns']]);
    expect(causesOf([unknown('dns'), critical('storage')])).toEqual([['storage']]);
  });

  it('explains blindness by the fault that it depends on', () => {
    expect(causesOf([critical('dns'), unknown('storage')])).toEqual([['dns', 'storage']]);
    expect(causesOf([critical('dns'), unknown('clock')])).toEqual([['dns', 'clock']]);
    expect(causesOf([warning('dns'), unknown('clock')])).toEqual([['dns']]);
  });

  it('lets a measured fault stand where its dependency is sick and explains nothing of it', () => {
    expect(causesOf([critical('dns'), critical('clock')])).toEqual([['dns'], ['clock']]);
  });

  it('explains by a particular problem, also against the usual direction', () => {
    const catalogue = catalogueOf({
      door: entry({ dependsOn: ['names'], problems: { full: { says: 'x', explains: ['names/full'] } } }),
      names: entry({ problems: { full: { says: 'x' }, odd: { says: 'y' } } }),
    });
    expect(causesOf([critical('door'), critical('names')], catalogue)).toEqual([['door', 'names']]);
    expect(causesOf([critical('door'), unknown('names')], catalogue)).toEqual([['door']]);
    expect(causesOf([unknown('door'), critical('names')], catalogue)).toEqual([['names', 'door']]);
    const odd = finding('names', { status: 'warning', problem: 'odd', evidence: [] });
    expect(causesOf([critical('door'), odd], catalogue)).toEqual([['door'], ['names']]);
  });

  it('shows the symptoms of its consequences too, where they were found and not only suspected', () => {
    expect(diagnosisOf([critical('dns'), critical('storage')]).causes[0]?.symptoms).toEqual(['network-error', 'sometimes-fail']);
    expect(diagnosisOf([critical('dns'), unknown('storage')]).causes[0]?.symptoms).toEqual(['network-error']);
  });

  it('ranks what damages backups before what merely stops them', () => {
    const catalogue = catalogueOf({ disk: entry(), clone: entry({ symptoms: ['corrupted'] }), late: entry({ symptoms: ['corrupted'] }) });
    const likely = finding('clone', { status: 'critical', problem: 'full', confidence: 'likely', evidence: [] });
    const { causes } = diagnosisOf([critical('disk'), warning('late'), likely], catalogue);
    expect(causes.map(({ checkId }) => checkId)).toEqual(['clone', 'disk', 'late']);
  });

  it('ranks the grave before the sure, and the sure before the wide', () => {
    const likely = finding('disk', { status: 'critical', problem: 'full', confidence: 'likely', evidence: [free(1)] });
    const { causes } = diagnosisOf([warning('isolated'), likely, critical('dns'), unknown('storage')]);
    expect(causes.map(({ rank, checkId }) => [rank, checkId])).toEqual([
      [1, 'dns'],
      [2, 'disk'],
      [3, 'isolated'],
    ]);
  });
});

describe('volumes, by the catalogue itself', () => {
  const catalogue = loadCatalogue('checks.yml');
  const sick = (id: string, problem: string): Finding => finding(id, { status: 'critical', problem, evidence: [] });
  const readOnly = sick('read-only-volume', 'mounted-read-only');
  const causedBy = (findings: readonly Finding[]) =>
    Object.fromEntries(diagnosisOf(findings, catalogue).checks.map((check) => [check.id, check.causedBy]));

  // One volume may be read-only and another one full.
  it.each([
    ['a full one', [sick('low-disk-space', 'below-floor'), sick('low-inodes', 'inodes-exhausted')]],
    ['one that could not be looked at', [unknown('low-disk-space'), unknown('low-inodes')]],
  ])('a read-only one explains nothing of %s', (_, others) => {
    expect(causedBy([readOnly, ...others])).toEqual({ 'read-only-volume': null, 'low-disk-space': null, 'low-inodes': null });
  });
});

describe('words', () => {
  it('fills sentence, steps and commands with the measured values', () => {
    expect(diagnosisOf([critical('disk')]).causes[0]).toMatchObject({
      sentence: '/var/cache/driveclient has only 58.2 MiB free.',
      solution: [{ text: 'Free space on /var/cache/driveclient.', command: 'du -x /var/cache/driveclient', os: 'linux', verify: 'df /var/cache/driveclient' }],
    });
  });

  it('quotes a hostile path in commands', () => {
    const hostile = finding('disk', { status: 'critical', problem: 'full', evidence: [free(1, "/a b'; rm -rf $HOME")] });
    expect(diagnosisOf([hostile]).causes[0]?.solution[0]?.command).toBe("du -x '/a b'\\''; rm -rf $HOME'");
  });

  it('writes out control characters in commands', () => {
    const hostile = finding('disk', { status: 'critical', problem: 'full', evidence: [free(1, "/a\n'b")] });
    expect(diagnosisOf([hostile]).causes[0]?.solution[0]?.command).toBe("du -x $'/a\\x0a\\x27b'");
  });

  it('says once what a value means that the catalogue has a note on, whether it is a fault or not', () => {
    const catalogue = catalogueOf({ disk: entry({ notes: { freeBytes: 'About {subject}: {freeBytes} are {none}.', other: 'x' } }) });
    const evidence = [free(5, '/a'), { ...free(0, '/a'), name: 'rest' }, free(6, '/b')];
    const noted = [evidence[0], { subject: '/a', name: 'meaning', value: 'About /a: 5 bytes are unknown.', unit: null, source: 'freeBytes in checks.yml' }, evidence[1], evidence[2]];
    const faulty = diagnosisOf([finding('disk', { status: 'critical', problem: 'full', evidence })], catalogue);
    expect([faulty.causes[0]?.evidence, faulty.checks[0]?.evidence]).toEqual([noted, noted]);
    expect(diagnosisOf([finding('disk', { status: 'ok', evidence })], catalogue).checks[0]?.evidence).toEqual(noted);
  });

  it('verifies with the options of the call', () => {
    const catalogue = catalogueOf({ a: entry({ solution: [{ text: 'Do.', verify: 'ls; backup-doctor --only a; backup-doctor --only b' }] }) });
    const { causes } = diagnosisOf([critical('a')], catalogue, null, ['--root', "/mnt/a b'", '--paths', '/srv,/home']);
    const own = "backup-doctor --root '/mnt/a b'\\''' --paths /srv,/home";
    expect(causes[0]?.solution).toEqual([{ text: 'Do.', verify: `ls; ${own} --only a; ${own} --only b` }]);
  });

  it('drops steps for other systems and tells a step once', () => {
    const solution = [{ text: 'Only there.', command: { windows: 'dir' } }, { text: 'Shared.' }, { text: 'Own.' }];
    const catalogue = catalogueOf({ a: entry({ solution }), b: entry({ solution: [{ text: 'Shared.' }, { text: 'Second.' }] }) });
    const { causes } = diagnosisOf([critical('a'), critical('b')], catalogue);
    expect(causes.map(({ solution: steps }) => steps.map(({ text }) => text))).toEqual([['Shared.', 'Own.'], ['Second.']]);
  });

  it('keeps the advice where every command is for another system', () => {
    const catalogue = catalogueOf({ a: entry({ solution: [{ text: 'Look at {subject}.', command: { windows: 'dir' } }] }) });
    expect(diagnosisOf([critical('a')], catalogue).causes[0]?.solution).toEqual([{ text: 'Look at /var/cache/driveclient.' }]);
  });

  it('keeps only the steps for the problem that was found', () => {
    const solution = [{ text: 'For full.', for: ['full'] }, { text: 'For other.', for: ['other'] }];
    const catalogue = catalogueOf({ a: entry({ solution, problems: { full: { says: 'x' }, other: { says: 'y' } } }) });
    expect(diagnosisOf([critical('a')], catalogue).causes[0]?.solution.map(({ text }) => text)).toEqual(['For full.']);
  });

  it('names the first cause in the headline and counts the others', () => {
    expect(diagnosisOf([critical('disk'), warning('isolated')]).headline).toBe(
      'Backups of this host fail or are at risk: low disk space, and 1 other cause.',
    );
  });

  it('says why nothing can be told', () => {
    expect(diagnosisOf([unknown('disk')]).headline).toBe('Whether backups of this host work cannot be told: no rights to look.');
  });
});

describe('any findings', () => {
  const anyFinding = (id: string) => fc.constantFrom(ok, warning, critical, unknown, notApplicable).map((make) => make(id));
  const anyFindings = fc.tuple(...Object.keys(chain.checks).map(anyFinding));

  it('give the same diagnosis in any order', () => {
    const shuffled = anyFindings.chain((findings) => fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length })));
    fc.assert(fc.property(shuffled, ([findings, other]) => expect(diagnosisOf(other)).toEqual(diagnosisOf(findings))));
  });

  it('leave every fault either a cause or a consequence of one', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const { causes, checks } = diagnosisOf(findings);
        const told = causes.flatMap(({ checkId, consequences }) => [checkId, ...consequences]);
        const faults = checks.filter(({ problem }) => problem !== null).map(({ id }) => id);
        expect(faults.filter((id) => !told.includes(id))).toEqual([]);
      }),
    );
  });
});
