// The speed of this host's own parts. Bounds are wide where the machine that runs the tests decides.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absent } from '../../../src/facts/observed.js';
import type { ThroughputFacts } from '../../../src/facts/throughput.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { gatherThroughput } from '../../../src/probes/speed/gather-throughput.js';
import { inLab } from '../../lab/storage-lab.js';
import { inLabSpeed, valueIn } from './in-lab-speed.js';

const cpuInfo = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'latin1') : '';
const hasAes = process.arch === 'x64' && /^flags\b.* aes( |$)/m.test(cpuInfo);
const itWithAes = hasAes ? it : it.skip;

describe('gatherThroughput on this host', () => {
  let set: string;
  let facts: ThroughputFacts;
  const longAgo = new Date('2001-02-03T04:05:06Z');
  const files = (): readonly string[] =>
    [...Array.from({ length: 80 }, (_, index) => `s/${index}`), 'large'].map((name) => join(set, name));

  beforeAll(async () => {
    set = mkdtempSync(join(tmpdir(), 'speed-'));
    mkdirSync(join(set, 's'));
    mkdirSync(join(set, 'left-out'));
    const text = Buffer.from('secret contents '.repeat(1_000));
    for (const path of files()) writeFileSync(path, path.endsWith('large') ? Buffer.alloc(24 << 20, text) : text);
    writeFileSync(join(set, 'left-out/file'), Buffer.alloc(1 << 20, 1));
    for (const path of files()) utimesSync(path, longAgo, longAgo);
    symlinkSync('/usr', join(set, 'link'));
    spawnSync('mkfifo', [join(set, 'fifo')]);
    spawnSync('sync', ['-f', set]);
    const { answer } = await inLab('', () => ({ look: 'speed', paths: [set], exclusions: [join(set, 'left-out')] }));
    facts = valueIn<ThroughputFacts>(answer);
  });
  afterAll(() => rmSync(set, { recursive: true }));

  it('counts the set, and follows no link, waits for no FIFO, reads nothing that is left out', () => {
    const [device] = valueIn(facts.reads);
    expect(device?.paths).toEqual([set]);
    expect(valueIn(device!.files)).toEqual({
      ...{ sampledFileCount: 81, sampledBytes: 80 * 16_000 + (24 << 20), meanFileBytes: Math.round((80 * 16_000 + (24 << 20)) / 81) },
      ...{ smallFileSharePercent: 98.8, smallBelowBytes: 131_072, isWhole: true, fileCount: 81, bytes: 80 * 16_000 + (24 << 20) },
    });
  });

  it('reads large files and small ones, each with its interval', () => {
    const [device] = valueIn(facts.reads);
    const [large, small] = [valueIn(device!.large), valueIn(device!.small)];
    for (const { low, high, middle } of [
      { ...large, middle: large.bytesPerSecond },
      { ...small, middle: small.filesPerSecond },
    ]) {
      expect(low).toBeLessThanOrEqual(middle);
      expect(high).toBeGreaterThanOrEqual(middle);
      expect(low).toBeGreaterThan(0);
    }
    expect(small.meanBytes).toBe(16_000);
    // All 80, where the disk is not busy.
    expect(small.sampleCount).toBeGreaterThanOrEqual(5);
    expect(small.sampleCount).toBeLessThanOrEqual(80);
  });

  it('leaves the times of every file as they were', () => {
    for (const path of files()) {
      const { atime, mtime } = statSync(path);
      expect([atime, mtime]).toEqual([longAgo, longAgo]);
    }
  });

  it('tells nothing of what the files hold, or how they are called', () => {
    const { reads, ...rest } = facts;
    const text = JSON.stringify([rest, valueIn(reads).map((device) => ({ ...device, paths: [] }))]);
    expect(text).not.toContain('secret contents');
    expect(text).not.toContain(`${set}/`);
  });

  it('measures what the CPU does with every byte', () => {
    const [cipher, hash, compress] = [valueIn(facts.cipher), valueIn(facts.hash), valueIn(facts.compress)];
    expect(cipher).toMatchObject({ name: 'aes-256-cbc', method: 'evp', isLowerBound: false });
    expect(hash.name).toBe('sha256');
    expect(compress).toMatchObject({ name: 'zlib level 6', sampleFrom: 'backup-set' });
    // One sentence again and again.
    expect(compress.ratio).toBeLessThan(0.05);
    for (const { oneCore, allCores } of [cipher, hash, compress]) expect(allCores.high).toBeGreaterThan(oneCore.low);
  });

  it('tells what else ran, and the way out', () => {
    expect(valueIn(facts.cpu)).toMatchObject({
      count: expect.any(Number),
      busyPercent: expect.any(Number),
      stealPercent: expect.any(Number),
    });
    expect(facts.load.text).toMatch(/^before the measurement the CPUs were [\d.]+ % busy/);
    expect(facts.link.state).toBe('absent');
    expect(facts.upload).toMatchObject({ state: 'absent' });
  });

  itWithAes('finds that encrypting is slower without the AES instructions', () => {
    const { oneCore, withoutInstructions } = valueIn(facts.cipher);
    expect(oneCore.low).toBeGreaterThan(1.5 * (withoutInstructions?.high ?? Number.NaN));
  });

  itWithAes('and finds none where OpenSSL is kept from them', async () => {
    const { facts: masked } = await inLabSpeed('export OPENSSL_ia32cap=~0x200000200000000', () => []);
    const { oneCore, withoutInstructions } = valueIn(masked.cipher);
    expect(oneCore.low).toBeLessThan(1.5 * (withoutInstructions?.high ?? Number.NaN));
  });

  it('without a backup set measures the CPU alone, on data of its own', async () => {
    const { facts: bare } = await inLabSpeed('', () => []);
    expect(bare.reads).toMatchObject({ state: 'unavailable', failure: { detail: expect.stringContaining('--paths') } });
    expect(valueIn(bare.compress)).toMatchObject({ sampleFrom: 'made-up' });
    expect(valueIn(bare.compress).ratio).toBeGreaterThan(0.05);
  });
});

