// What changed between two runs, and what of it comes first.
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import type { KeptRun } from '../../src/facts/history.js';
import { differenceBetween } from '../../src/history/changes.js';
import { overviewText } from '../../src/commands/history-text.js';
import { chooseRuns } from '../../src/history/choose-runs.js';
import { flappingIn } from '../../src/history/flapping.js';
import { overviewOf } from '../../src/history/overview.js';
import { kindsBehind } from '../../src/history/relevance.js';
import { GB, hours, runAt, withPart } from './sample-run.js';

const before = runAt(hours(0));
const after = runAt(hours(24));
const changesOf = (one: KeptRun, other: KeptRun) => differenceBetween(one, other).changes.map(({ kind, name }) => `${kind} ${name}`);

describe('a run that was kept with the name of what every object has', () => {
  const odd = withPart({ ...after, causes: ['constructor'], runId: '\u001b[2J\u001b[1m' }, 'findings', { constructor: 'warning x' });

  it('is compared as any other', () => {
    expect(differenceBetween(before, withPart(odd, 'kernel', { kernel: '6.2' })).changes).toHaveLength(1);
    expect(flappingIn([before, odd, after, odd, after, odd])).toEqual([]);
  });

  it('shows no terminal a raw code', () => {
    expect(overviewText(overviewOf({ runs: [before, odd], tornLineCount: 0, unread: [] }, 10), '/x', '90d')).not.toContain('\u001b');
  });
});

describe('what changed', () => {
  it('is nothing where nothing did', () => {
    expect(differenceBetween(before, after)).toEqual({ findings: [], changes: [], unseen: [] });
  });

  it.each<[string, KeptRun, string]>([
    ['the agent was updated', withPart(after, 'version', { driveclient: '2.28.000001' }), 'version driveclient'],
    ['another kernel', withPart(after, 'kernel', { kernel: '6.1.0-20-amd64' }), 'kernel kernel'],
    ['a route came', withPart(after, 'routes', { '10.208.0.0/12 unicast metric 0': 'eth1 10.176.0.1' }), 'routes 10.208.0.0/12 unicast metric 0'],
    ['another resolver', withPart(after, 'resolver', { resolvers: '198.51.100.53' }), 'resolver resolvers'],
    ['another issuer', withPart(after, 'certificates', { 'api.drivesrvr.com': 'CN=Proxy, to 2027-03-01, untrusted' }), 'certificates api.drivesrvr.com'],
    ['another configuration', withPart(after, 'configuration', { region: 'ORD' }), 'configuration region'],
    ['less room', { ...after, space: { '/var': { freeBytes: 17 * GB, totalBytes: 40 * GB } } }, 'free-space /var'],
    ['a slower way', { ...after, latencyMs: { 'agent-api/4': 123 } }, 'latency agent-api/4'],
  ])('%s', (_, changed, expected) => {
    expect(changesOf(before, changed)).toEqual([expected]);
  });

  it.each<[string, KeptRun]>([
    ['a little less room', { ...after, space: { '/var': { freeBytes: 18.1 * GB, totalBytes: 40 * GB } } }],
    ['a volume that nobody measured before', { ...after, space: { ...after.space, '/srv': { freeBytes: GB, totalBytes: GB } } }],
    ['a connection that took a moment longer', { ...after, latencyMs: { 'agent-api/4': 72 } }],
    ['a certificate that nobody saw', { ...after, parts: { ...after.parts, certificates: {} } }],
    ['what the service knows, where it was not asked before', withPart(after, 'configuration', { 'backup nightly': 'daily active' })],
  ])('is not %s', (_, other) => expect(changesOf(before, other)).toEqual([]));

  it('is told of a backup that was removed, where the service was asked both times', () => {
    const asked = withPart(before, 'configuration', { 'backup nightly': 'daily', 'backup weekly': 'weekly' });
    expect(changesOf(asked, withPart(after, 'configuration', { 'backup nightly': 'daily' }))).toEqual(['configuration backup weekly']);
  });

  it('is not what one of the two could not see', () => {
    const blind = { ...after, parts: { ...after.parts, resolver: null, routes: null } };
    expect(differenceBetween(before, blind)).toMatchObject({ changes: [], unseen: ['routes', 'resolver'] });
  });

  it('names no inherited property', () => {
    expect(changesOf(before, withPart(after, 'routes', { constructor: 'eth0' }))).toEqual(['routes constructor']);
  });
});

