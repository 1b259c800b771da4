// Which stage sets the pace. A stage is named only where its time lies above the others' as surely as is asked for; where
// the agent's own ceiling lies above them all, nothing on the host is worth changing.
import { chancesToBeLongest } from './chance.js';
import { exactly, type Interval } from './interval.js';
import type { Pipeline } from './pipeline.js';
import type { Stage, StageName } from './stage.js';

export type Outcome =
  | { readonly kind: 'stage'; readonly stage: StageName; readonly chance: number; readonly isCertain: boolean; readonly doubts: readonly string[] }
  | { readonly kind: 'ceiling'; readonly chance: number }
  /** Nothing that was measured limits, and what is named was not measured. */
  | { readonly kind: 'open'; readonly doubts: readonly string[] }
  | { readonly kind: 'noise'; readonly between: readonly (StageName | 'ceiling')[]; readonly chance: number };

export interface Rules {
  /** Of the agent's ceiling: a stage above it slows nothing that a person would notice. */
  readonly slowBelowPercent: number;
  /** With less, no stage is named. */
  readonly sureFromPercent: number;
}

interface Candidate {
  readonly name: StageName | 'ceiling';
  readonly time: Interval;
  readonly doubt: string | null;
}

export function limitOf({ read, cpu, upload, ceilingTime }: Pipeline, { slowBelowPercent, sureFromPercent }: Rules): Outcome {
  const ceiling: Candidate = { name: 'ceiling', time: exactly((ceilingTime * 100) / slowBelowPercent), doubt: null };
  const stages: readonly Candidate[] = [read, cpu, upload].map(asCandidate);
  const all = [ceiling, ...stages];
  const certain = stages.find((stage) => all.every((other) => other === stage || other.time.high < stage.time.low));
  if (certain !== undefined) return { kind: 'stage', stage: certain.name as StageName, chance: 1, isCertain: true, doubts: doubtsOf([certain]) };
  // What is only bounded, and bounded below another one's least, needs no measurement.
  const open = stages.filter(({ doubt, time }) => doubt !== null && !all.some((other) => other.time.low > time.high));
  const measured = all.filter(({ doubt }) => doubt === null);
  const chances = chancesToBeLongest(measured.map(({ time }) => time));
  const chance = Math.max(...chances);
  const leader = measured[chances.indexOf(chance)] ?? ceiling;
  if (chance * 100 < sureFromPercent) return { kind: 'noise', between: contenders(measured, chances), chance };
  const doubts = doubtsOf(open);
  if (open.some(({ time }) => time.low > leader.time.low)) return { kind: 'open', doubts };
  if (leader.name !== 'ceiling') return { kind: 'stage', stage: leader.name, chance, isCertain: chance >= 0.99 && open.length === 0, doubts };
  return open.length === 0 ? { kind: 'ceiling', chance } : { kind: 'open', doubts };
}

/** What was measured, but so badly that it may take for ever, was not. */
function asCandidate({ name, time, doubt }: Stage): Candidate {
  const isBounded = time.low > 0 && Number.isFinite(time.high);
  return { name, time, doubt: doubt ?? (isBounded ? null : 'the samples were too far apart') };
}

const doubtsOf = (stages: readonly Candidate[]): readonly string[] => stages.flatMap(({ doubt }) => doubt ?? []);

const contenders = (measured: readonly Candidate[], chances: readonly number[]): readonly (StageName | 'ceiling')[] =>
  measured.filter((_, index) => (chances[index] ?? 0) >= 0.05).map(({ name }) => name);