describe('gatherThroughput at its limits', () => {
  const request = {
    paths: ['/usr'],
    exclusions: [],
    volumes: absent('not looked at'),
    attachments: null,
    networks: absent('not looked at'),
    agent: absent('none'),
    limitMs: 20_000,
  };

  it('is absent elsewhere than on Linux', async () => {
    const system = { ...openSystem(null), platform: 'windows' as const };
    expect(await gatherThroughput(system, request, new AbortController().signal)).toMatchObject({ state: 'absent' });
    system.close();
  });

  it('ends when the run does, and calls nothing measured that was not', async () => {
    const startedAt = performance.now();
    const system = openSystem(null);
    const facts = valueIn(await gatherThroughput(system, { ...request, limitMs: 20 }, AbortSignal.timeout(20)));
    system.close();
    expect(facts).toMatchObject({ cipher: { state: 'unavailable', failure: { kind: 'timed-out' } }, compress: { state: 'unavailable' } });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

describe('without the optional package', () => {
  it("Node's own cipher tells at least what it can do", () => {
    const apart = mkdtempSync(join(tmpdir(), 'apart-'));
    try {
      cpSync(resolve('dist'), apart, { recursive: true });
      const input = JSON.stringify({ works: ['cipher'], onAllCores: true });
      const { stdout, stderr } = spawnSync(process.execPath, [join(apart, 'children/cpu-speed.cjs')], { input, encoding: 'utf8' });
      const [line] = stdout.split('\n');
      if (!line?.startsWith('{')) throw new Error(stderr);
      expect(JSON.parse(line)).toMatchObject({ name: 'cipher-by-node' });
      expect(JSON.parse(line).oneCore.length).toBeGreaterThanOrEqual(5);
    } finally {
      rmSync(apart, { recursive: true });
    }
  });
});
