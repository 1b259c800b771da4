// What a waiver takes out of the count, what it does not, and what is said of it: a waiver that hides too much is worse than none.
import { describe, expect, it } from '@jest/globals';
import type { Waiver } from '../../src/catalogue/catalogue.js';
import type { Finding } from '../../src/checks/check.js';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import { catalogueOf, critical, entry, finding, free, ok, unknown, warning } from './sample-catalogue.js';

const at = '2026-11-21T14:32:05.000Z';
const checks = {
  route: entry({ title: 'No route', symptoms: ['network-error'], problems: { full: { says: '{subject}', explains: ['storage'] } } }),
  storage: entry({ title: 'Cloud Files', symptoms: ['sometimes-fail'] }),
  disk: entry({ essential: true }),
};
const waiver = (over: Partial<Waiver> = {}): Waiver => ({ id: 'disk', reason: 'a new disk is ordered', expires: '2026-12-31', ...over });

const diagnosisOf = (findings: readonly Finding[], waivers: readonly Waiver[]) =>
  diagnose({
    findings,
    notRun: [],
    catalogue: { ...catalogueOf(checks), waivers },
    examined: { osFamily: 'linux', options: [], isImage: false },
    missingAgent: null,
    at,
  });

const two = finding('disk', { status: 'critical', problem: 'full', evidence: [free(1, '/a'), free(2, '/b'), free(9e9, '/c')], affected: ['/a', '/b'] });

describe('what counts', () => {
  const rows: readonly (readonly [string, readonly Finding[], readonly Waiver[], string, readonly (readonly [boolean, boolean])[]])[] = [
    ['a finding that is waived', [critical('disk'), ok('route')], [waiver()], 'ok', [[true, false]]],
    ['alone', [critical('disk')], [waiver()], 'ok', [[true, false]]],
    ['on its last day', [critical('disk')], [waiver({ expires: '2026-11-21' })], 'ok', [[true, false]]],
    ['a day later', [critical('disk')], [waiver({ expires: '2026-11-20' })], 'critical', [[true, true]]],
    ['expired, and healthy again', [ok('disk')], [waiver({ expires: '2026-11-20' })], 'ok', [[false, true]]],
    ['another finding beside it', [critical('disk'), warning('route')], [waiver()], 'warning', [[true, false]]],
    ['another check is waived', [critical('disk')], [waiver({ id: 'route' })], 'critical', [[false, false]]],
    ['blindness is never waived', [unknown('disk'), ok('route')], [waiver()], 'unknown', [[false, false]]],
    ['the subject that it names', [critical('disk')], [waiver({ target: '/var/cache/driveclient' })], 'ok', [[true, false]]],
    ['another subject', [critical('disk')], [waiver({ target: '/var/log' })], 'critical', [[false, false]]],
    ['one subject of two', [two], [waiver({ target: '/a' })], 'critical', [[true, false]]],
    ['both subjects of two; the healthy third does not matter', [two], [waiver({ target: '/a' }), waiver({ target: '/b' })], 'ok', [[true, false], [true, false]]],
    ['both, but one of them expired', [two], [waiver({ target: '/a' }), waiver({ target: '/b', expires: '2026-01-01' })], 'critical', [[true, false], [true, true]]],
    ['a healthy subject', [two], [waiver({ target: '/c' })], 'critical', [[false, false]]],
    ['what follows from it stands for itself', [critical('route'), critical('storage')], [waiver({ id: 'route' })], 'critical', [[true, false]]],
  ];
  it.each(rows)('%s', (_, findings, waivers, status, states) => {
    const diagnosis = diagnosisOf(findings, waivers);
    expect(diagnosis.status).toBe(status);
    expect(diagnosis.waivers.map(({ matched, isExpired }) => [matched, isExpired])).toEqual(states);
  });
});

describe('what is waived stays to be seen', () => {
  const { checks: results, causes, headline, symptoms, waivers } = diagnosisOf([critical('disk'), ok('route')], [waiver({ by: 'storage team' })]);

  it('with its status and its evidence, and as no cause', () => {
    expect(results.find(({ id }) => id === 'disk')).toMatchObject({ status: 'critical', problem: 'full', waived: true, evidence: [{ value: 61e6 }] });
    expect(results.find(({ id }) => id === 'route')).not.toHaveProperty('waived');
    expect(causes).toEqual([]);
    expect(symptoms.find(({ id }) => id === 'sometimes-fail')).toMatchObject({ status: 'ok', checkIds: [] });
  });

  it('in the headline and in a sentence of its own', () => {
    expect(headline).toBe('Nothing was found that would stop backups of this host, except what is waived: low disk space.');
    expect(waivers[0]?.sentence).toBe('Low disk space: waived until 2026-12-31: a new disk is ordered (storage team)');
  });

  it('while what it explained becomes a cause', () => {
    const diagnosis = diagnosisOf([critical('route'), critical('storage')], [waiver({ id: 'route' })]);
    expect(diagnosis.causes.map(({ checkId }) => checkId)).toEqual(['storage']);
    expect(diagnosis.checks.find(({ id }) => id === 'storage')?.causedBy).toBeNull();
  });
});

describe('what is said of a waiver', () => {
  it.each([
    ['expired', [critical('disk')], waiver({ expires: '2026-11-20' }), 'the waiver expired on 2026-11-20 and no longer holds; what it named is still there'],
    ['expired and of no use', [ok('disk')], waiver({ expires: '2026-11-20' }), 'the waiver expired on 2026-11-20 and no longer holds; remove it'],
    ['nothing was found', [ok('disk')], waiver(), 'nothing to waive, it was not found; until 2026-12-31'],
    ['the check was not run', [ok('route')], waiver(), 'nothing to waive, the check was not run; until 2026-12-31'],
    ['nobody could look', [unknown('disk')], waiver(), 'nothing to waive, it could not be looked at; until 2026-12-31'],
    ['it does not suffice', [two], waiver({ target: '/a' }), 'the waiver for /a does not suffice, the finding is about /b, too; until 2026-12-31'],
  ] as const)('%s', (_, findings, one, words) => {
    expect(diagnosisOf(findings, [one]).waivers[0]?.sentence).toBe(`${one.id === 'disk' ? 'Low disk space' : ''}: ${words}: a new disk is ordered`);
  });
});