describe('the likeliest cause comes first', () => {
  const everything = [
    (run: KeptRun) => withPart(run, 'version', { driveclient: 'x' }),
    (run: KeptRun) => withPart(run, 'resolver', { resolvers: 'x' }),
    (run: KeptRun) => withPart(run, 'certificates', { 'api.drivesrvr.com': 'x' }),
    (run: KeptRun) => withPart(run, 'routes', { x: 'x' }),
    (run: KeptRun): KeptRun => ({ ...run, space: { '/var': { freeBytes: GB, totalBytes: 40 * GB } } }),
  ].reduce((run, change) => change(run), after);
  const kindsFor = (causes: readonly string[]) => differenceBetween(before, { ...everything, causes }).changes.map(({ kind }) => kind);

  it.each([
    [['dns-failure'], ['resolver', 'routes', 'version', 'certificates', 'free-space']],
    [['tls-failure'], ['certificates', 'version', 'routes', 'resolver', 'free-space']],
    [['low-disk-space'], ['free-space', 'version', 'routes', 'resolver', 'certificates']],
    [['low-disk-space', 'dns-failure'], ['free-space', 'version', 'resolver', 'routes', 'certificates']],
    [[], ['version', 'routes', 'resolver', 'certificates', 'free-space']],
  ])('of %j', (causes, kinds) => expect(kindsFor(causes)).toEqual(kinds));

  it('also where it is no cause but was found', () => {
    const found = withPart(everything, 'findings', { 'dns-failure': 'critical resolver-dead' });
    expect(differenceBetween(before, found).changes[0]).toMatchObject({ kind: 'resolver', rank: 0, checkIds: ['dns-failure'] });
  });

  it('for every check of the catalogue', () => {
    expect(Object.keys(loadCatalogue('checks.yml').checks).filter((id) => kindsBehind[id] === undefined)).toEqual([]);
  });
});

describe('which runs are compared', () => {
  const bad = (hour: number) => runAt(hours(hour), { status: 'critical' });
  const partial = runAt(hours(3), { isWhole: false });
  const runs = [runAt(hours(1)), runAt(hours(2)), partial, bad(4), bad(5)];
  const chosen = (names: readonly string[], among: readonly KeptRun[] = runs) => {
    const choice = chooseRuns(among, names);
    return choice.state === 'none' ? choice.why : [choice.before.at, choice.after.at];
  };

  it.each<[string, readonly string[], readonly KeptRun[], unknown]>([
    ['the last good one with all checks, and the newest', [], runs, [hours(2), hours(5)]],
    ['one that was named, and the newest', [runs[3]!.runId], runs, [hours(4), hours(5)]],
    ['two, the earlier one first', [hours(4), hours(1)], runs, [hours(1), hours(4)]],
    ['a time as the list shows it', ['2026-10-01 01:00', '2026-10-01 02:00'], runs, [hours(1), hours(2)]],
    ['no good one', [], runs.slice(2), 'no earlier run with all checks was good; name two runs to compare them'],
    ['one run alone', [], runs.slice(0, 1), 'there are not two runs to compare'],
    ['no such run', ['x'], runs, 'no kept run has an id or a time that begins with "x"'],
    ['itself', [hours(5)], runs, `${hours(5)} is one run, which cannot be compared with itself`],
  ])('%s', (_, names, among, expected) => expect(chosen(names, among)).toEqual(expected));
});

describe('flapping', () => {
  const runsWith = (verdicts: readonly string[]) => verdicts.map((verdict, hour) => withPart(runAt(hours(hour)), 'findings', { 'dns-failure': verdict }));
  const bad = 'critical x';

  it.each<[string, readonly string[], number | null]>([
    ['came and went twice', ['ok', bad, 'ok', bad, 'ok'], 4],
    ['came and went once, and came again', ['ok', bad, 'ok', bad], null],
    ['blindness is no change', ['ok', 'unknown', 'ok', 'unknown', 'ok', 'unknown'], null],
    ['warning and critical are one trouble', [bad, 'warning y', bad, 'warning y', bad], null],
    ['long ago is over', ['ok', bad, 'ok', bad, 'ok', ...Array.from({ length: 21 }, () => 'ok')], null],
  ])('%s', (_, verdicts, changeCount) => {
    expect(flappingIn(runsWith(verdicts)).map((one) => [one.checkId, one.changeCount])).toEqual(changeCount === null ? [] : [['dns-failure', changeCount]]);
  });
});

describe('the overview', () => {
  const runs = Array.from({ length: 30 }, (_, hour) =>
    runAt(hours(hour), { space: { '/var': { freeBytes: 30 * GB - hour * 1e8, totalBytes: 40 * GB } }, ...(hour === 29 ? { latencyMs: { 'agent-api/4': 400 } } : {}) }),
  );
  const overview = overviewOf({ runs, tornLineCount: 1, unread: [] }, 5);

  it('shows the newest runs first, each with what changed', () => {
    expect(overview.runs.map(({ at, changed }) => [at, changed])).toEqual([
      [hours(29), ['latency']],
      [hours(28), []],
      [hours(27), []],
      [hours(26), []],
      [hours(25), []],
    ]);
    expect(overview).toMatchObject({ runCount: 30, omittedRunCount: 25, tornLineCount: 1, statusCounts: { ok: 30, critical: 0 } });
  });

  it('tells where the free space leads, and how long connections take', () => {
    const [space, latency] = overview.trends;
    expect(space).toMatchObject({ kind: 'free-space', subject: '/var', last: 30 * GB - 29e8, perDay: { value: -2.4e9 } });
    expect(latency).toMatchObject({ kind: 'latency', subject: 'agent-api/4', last: 400, median: 23 });
  });

  it('makes no trend of a few runs', () => {
    expect(overviewOf({ runs: runs.slice(0, 23), tornLineCount: 0, unread: [] }, 5).trends[0]?.perDay).toBeNull();
  });
});
