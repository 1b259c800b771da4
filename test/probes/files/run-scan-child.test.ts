import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { startAhead } from '../../../src/probes/platform/children-ahead.js';
import { runScanChild } from '../../../src/probes/files/run-scan-child.js';
import type { ScanJob, ScanLine } from '../../../src/probes/files/scan-lines.js';

const job: ScanJob = { root: '', items: [{ kind: 'path', path: '/', calledAs: '/' }], exclusions: [], mayEnter: null, become: null, limitMs: 3_000, lists: false, attention: 'denials' as const };
const signal = new AbortController().signal;

it('a child that shows its progress is not taken for hung, and stops by itself at its limit', async () => {
  const lines: ScanLine[] = [];
  const startedAt = performance.now();
  const end = await runScanChild(job, (line) => lines.push(line), signal, 1_500);
  expect(end).toEqual({ ended: 'by-itself' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(lines.at(-1)).toEqual({ said: 'done' });
});

it('a child that says nothing for too long is given up', async () => {
  expect(await runScanChild(job, () => undefined, signal, 1)).toEqual({ ended: 'stalled' });
});

it('a child that takes long to start is not taken for hung, as on a busy host', async () => {
  const set = mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));
  startAhead('scan');
  const pid = Number(spawnSync('pgrep', ['-P', String(process.pid), '-f', '/children/scan'], { encoding: 'utf8' }).stdout);
  process.kill(pid, 'SIGSTOP');
  const lines: ScanLine[] = [];
  const end = runScanChild({ ...job, items: [{ kind: 'path', path: set, calledAs: set }], limitMs: 10_000 }, (line) => lines.push(line), signal, 1_500);
  await wait(2_500);
  expect(lines).toEqual([]);
  process.kill(pid, 'SIGCONT');
  expect(await end).toEqual({ ended: 'by-itself' });
  expect(lines).toContainEqual(expect.objectContaining({ said: 'end', index: 0 }));
  rmSync(set, { recursive: true });
});

it('a large folder waits while the small ones have their turn, and nothing of it is counted twice', async () => {
  const set = mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));
  // So many that the share of each is a few milliseconds, in which nobody reads 60,000 entries.
  const [folderCount, fileCount, smallCount] = [60, 1_000, 600];
  try {
    // Links to one file: a disk on which many were just removed takes half a minute to make as many anew.
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
