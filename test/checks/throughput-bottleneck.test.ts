import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { throughputBottleneck } from '../../src/checks/throughput-bottleneck.js';
import type { Verdict } from '../../src/checks/check.js';
import { fill, unfilled } from '../../src/diagnosis/wording.js';
import type { ApiFacts } from '../../src/facts/api.js';
import type { Vault } from '../../src/facts/agent.js';
import { absent, observed, unavailable } from '../../src/facts/observed.js';
import type { DeviceRead, Link, ThroughputFacts } from '../../src/facts/throughput.js';
import { activity, ago, api, configuration, day, hour, report } from './facts-builders/jobs.js';
import { evidenceOf } from './facts-builders/storage.js';
import { cipher, compress, cpu, files, large, read, small, throughput, upload, work } from './facts-builders/throughput.js';

const entry = loadCatalogue('checks.yml').checks['throughput-bottleneck'];
const limits = { agentCeilingBytesPerSecond: 2_000_000, slowBelowPercent: 75, sureFromPercent: 90 };
const vault = (isEncrypted: boolean | null): Vault => ({
  ...{ containerUrls: [], cachedContainers: [], usesServiceNet: null, isEncrypted, encryptionSource: 'bootstrap.json' },
});
const judge = (over: Partial<ThroughputFacts> = {}, { encrypted = true, known = null }: { encrypted?: boolean | null; known?: ApiFacts | null } = {}) =>
  throughputBottleneck.judge({ throughput: throughput(over), 'agent.vault': vault(encrypted), api: known }, limits);
