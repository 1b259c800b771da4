import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
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

it('a large folder waits while the small ones have their turn, and nothing of it is counted twice', async () => {
  const set = mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));
  // So many that the share of each is a few milliseconds, in which nobody reads 60,000 entries.
  const [folderCount, fileCount, smallCount] = [60, 1_000, 600];
  try {
    for (let folder = 0; folder < folderCount; folder += 1) {
      mkdirSync(join(set, 'large', String(folder)), { recursive: true });
      for (let file = 0; file < fileCount; file += 1) writeFileSync(join(set, 'large', String(folder), String(file)), '');
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
