// The free space of each volume over the kept runs, thinned to what a forecast needs.
import type { KeptRun, SpaceSeries } from '../history.js';

/** The slopes of all pairs are taken: 200 samples make 20,000. */
const maxSampleCount = 200;
/** The agent writes to a handful. */
const maxVolumeCount = 16;

/** @param runs the oldest first @param now ISO 8601 UTC; what lies in its future comes from another clock */
export function spaceSeriesOf(runs: readonly KeptRun[], now: string): readonly SpaceSeries[] {
  const past = runs.filter(({ at }) => at <= now);
  const mountPoints = [...new Set(past.toReversed().flatMap(({ space }) => Object.keys(space)))].slice(0, maxVolumeCount);
  return mountPoints.map((mountPoint) => {
    const samples = past.flatMap(({ at, space }) => {
      const room = Object.hasOwn(space, mountPoint) ? space[mountPoint] : undefined;
      return room === undefined ? [] : [{ ageSeconds: Math.round((Date.parse(now) - Date.parse(at)) / 1000), freeBytes: room.freeBytes }];
    });
    const kept = thinned(samples);
    return { mountPoint, ageSeconds: kept.map((sample) => sample.ageSeconds), freeBytes: kept.map((sample) => sample.freeBytes) };
  });
}

/** Of each stretch the lowest: that is what a backup meets. */
function thinned<Sample extends { readonly freeBytes: number }>(samples: readonly Sample[]): readonly Sample[] {
  const stretch = Math.ceil(samples.length / maxSampleCount);
  const starts = samples.flatMap((_, index) => (index % stretch === 0 ? [index] : []));
  return starts.flatMap((start) => {
    const [first, ...others] = samples.slice(start, start + stretch);
    return first === undefined ? [] : [others.reduce((low, sample) => (sample.freeBytes < low.freeBytes ? sample : low), first)];
  });
}
