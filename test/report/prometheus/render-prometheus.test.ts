import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { observed } from '../../../src/facts/observed.js';
import { renderPrometheus } from '../../../src/report/prometheus/render-prometheus.js';
import type { Report } from '../../../src/report/report.js';
import { foreignText, hidden } from '../hostile-words.js';
import { check, healthy, oneCause, quantity, report, samples, withTexts } from '../sample-reports.js';
import { parseExposition } from './exposition-reader.js';

const valueOf = (sample: Report, name: string): number | undefined =>
  parseExposition(renderPrometheus(sample)).find(({ series }) => series === `backup_doctor_${name}`)?.value;

describe('the metrics', () => {
  it.each([
    ['the verdict', 'status', 2],
    ['when the run ended', 'last_run_timestamp_seconds', 1_795_271_532.98],
    ['how long it took, in seconds', 'run_duration_seconds', 2.857],
    ['the limit of the run', 'run_deadline_seconds', 60],
    ['the status of a check', 'check_status{check="low-disk-space",status="critical"}', 1],
    ['which status it has not', 'check_status{check="low-disk-space",status="ok"}', 0],
    ['how many checks could not look', 'checks{status="unknown"}', 3],
    ['how many were not run', 'checks_not_run', 9],
    ['how many causes there are', 'causes{status="critical"}', 1],
    ['free space, in bytes', 'volume_free_bytes{path="/var/cache/driveclient"}', 61_234_176],
    ['the limit that it is judged by', 'volume_floor_bytes{path="/var/cache/driveclient"}', 104_857_600],
    ['the version', 'build_info{version="0.1.0"}', 1],
  ])('tell %s', (_, name, value) => {
    expect(valueOf(oneCause(), name)).toBe(value);
  });

  it('tell a success only when there was one', () => {
    expect(valueOf(healthy(), 'last_success_timestamp_seconds')).toBe(1_795_271_532.98);
    expect(renderPrometheus(oneCause())).not.toContain('last_success');
  });

  it('tell the last success of earlier runs where this one is none', () => {
    const at = '2026-11-20T06:00:00Z';
    const kept = { runCount: 2, firstAt: at, lastAt: at, readAt: at, space: [], tornLineCount: 0 };
    const after = (sample: Report, lastGoodAt: string | null): number | undefined =>
      valueOf({ ...sample, facts: { ...sample.facts, history: observed({ ...kept, lastGoodAt }) } }, 'last_success_timestamp_seconds');
    expect([after(oneCause(), at), after(oneCause(), null), after(healthy(), at)]).toEqual([1_795_154_400, undefined, 1_795_271_532.98]);
  });

  it('have no name without a sample', () => {
    expect(renderPrometheus(report())).not.toMatch(/check_status|volume_/);
  });

  it('have labels of a bounded number and length, whatever the report holds', () => {
    const paths = Array.from({ length: 500 }, (_, index) => quantity(`/srv/${index}/${'x'.repeat(5000)}`, 'freeBytes', index, 'bytes'));
    const checks = Array.from({ length: 5000 }, (_, index) => check(`check-${index}`, 'x', index === 0 ? { evidence: paths } : {}));
    const samplesOf = parseExposition(renderPrometheus(report({ checks })));
    expect(samplesOf.length).toBeLessThan(1100);
    expect(samplesOf.filter(({ series }) => series.includes('path='))).toHaveLength(16);
    expect(Math.max(...samplesOf.map(({ series }) => series.length))).toBeLessThan(200);
  });

  it.each(Object.entries(samples))('are read by a strict reader: %s', (_, make) => {
    expect(parseExposition(renderPrometheus(make())).length).toBeGreaterThan(10);
  });

  it('are read by it whatever text comes', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const output = renderPrometheus(withTexts(text));
        expect(output).not.toMatch(hidden);
        expect(parseExposition(output).length).toBeGreaterThan(10);
      }),
      { numRuns: 300 },
    );
  });
});

const lacksPromtool = spawnSync('promtool', ['--version']).error !== undefined;

describe(`promtool check metrics${lacksPromtool ? ' (skipped: promtool of the package prometheus is not installed)' : ''}`, () => {
  const rows: readonly (readonly [string, () => Report])[] = [
    ...Object.entries(samples),
    ['hostile words', () => withTexts('a\\b"c\n{d}')],
  ];
  (lacksPromtool ? it.skip : it).each(rows)('has nothing to say: %s', (_, make) => {
    const { status, stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], { input: renderPrometheus(make()), encoding: 'utf8' });
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  });

  (lacksPromtool ? it.skip : it)('would say so', () => {
    expect(spawnSync('promtool', ['check', 'metrics'], { input: '# TYPE x gauge\nx 1\nx 1\n' }).status).not.toBe(0);
  });
});
