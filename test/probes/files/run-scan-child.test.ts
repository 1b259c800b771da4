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
