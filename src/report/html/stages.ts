// The stages of a backup as the check of the throughput measured them, read back from its evidence: a report recalculates nothing.
import type { CheckResult } from '../../diagnosis/diagnosis.js';

export interface StageRate {
  readonly name: string;
  /** A part of the stage above it. */
  readonly isPart: boolean;
  /** Of the backup set, in a second; null where it was not measured. */
  readonly rate: number | null;
  /** The true rate lies between them; null where nobody knows a bound. */
  readonly low: number | null;
  readonly high: number | null;
  readonly limits: boolean;
}

export interface Stages {
  readonly stages: readonly StageRate[];
  /** What the agent does at most, whatever the host: in bytes of the backup set as well. */
  readonly ceiling: number | null;
}

type Values = CheckResult['evidence'];

/** Nothing where the check measured none. */
export function stagesOf(evidence: Values): Stages | null {
  const sentShare = numberOf(evidence, 'sentSharePercent') ?? 100;
  const ceiling = numberOf(evidence, 'agentCeilingBytesPerSecond');
  const limiting = evidence.find(({ name }) => name === 'limitedBy')?.value ?? null;
  const all = evidence.flatMap(({ name, subject }) => {
    const key = /^(read|device|hash|compress|encrypt|cpu|upload)BytesPerSecond$/.exec(name)?.[1];
    return key === undefined ? [] : stage(evidence, subject, key, limiting);
  });
  // One device is the whole of reading.
  const hasDevices = all.filter(({ key }) => key === 'device').length > 1;
  const stages = all.filter(({ key }) => key !== 'device' || hasDevices);
  return stages.length === 0 ? null : { stages, ceiling: ceiling === null ? null : (ceiling * 100) / sentShare };
}

function stage(evidence: Values, subject: string, key: string, limiting: unknown): StageRate & { readonly key: string } {
  const own = evidence.filter((item) => item.subject === subject);
  const words = stageWords[key];
  return {
    key,
    name: words?.name ?? subject,
    isPart: words === undefined,
    rate: numberOf(own, `${key}BytesPerSecond`),
    low: numberOf(own, `${key}LowBytesPerSecond`),
    high: numberOf(own, `${key}HighBytesPerSecond`),
    limits: words !== undefined && words.limitedBy === limiting,
  };
}

/** What the check calls them where one sets the pace. */
const stageWords: Readonly<Record<string, { readonly name: string; readonly limitedBy: string }>> = {
  read: { name: 'Read', limitedBy: 'reading' },
  cpu: { name: 'CPU, all its work', limitedBy: 'the work of the CPU' },
  upload: { name: 'Upload', limitedBy: 'uploading' },
};

/** A rate of nothing has no place in a picture of rates. */
function numberOf(evidence: Values, wanted: string): number | null {
  const value = evidence.find(({ name }) => name === wanted)?.value;
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}
