import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { startAhead } from '../../../src/probes/platform/children-ahead.js';
import { runScanChild } from '../../../src/probes/files/run-scan-child.js';
import { ScanCrew } from '../../../src/probes/files/scan-crew.js';
import { ScanLedger } from '../../../src/probes/files/scan-ledger.js';
import type { ScanJob, ScanLine } from '../../../src/probes/files/scan-lines.js';
import type { Child, Work } from '../../../src/probes/platform/start-child.js';

const job: ScanJob = { root: '', items: [{ kind: 'path', path: '/', calledAs: '/' }], exclusions: [], mayEnter: null, become: null, limitMs: 3_000, lists: false, attention: 'denials' as const };
const signal = new AbortController().signal;

const limits = { silence: 500, start: 2_000 };
const { backupDoctorAhead: ahead } = globalThis as unknown as { backupDoctorAhead: Map<Work, Child> };

/** A child that says what it is made to say. */
function speaker(): PassThrough {
  const output = new PassThrough();
  ahead.set('scan', { input: new PassThrough(), output, onEnd: () => undefined, letGo: () => output.destroy() });
  return output;
}

const say = (speaking: PassThrough, line: ScanLine): boolean => speaking.write(`${JSON.stringify(line)}\n`);

it('a child that walks says so often enough, and stops by itself at its limit', async () => {
  const lines: ScanLine[] = [];
  expect(await runScanChild(job, (line) => lines.push(line), signal, { silence: 1_500, start: 20_000 })).toEqual({ ended: 'by-itself' });
  expect(lines.at(-1)).toEqual({ said: 'done' });
});

it('a child that shows its progress is not taken for hung', async () => {
  const speaking = speaker();
  const end = runScanChild({ ...job, limitMs: 20_000 }, () => undefined, signal, limits);
  for (let count = 0; count < 15; count += 1) {
    say(speaking, { said: 'progress', entryCount: count, fileCount: count, at: '/' });
    await wait(100);
  }
  say(speaking, { said: 'done' });
  expect(await end).toEqual({ ended: 'by-itself' });
});

it('a child that says nothing more for too long is given up', async () => {
  const speaking = speaker();
  const end = runScanChild(job, () => undefined, signal, limits);
  say(speaking, { said: 'begin', index: 0 });
  const startedAt = performance.now();
  expect(await end).toEqual({ ended: 'stalled' });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(limits.silence - 1);
});

it('a child that takes long to start is not taken for hung, as on a busy host', async () => {
  startAhead('scan');
  const child = ahead.get('scan')!;
  const late = new PassThrough();
  ahead.set('scan', { ...child, input: late });
  const lines: ScanLine[] = [];
  const items = [{ kind: 'path' as const, path: '/proc/version', calledAs: '/proc/version' }];
  const end = runScanChild({ ...job, items, limitMs: 20_000 }, (line) => lines.push(line), signal, { silence: 1_000, start: 20_000 });
  await wait(1_500);
  expect(lines).toEqual([]);
  late.pipe(child.input);
  expect(await end).toEqual({ ended: 'by-itself' });
  expect(lines.at(-1)).toEqual({ said: 'done' });
});

it('a child that does not start is given up in the end, and not called hung', async () => {
  speaker();
  expect(await runScanChild({ ...job, limitMs: 20_000 }, () => undefined, signal, limits)).toEqual({ ended: 'not-started' });
});

it('a child that waits for us is not silent', async () => {
  const speaking = speaker();
  const hold = async ({ said }: ScanLine): Promise<void> => {
    if (said === 'paths') await wait(2 * limits.silence);
  };
  const end = runScanChild({ ...job, limitMs: 20_000 }, hold, signal, limits);
  say(speaking, { said: 'paths', index: 0, below: [] });
  await wait(2 * limits.silence + 100);
  say(speaking, { said: 'done' });
  expect(await end).toEqual({ ended: 'by-itself' });
});

it('a pause of ours is no silence of the child', async () => {
  const speaking = speaker();
  const end = runScanChild({ ...job, limitMs: 20_000 }, () => undefined, signal, limits);
  say(speaking, { said: 'begin', index: 0 });
  await wait(100);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3 * limits.silence);
  await wait(1);
  say(speaking, { said: 'done' });
  expect(await end).toEqual({ ended: 'by-itself' });
});

it('a path that the child never came to is not what it waited for', async () => {
  const speaking = speaker();
  const ledger = new ScanLedger('');
  const crew = new ScanCrew({ root: '', exclusions: [], become: null, limitMs: 20_000, attention: 'denials', list: null }, ledger, signal);
  const scanning = crew.scan(job.items);
  say(speaking, { said: 'account', user: 'nobody' });
  await scanning;
  expect(ledger.allPaths()).toEqual([{ path: '/', state: 'unfinished', note: 'the look stood still before it came to it' }]);
});

it('a large folder waits while the small ones have their turn, and nothing of it is counted twice', async () => {
  const set = mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));
  // So many that the share of each is a few milliseconds, in which nobody reads 60,000 entries.
  const [folderCount, fileCount, smallCount] = [60, 1_000, 600];
  try {
    // Links to one file, of which ext4 takes no more than 65,000: a disk on which many were just removed takes half a minute to make as many anew.
    const file = join(set, 'file');
    writeFileSync(file, '');
    for (let folder = 0; folder < folderCount; folder += 1) {
      mkdirSync(join(set, 'large', String(folder)), { recursive: true });
      for (let link = 0; link < fileCount; link += 1) linkSync(file, join(set, 'large', String(folder), String(link)));
    }
    const names = ['large', ...Array.from({ length: smallCount }, (_, index) => `small-${index}`)];
    for (const name of names.slice(1)) mkdirSync(join(set, name));
    const items = names.map((name) => ({ kind: 'path' as const, path: join(set, name), calledAs: join(set, name) }));
    const lines: ScanLine[] = [];
    expect(await runScanChild({ ...job, items, limitMs: 6_000 }, (line) => lines.push(line), signal)).toEqual({ ended: 'by-itself' });
    const order = lines.flatMap((line) => (line.said === 'paused' || line.said === 'end' ? [`${line.said} ${line.index}`] : []));
    expect(order[0]).toBe('paused 0');
    // A small one may have to wait too, where the machine itself pauses for the whole of its share.
    const before = order.slice(0, order.indexOf('end 0')).map((word) => Number(word.split(' ')[1]));
    expect(new Set(before).size).toBe(smallCount + 1);
    expect(lines.filter(({ said }) => said === 'end')).toHaveLength(smallCount + 1);
    expect(lines).toContainEqual({ said: 'end', index: 0, end: { state: 'scanned', note: null, fileCount: folderCount * fileCount } });
    const counts = lines.flatMap((line) => (line.said === 'progress' ? [line.entryCount] : []));
    expect(counts.at(-1)).toBe(folderCount * (fileCount + 1));
  } finally {
    rmSync(set, { recursive: true });
  }
});
