// The history on a real disk: whatever moment a writer is killed at, all that it kept before is read, and the next run is kept.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeptHistory, KeptRun } from '../../../src/facts/history.js';
import { keepRun } from '../../../src/probes/history/keep-run.js';
import { readHistory } from '../../../src/probes/history/read-history.js';
import { maxSegmentCount, segmentBytes } from '../../../src/probes/history/segments.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { System } from '../../../src/probes/platform/system.js';
import { hours, runAt, withPart } from '../../history/sample-run.js';
import { until } from '../../processes.js';

const program = resolve('build/test/probes/history/append-runs.js');
const isRoot = process.getuid?.() === 0;

let base: string;
let folder: string;
let system: System;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'history-'));
  folder = join(base, 'state');
  system = openSystem(null);
});
afterEach(() => {
  system.close();
  rmSync(base, { recursive: true, force: true });
});

const keep = (run: KeptRun) => keepRun(system.files, folder, run);
const first = (): string => join(folder, 'history-000001.ndjson');

async function kept(since: string | null = null): Promise<KeptHistory> {
  const history = await readHistory(system.files, folder, since);
  return history.state === 'observed' ? history.value : { runs: [], tornLineCount: 0, unread: [] };
}

const ids = async (): Promise<readonly string[]> => (await kept()).runs.map(({ runId }) => runId);

describe('a kept run', () => {
  it('is read back as it was, for its owner alone', async () => {
    const runs = [runAt(hours(0)), withPart(runAt(hours(1)), 'routes', { 'x\n\u001b[31m': '</script>\ud800' }), runAt(hours(2), { space: {}, latencyMs: {} })];
    for (const run of runs) expect(await keep(run)).toMatchObject({ state: 'observed', value: first() });
    expect((await kept()).runs).toEqual(JSON.parse(JSON.stringify(runs)));
    expect([folder, first()].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['700', '600']);
  });

  it('costs little where nothing changed', async () => {
    await keep(runAt(hours(0)));
    const before = statSync(first()).size;
    await keep(runAt(hours(1)));
    expect(statSync(first()).size - before).toBeLessThan(600);
  });

  it('is looked for no further back than was asked', async () => {
    for (const hour of [0, 1, 2]) await keep(runAt(hours(hour)));
    expect((await kept(hours(1))).runs.map(({ at }) => at)).toEqual([hours(1), hours(2)]);
  });

  it('comes in the order of time, also from a clock that was set back', async () => {
    for (const hour of [5, 2, 3]) await keep(runAt(hours(hour)));
    expect((await kept()).runs.map(({ at }) => at)).toEqual([hours(2), hours(3), hours(5)]);
  });
});

describe('a writer that was killed', () => {
  it('at any byte loses its own run alone, and the next one is kept', async () => {
    const runs = [runAt(hours(0)), withPart(runAt(hours(1)), 'kernel', { kernel: '6.1.1' }), runAt(hours(2))];
    for (const run of runs) await keep(run);
    const whole = readFileSync(first());
    const ends = [...whole.toString('latin1').matchAll(/\}\n/g)].map(({ index }) => index + 1);
    for (let length = 0; length <= whole.length; length += 1) {
      writeFileSync(first(), whole.subarray(0, length));
      const wholeCount = ends.filter((end) => end <= length).length;
      const before = await ids();
      if (before.length !== wholeCount) throw new Error(`${before.length} runs of ${wholeCount} at byte ${length}`);
      if (length % 97 !== 0) continue;
      await keep(runAt(hours(9)));
      expect((await kept()).runs.at(-1)).toEqual(runAt(hours(9)));
      expect(await ids()).toHaveLength(wholeCount + 1);
    }
  });

  it('by SIGKILL, again and again, never takes one that was kept', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, [program, folder, `r${round}`, '10000'], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      // Killed anywhere in what it keeps after the third.
      await until(() => said.split('\n').length > 3);
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      child.kill('SIGKILL');
      await once(child, 'close');
      acknowledged.push(...said.split('\n').slice(0, -1));
    }
    const found = new Set(await ids());
    expect(acknowledged.length).toBeGreaterThan(16);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  });

  it('or a disk that flips a bit, costs one line, which is told', async () => {
    for (const hour of [0, 1, 2]) await keep(runAt(hours(hour)));
    const bytes = readFileSync(first());
    const place = bytes.length - 700;
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    writeFileSync(first(), bytes);
    expect(await kept()).toMatchObject({ runs: [{ at: hours(0) }, { at: hours(2) }], tornLineCount: 1 });
  });
});

