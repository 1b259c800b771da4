// How long a backup takes a byte, and how much faster it would be without a part of its work. Overlapping stages wait for the
// slowest, others for each other; nobody says which the agent does, so an answer spans both.
import { hull, nothing, type Interval } from './interval.js';
import type { Model, Pipeline } from './pipeline.js';

/** Seconds a byte of read, CPU and upload work; the upload is never faster than the agent's ceiling. */
type Work = readonly [read: number, cpu: number, upload: number];

const overlapped = (work: Work): number => Math.max(...work);
const inTurn = ([read, cpu, upload]: Work): number => read + cpu + upload;

type Bound = keyof Interval;

const workAt = ({ read, cpu, upload, ceilingTime }: Pipeline, bound: Bound): Work => [
  read.time[bound],
  cpu.time[bound],
  Math.max(upload.doubt !== null && bound === 'mid' ? upload.time.low : upload.time[bound], ceilingTime),
];

/** Seconds for each byte of the set. */
export const timeOfAll = ({ compressing, plain }: Model): Interval => hull(timeOfOne(compressing), timeOfOne(plain));

const timeOfOne = (pipeline: Pipeline): Interval => ({
  low: overlapped(workAt(pipeline, 'low')),
  mid: overlapped(workAt(pipeline, 'mid')),
  high: inTurn(workAt(pipeline, 'high')),
});

/** A part of a stage's work, and what would stand in its place. */
export interface Change {
  readonly stage: 'read' | 'cpu';
  readonly part: Interval;
  readonly instead: Interval;
}

/** By how many per cent the whole is slower for it. @param changeIn where the pipeline does not have the part, null */
export function gainOf({ compressing, plain }: Model, changeIn: (pipeline: Pipeline) => Change | null): Interval {
  const gains = [compressing, plain].map((pipeline) => {
    const change = changeIn(pipeline);
    return change === null ? nothing : gainInOne(pipeline, change);
  });
  return hull(gains[0] ?? nothing, ...gains.slice(1));
}

/** It gains most where the part is slow and all else fast, and least the other way round. */
function gainInOne(pipeline: Pipeline, { stage, part, instead }: Change): Interval {
  const rest = restOf(pipeline, { stage, part, instead });
  const at = (bound: Bound, of: Bound, pace: (work: Work) => number, insteadAt: Bound = bound): number => {
    const others = rest[bound];
    const before = pace(withPart(others, stage, part[of]));
    const after = pace(withPart(others, stage, Math.min(instead[insteadAt], part[of])));
    // Beside work that may take for ever it gains nothing; a part that may take for ever gains any amount.
    if (!Number.isFinite(before)) return of === 'high' ? Infinity : 0;
    return (before / after - 1) * 100;
  };
  const least = Math.min(at('high', 'low', overlapped), at('high', 'low', inTurn));
  const most = Math.max(at('low', 'high', overlapped), at('low', 'high', inTurn));
  const mid = at('mid', 'mid', overlapped);
  return { low: Math.min(least, mid), mid, high: Math.max(most, mid) };
}

function restOf(pipeline: Pipeline, { stage, part }: Change): Readonly<Record<Bound, Work>> {
  const without = (bound: Bound): Work => {
    const [read, cpu, upload] = workAt(pipeline, bound);
    const left = (whole: number): number => (Number.isFinite(whole) ? Math.max(0, whole - part[bound]) : whole);
    return stage === 'read' ? [left(read), cpu, upload] : [read, left(cpu), upload];
  };
  return { low: without('low'), mid: without('mid'), high: without('high') };
}

const withPart = ([read, cpu, upload]: Work, stage: Change['stage'], part: number): Work =>
  stage === 'read' ? [read + part, cpu, upload] : [read, cpu + part, upload];