const reading = (...reads: readonly Partial<DeviceRead>[]): Partial<ThroughputFacts> => ({ reads: observed(reads.map(read)) });
const answer = (verdict: Verdict): string => ('problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? ''}` : verdict.status);
const sentence = (verdict: Verdict): string => {
  const template = 'problem' in verdict ? (entry?.problems[verdict.problem]?.says ?? '') : verdict.status === 'ok' ? (entry?.ok ?? '') : '';
  expect(unfilled(template, evidenceOf(verdict))).toEqual([]);
  return 'reason' in verdict ? verdict.reason : fill(template, evidenceOf(verdict));
};

/** Files of 8 kB, so many a second. */
const smallFiles = (filesPerSecond: number): Partial<DeviceRead> => ({
  files: observed(files({ meanFileBytes: 8_000, bytes: 8_000_000_000, fileCount: 1_000_000 })),
  small: small(filesPerSecond, 8_000),
});
const quota = (quotaCores: number) => cpu({ quotaCores, quotaSource: '/sys/fs/cgroup/agent/cpu.max' });
/** Walking them took too long: 40 MB were met. */
const uncounted = observed(files({ isWhole: false, bytes: null, fileCount: null, sampledFileCount: 2_000, sampledBytes: 40_000_000 }));
const noFile = absent('too few files');
const noTest = absent('measured only with --upload-test');

describe('throughput-bottleneck', () => {
  it.each<[string, Partial<ThroughputFacts>, string]>([
    ['a healthy host: the ceiling is that of the agent', {}, 'ok'],
    ['a disk at 1 MB/s', reading({ large: large(1) }), 'warning slow-read certain'],
    ['a disk at 1.3 MB/s, which is surely below three quarters of the ceiling', reading({ large: large(1.3) }), 'warning slow-read certain'],
    ['a disk at 1.5 MB/s, which may be above or below them', reading({ large: large(1.5) }), 'unknown'],
    ['a disk at 1.8 MB/s, which no person would notice', reading({ large: large(1.8) }), 'ok'],
    ['a disk at 1.35 MB/s, measured badly', reading({ large: large(1.35, 'device', 1.6) }), 'unknown'],
    ['120 small files a second', reading(smallFiles(120)), 'warning many-small-files certain'],
    ['small files on a fast disk', reading(smallFiles(2_000)), 'ok'],
    ['small files alone, none of them large', reading({ ...smallFiles(100), large: absent('no large file') }), 'warning many-small-files certain'],
    ['a disk that is slow although its files may come from memory', reading({ large: large(1, 'cache') }), 'warning slow-read certain'],
    ['a fast one whose files come from memory', reading({ large: large(3_000, 'cache') }), 'unknown'],
    ['large files from the device, small ones from memory: opening takes a few reads', reading({ small: small(50_000, 8_000, 'cache') }), 'ok'],
    ['the same, where all files are small', reading({ ...smallFiles(2_000), small: small(50_000, 8_000, 'cache') }), 'unknown'],
    ['memory itself', reading({ large: large(3_000, 'cache'), deviceClass: 'memory' }), 'ok'],
    ['one slow device of two', reading({}, { mountPoint: '/cbs', paths: ['/cbs'], large: large(0.5) }), 'warning slow-read certain'],
    [
      'a mount in the set with one tiny file, which nobody could time',
      reading({}, { mountPoint: '/srv/x', paths: ['/srv/x'], files: observed(files({ bytes: 7, fileCount: 1 })), large: noFile, small: noFile }),
      'ok',
    ],
    [
      'one whole device beside a slow one that nobody counted: how much lies there is not known',
      reading({}, { mountPoint: '/cbs', paths: ['/cbs'], large: large(0.5), files: uncounted }),
      'unknown',
    ],
    ['two fast devices, neither of them counted', reading({ files: uncounted }, { mountPoint: '/cbs', paths: ['/cbs'], files: uncounted }), 'ok'],
    [
      'two slow ones, neither of them counted',
      reading({ files: uncounted, large: large(0.5) }, { mountPoint: '/cbs', paths: ['/cbs'], large: large(0.5), files: uncounted }),
      'warning slow-read certain',
    ],
    [
      'a tiny mount that nobody could time, beside a device that nobody counted',
      reading({ files: uncounted }, { mountPoint: '/srv/x', paths: ['/srv/x'], files: observed(files({ bytes: 7, fileCount: 1 })), large: noFile, small: noFile }),
      'ok',
    ],
    ['a slow device that the set does not lie on', reading({}, { mountPoint: '/x', paths: [], large: large(0.1) }), 'ok'],
    [
      'a limit on reading that holds for the agent',
      reading({ limits: [{ source: 'io.max', bytesPerSecond: 500_000, readsPerSecond: null }] }),
      'warning slow-read certain',
    ],
    [
      'a limit on the reads of small files',
      reading({ ...smallFiles(2_000), limits: [{ source: 'io.max', bytesPerSecond: null, readsPerSecond: 100 }] }),
      'warning many-small-files certain',
    ],
    ['reading that could not be looked at', { reads: unavailable('timed-out', 'no answer within 2000 ms') }, 'unknown'],
    // 0.02 cores: compression 0.6 MB/s, and without it hashing and encrypting 8 MB/s.
    ['a hundredth of the CPU: only a compressor would feel it', { cpu: quota(0.02) }, 'warning slow-compression possible'],
    // Hashing and encrypting 0.4 MB/s: too little without any compressor, which no document knows of.
    ['a thousandth of the CPU', { cpu: quota(0.001) }, 'warning slow-encryption possible'],
    ['a cipher without instructions, on a thousandth of the CPU', { cpu: quota(0.003), cipher: cipher(60), compress: compress(2_000) }, 'warning slow-encryption certain'],
    ['a slow hash', { cpu: quota(0.003), hash: observed(work('sha256', 60)), compress: compress(2_000) }, 'warning slow-hash certain'],
    ['work that is alike slow', { cpu: quota(0.003), hash: observed(work('sha256', 200)), cipher: cipher(200), compress: compress(200) }, 'warning slow-cpu certain'],
    ['an upload at 0.4 MB/s', { upload: upload(0.4) }, 'warning slow-upload certain'],
    ['an upload at the ceiling itself', { upload: upload(2) }, 'ok'],
    ['a noisy upload', { upload: upload(1.4, 2) }, 'unknown'],
    ['two stages alike slow', { ...reading({ large: large(0.8, 'device', 1.3) }), upload: upload(0.8, 1.3) }, 'unknown'],
    ['reading slower than a slow upload', { ...reading({ large: large(0.4) }), upload: upload(0.8) }, 'warning slow-read certain'],
    ['no upload test: the upload may be slow', { upload: noTest }, 'unknown'],
    ['no upload test, and a slow disk', { ...reading({ large: large(0.4) }), upload: noTest }, 'warning slow-read likely'],
    [
      'no upload test, and a link that is shaped to 1 Mbit/s',
      { upload: noTest, link: observed({ interfaceName: 'eth0', speedBitsPerSecond: 1e9, speedNote: null, rateLimitBitsPerSecond: 1e6, rateLimitSource: 'tc' }) },
      'warning slow-upload certain',
    ],
    ['a cipher that could only be measured from below, fast enough', { cipher: cipher(300, { method: 'node', isLowerBound: true }) }, 'ok'],
    ['a cipher that could not be measured', { cipher: unavailable('crashed', 'no library') }, 'unknown'],
    ['a quota that could not be read', { cpu: unavailable('malformed', '/proc/stat holds no numbers') }, 'unknown'],
  ])('%s', (_, over, expected) => {
    const verdict = judge(over);
    expect(answer(verdict).trim()).toBe(expected);
    expect(sentence(verdict)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('says what limits, and that nothing helps', () => {
    expect(sentence(judge())).toMatch(
      /^Nothing on this host slows backups \(read 166 · hash 1210 · compress 30.0 · encrypt 610 · upload 11.4 · agent's ceiling 2.0 MB\/s\): the agent's own ceiling limits, and no change to this host helps; expect 6.1–6.6 h for 44 GB. Encryption costs less than 1 %/,
    );
  });
});

describe('a host whose upload was not tried', () => {
  it.each<[string, Partial<ThroughputFacts>, RegExp]>([
    ['is known but for that', {}, /^reading and the CPU of this host slow no backup \(read 166 .*\): only the way to the vault is left, and the upload was not measured: --upload-test with --credentials measures it$/],
    ['and of which not all was read', reading({ large: large(3_000, 'cache') }), /^nothing that was measured surely slows backups .* but .*in memory/],
  ])('%s', (_, over, words) => expect(sentence(judge({ ...over, upload: noTest }))).toMatch(words));
});

describe('a slow way that was not tried', () => {
  const link = { interfaceName: 'eth0', speedBitsPerSecond: 1e7, speedNote: null, rateLimitBitsPerSecond: null, rateLimitSource: null };
  const slowly = api({ reports: [report({ savedBytes: null, durationSeconds: null, bandwidthPerSecond: 832_000 })] });
  const judgeLink = (over: Partial<Link>) =>
    judge({ upload: noTest, link: observed({ ...link, ...over }) }, { known: slowly });
  const value = (verdict: Verdict, name: string): unknown => evidenceOf(verdict).find((one) => one.name === name)?.value;

  it.each<[string, Partial<Link>, string, readonly unknown[]]>([
    ['the link itself', {}, 'at most 1.3 MB/s (eth0 lets no more through; the upload itself was not measured)', ['eth0', null, '1.3 MB/s']],
    ['a shaper', { rateLimitBitsPerSecond: 8e6, rateLimitSource: 'tc qdisc show dev eth0' }, 'at most 1.0 MB/s (eth0 lets no more through (tc qdisc show dev eth0); the upload itself was not measured)', [null, 'eth0', '1.0 MB/s']],
    ['a shaper above the speed of the link', { rateLimitBitsPerSecond: 2e7, rateLimitSource: 'tc' }, 'at most 1.3 MB/s (eth0 lets no more through; the upload itself was not measured)', ['eth0', null, '1.3 MB/s']],
  ])('is told by the most that it carries, and not by a slow backup: %s', (_, over, rateText, names) => {
    const verdict = judgeLink(over);
    expect(sentence(verdict)).toContain(`Uploading limits: ${rateText} get through, less than the 2 MB/s`);
    expect(['slowLink', 'shapedLink', 'linkSpeed'].map((name) => value(verdict, name))).toEqual(names);
    expect([value(verdict, 'stageBytesPerSecond'), value(verdict, 'notMeasured')]).toEqual([null, expect.stringContaining('the upload was not measured')]);
  });

  it('names no link where that carries more than the agent sends', () => {
    const verdict = judge({ upload: upload(0.4) });
    expect(sentence(verdict)).toContain('Uploading limits: 400 kB/s get through, less than');
    expect(['slowLink', 'shapedLink'].map((name) => value(verdict, name))).toEqual([null, null]);
  });

  it('names the shaper that a test filled', () => {
    const verdict = judge({ upload: upload(0.4), link: observed({ ...link, rateLimitBitsPerSecond: 4e6, rateLimitSource: 'tc' }) });
    expect(sentence(verdict)).toContain('Uploading limits: 400 kB/s get through');
    expect(value(verdict, 'shapedLink')).toBe('eth0');
  });
});

describe('the cost of encryption', () => {
  const cost = (verdict: Verdict): unknown => evidenceOf(verdict).find(({ name }) => name === 'encryptionCost')?.value;
  it.each<[string, Partial<ThroughputFacts>, RegExp]>([
    ['one figure where compression makes no difference', {}, /^less than 1 %$/],
    // 1/610 beside 1/1210 + 1/30, and beside 1/1210 alone.
    ['two where it does', { cpu: quota(0.0001) }, /^about 5 % \(\d–\d %\) if the agent compresses, and about 198 % \(1\d\d–2\d\d %\) if it does not$/],
  ])('is %s', (_, over, words) => expect(cost(judge(over))).toMatch(words));
});

describe('data that shrinks', () => {
  it('is sent as fewer bytes, so that the set may be read faster than the ceiling', () => {
    const slow = reading({ large: large(1.8) });
    expect(answer(judge({ ...slow, compress: compress(30, 0.25) })).trim()).toBe('warning slow-read possible');
    expect(answer(judge({ ...slow, compress: compress(30, 0.25, { sampleFrom: 'made-up' }) }))).toBe('ok');
  });
});

describe('what past backups show', () => {
  const past = (savedBytes: number | null, durationSeconds: number | null, bandwidthPerSecond: number | null = null) =>
    api({ reports: [report({ savedBytes, durationSeconds, bandwidthPerSecond })] });
  it.each<[string, ApiFacts, string]>([
    ['1.9 MB/s in the end, so the way carries that', past(1.9e9, 1_000), 'ok'],
    ['0.2 MB/s, which may have been the searching', past(2e8, 1_000), 'unknown'],
    ['5 MB/s, more than the agent sends: not all of it was sent', past(5e9, 1_000), 'unknown'],
    ['16,000,000 of something a second: bits, or more than the agent can', past(null, null, 16_000_000), 'ok'],
    ['2,000,000 of something a second: bits would be a quarter megabyte', past(null, null, 2_000_000), 'unknown'],
    ['a run of a moment', past(1e8, 50), 'unknown'],
  ])('%s', (_, known, expected) => {
    const verdict = judge({ upload: noTest }, { known });
    expect(verdict.status).toBe(expected);
  });
});

describe('the schedule', () => {
  const hourly = (savedBytes: number, durationSeconds: number | null) =>
    api({
      configurations: [configuration({ frequency: 'hourly', intervalSeconds: 3_600 })],
      activity: [activity(), earlier()],
      reports: [report({ savedBytes, durationSeconds })],
    });
  const earlier = (state: 'completed' | 'failed' = 'completed') => activity({ backupId: '99', at: ago(2 * hour), state });
  /** 400 GB in 200,000 s: the whole set, and not what a day brings. */
  const full = (...before: readonly ReturnType<typeof activity>[]) =>
    api({ activity: [activity(), ...before], reports: [report({ savedBytes: 4e11, durationSeconds: 200_000 })] });
  it.each<[string, ApiFacts, string]>([
    ['the first backup of all sends the whole set, which says nothing of the next one', full(), 'ok'],
    ['nor does one after runs that saved nothing', full(earlier('failed')), 'ok'],
    ['the same after another that saved is new data', full(earlier()), 'warning schedule-too-tight likely'],
    ['7.2 GB an hour is what the ceiling lets through', hourly(7.2e9, null), 'ok'],
    ['a little more is not', hourly(7.21e9, null), 'warning schedule-too-tight likely'],
    ['a run that was in time is believed', hourly(20e9, 3_000), 'ok'],
    ['one that was not is, too', hourly(20e9, 9_000), 'warning schedule-too-tight likely'],
  ])('%s', (_, known, expected) => expect(answer(judge({}, { known })).trim()).toBe(expected));

  const slow = reading({ large: large(0.2) });
  const daily = (savedBytes: number, ...before: readonly ReturnType<typeof activity>[]) =>
    api({ activity: [activity(), ...before], reports: [report({ savedBytes, durationSeconds: null })] });
  it.each<[string, Partial<ThroughputFacts>, ApiFacts, string]>([
    ['the whole set, where no more is known', slow, api(), 'for 44 GB, more than the 24 h until the next backup is due'],
    ['the new data of the last run, where it was not the first', slow, daily(1e9, earlier()), 'for the 1 GB that the last backup saved, of the 24 h until the next backup is due'],
    ['perhaps too long', slow, daily(1.6e10, earlier()), 'for the 16 GB that the last backup saved, perhaps more than the 24 h until the next backup is due'],
    ['the first run is no measure', slow, daily(1e9), 'for 44 GB, more than the 24 h until the next backup is due'],
    ['a host that nothing slows', {}, daily(1e9, earlier()), 'for the 1 GB that the last backup saved, of the 24 h until the next backup is due'],
    ['no schedule: no word of it', slow, api({ configurations: [configuration({ frequency: 'manually', intervalSeconds: null })] }), 'for 44 GB.'],
    ['the shortest of two', slow, api({ configurations: [configuration({ intervalSeconds: 7 * day }), configuration({ id: '8' })] }), 'more than the 24 h until'],
  ])('is told beside the expected time: %s', (_, over, known, text) => expect(sentence(judge(over, { known }))).toContain(text));
});

describe('a loaded host', () => {
  const load = { isHigh: true, text: 'the CPU at 97 %, a load of 3.1 per CPU' };
  it.each<[string, Partial<ThroughputFacts>, string]>([
    ['reading', reading({ large: large(0.2) }), 'warning slow-read possible'],
    ['small files', reading(smallFiles(20)), 'warning many-small-files possible'],
    ['the CPU', { cpu: quota(0.001) }, 'warning slow-encryption possible'],
    ['a compressor', { cpu: quota(0.02) }, 'warning slow-compression possible'],
    ['uploading', { upload: upload(0.2) }, 'warning slow-upload possible'],
  ])('makes it no more than possible, and is told: %s', (_, over, expected) => {
    const verdict = judge({ ...over, load });
    expect(answer(verdict)).toBe(expected);
    expect(sentence(verdict)).toContain(`Load: ${load.text}.`);
  });

  it('leaves a slow stage as sure as it was where it is idle', () => {
    expect(answer(judge(reading({ large: large(0.2) })))).toBe('warning slow-read certain');
    expect(sentence(judge(reading({ large: large(0.2) })))).toContain('Load: a load of 0.1 per CPU.');
  });
});