describe('two writers at once', () => {
  it('keep the runs of both', async () => {
    const writers = ['a', 'b'].map((name) => spawn(process.execPath, [program, folder, name, '60'], { stdio: 'ignore' }));
    await Promise.all(writers.map((writer) => once(writer, 'close')));
    const found = await kept();
    expect(found.tornLineCount).toBe(0);
    expect(found.runs).toHaveLength(120);
    expect(found.runs.every(({ parts }) => Object.values(parts).every((part) => part !== null))).toBe(true);
  });
});

describe('the history does not grow for ever', () => {
  const fill = (name: string): void => writeFileSync(join(folder, name), `${'x'.repeat(segmentBytes)}\n`);
  const names = (): readonly string[] => readdirSync(folder).sort();

  it('a full file is followed by one that needs no other', async () => {
    await keep(runAt(hours(0)));
    writeFileSync(first(), Buffer.concat([readFileSync(first()), Buffer.alloc(segmentBytes, '\n')]));
    expect(await keep(runAt(hours(1)))).toMatchObject({ value: join(folder, 'history-000002.ndjson') });
    expect(await ids()).toHaveLength(2);
    rmSync(first());
    expect((await kept()).runs).toEqual([runAt(hours(1))]);
  });

  it('the oldest goes where there are too many', async () => {
    mkdirSync(folder, { mode: 0o700 });
    for (let number = 1; number <= maxSegmentCount; number += 1) fill(`history-${String(number).padStart(6, '0')}.ndjson`);
    await keep(runAt(hours(0)));
    expect(names()).toHaveLength(maxSegmentCount);
    expect(names().at(0)).toBe('history-000002.ndjson');
    expect(names().at(-1)).toBe(`history-${String(maxSegmentCount + 1).padStart(6, '0')}.ndjson`);
  });

  it('the oldest goes when its time is over, and nothing else', async () => {
    mkdirSync(folder, { mode: 0o700 });
    for (const name of ['history-000001.ndjson', 'history-000002.ndjson', 'identity.json']) fill(name);
    utimesSync(first(), new Date('2025-08-01'), new Date('2025-08-01'));
    await keep(runAt('2026-11-22T10:00:00.000Z'));
    expect(names()).toEqual(['history-000002.ndjson', 'history-000003.ndjson', 'identity.json']);
  });
});

describe('what cannot be kept is told, and harms nothing', () => {
  const reasonOf = async (): Promise<string> => {
    const answer = await keep(runAt(hours(0)));
    return answer.state === 'unavailable' ? answer.failure.detail : answer.state;
  };

  const made = (): void => {
    mkdirSync(folder, { mode: 0o700 });
  };

  it.each<[string, () => void, RegExp]>([
    ['others may write in the folder', () => {
        made();
        chmodSync(folder, 0o777);
      }, /others may write in its folder/],
    ['a link stands for the folder', () => symlinkSync(base, folder), /could not be written \((ELOOP|ENOTDIR)\)/],
    ['a file stands for the folder', () => writeFileSync(folder, 'x'), /not a folder|ENOTDIR|EEXIST/],
    ['a FIFO stands for the file: another is begun', () => {
        made();
        spawnSync('mkfifo', [first()]);
      }, /^observed$/],
    ['a link stands for the file', () => {
        made();
        symlinkSync(join(base, 'victim'), first());
      }, /could not be written \(ELOOP\)/],
  ])('%s', async (_, prepare, reason) => {
    prepare();
    expect(await reasonOf()).toMatch(reason);
    expect(readdirSync(base)).not.toContain('victim');
  });

  it('below --root nothing is written', async () => {
    mkdirSync(join(base, 'image'));
    const image = openSystem(join(base, 'image'));
    expect(await keepRun(image.files, '/state', runAt(hours(0)))).toMatchObject({ state: 'unavailable' });
    image.close();
    expect(readdirSync(join(base, 'image'))).toEqual([]);
  });

  (isRoot ? it : it.skip)('a full disk costs the run, and what was kept stays (needs root to mount one)', async () => {
    mkdirSync(folder, { mode: 0o700 });
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k,mode=700', 'tmpfs', folder]).status).toBe(0);
    try {
      let count = 0;
      let reason = '';
      for (; count < 200 && reason === ''; count += 1) {
        const answer = await keep(runAt(hours(count)));
        if (answer.state === 'unavailable') reason = answer.failure.detail;
      }
      expect(reason).toMatch(/ENOSPC|the disk is full/);
      expect(await ids()).toHaveLength(count - 1);
    } finally {
      expect(spawnSync('umount', [folder]).status).toBe(0);
    }
  });
});
