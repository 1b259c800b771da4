// Where the numbers of the runs lead: free space a day, and whether connections grow slower.
import { lineThrough, type Sample } from '../facts/history/theil-sen.js';
import type { KeptRun } from '../facts/history.js';

export interface Trend {
  readonly kind: 'free-space' | 'latency';
  /** A mount point, or an endpoint with its family of addresses. */
  readonly subject: string;
  readonly unit: 'bytes' | 'milliseconds';
  readonly last: number;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly sampleCount: number;
  readonly spanSeconds: number;
  /** null where there are too few samples for a line, and for latency, which has levels and no slope. */
  readonly perDay: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** Two points make a line, and no trend. */
const leastSampleCount = 24;
/** The slopes of all pairs are taken. */
const maxSampleCount = 60;
const daySeconds = 86_400;

/** @param runs the oldest first */
export function trendsIn(runs: readonly KeptRun[]): readonly Trend[] {
  const times = runs.map(({ at }) => Date.parse(at) / 1000);
  // Only what the newest runs still see: a volume that is gone has no trend.
  const newest = runs.slice(-3);
  const volumes = new Set(newest.flatMap(({ space }) => Object.keys(space)));
  const endpoints = new Set(newest.flatMap(({ latencyMs }) => Object.keys(latencyMs)));
  return [
    ...[...volumes].map((name) => trendOf('free-space', name, samplesOf(runs, times, ({ space }) => space[name]?.freeBytes))),
    ...[...endpoints].map((name) => trendOf('latency', name, samplesOf(runs, times, ({ latencyMs }) => latencyMs[name]))),
  ];
}

function samplesOf(runs: readonly KeptRun[], times: readonly number[], read: (run: KeptRun) => number | undefined): readonly Sample[] {
  const samples: Sample[] = [];
  runs.forEach((run, index) => {
    const value = read(run);
    // An inherited property is no number.
    if (typeof value === 'number') samples.push({ atSeconds: times[index] ?? 0, value });
  });
  return samples;
}

function trendOf(kind: Trend['kind'], subject: string, samples: readonly Sample[]): Trend {
  const values = new Float64Array(samples.map(({ value }) => value)).sort();
  const stretch = Math.ceil(samples.length / maxSampleCount);
  const line = kind === 'latency' || samples.length < leastSampleCount ? null : lineThrough(samples.filter((_, index) => index % stretch === 0));
  return {
    ...{ kind, subject, unit: kind === 'latency' ? 'milliseconds' : 'bytes' },
    last: samples.at(-1)?.value ?? 0,
    median: values[Math.floor(values.length / 2)] ?? 0,
    lowest: values[0] ?? 0,
    highest: values.at(-1) ?? 0,
    sampleCount: samples.length,
    spanSeconds: Math.round((samples.at(-1)?.atSeconds ?? 0) - (samples[0]?.atSeconds ?? 0)),
    perDay:
      line === null
        ? null
        : { value: Math.round(line.perSecond * daySeconds), low: Math.round(line.lowPerSecond * daySeconds), high: Math.round(line.highPerSecond * daySeconds) },
  };
}
