// Which stage sets the pace of a backup here: reading, the CPU's work, uploading, or the ceiling that the agent has anyway?
import { valueOf } from '../facts/observed.js';
import type { FileSample, ThroughputFacts } from '../facts/throughput.js';
import { defineCheck, type Confidence, type Evidence, type Verdict } from './check.js';
import { costModelFrom, encryptsVault, modelFrom } from './throughput/facts-of-model.js';
import { measured, modelSource, stageEvidence, told } from './throughput/evidence.js';
import { rateOf } from './throughput/interval.js';
import { limitOf, type Outcome, type Rules } from './throughput/limiting.js';
import { namedLimit, type NamedLimit } from './throughput/named-limit.js';
import { timeOfAll } from './throughput/pace.js';
import type { Model, Pipeline } from './throughput/pipeline.js';
import { isInSet } from './throughput/read-stage.js';
import { nextDue, tightSchedule, type DueBackup, type TightSchedule } from './throughput/schedule.js';
import { encryptionCosts, storageCosts } from './throughput/what-if.js';
import { chainOf, eitherText, expectationOf, intervalText, pastText, percentText, stageWords } from './throughput/words.js';

export const throughputBottleneck = defineCheck({
  id: 'throughput-bottleneck',
  needs: ['throughput'],
  uses: ['agent.vault', 'api'],
  limits: ['agentCeilingBytesPerSecond', 'slowBelowPercent', 'sureFromPercent'],
  problems: [
    ...(['slow-read', 'many-small-files', 'slow-hash', 'slow-compression', 'slow-encryption', 'slow-cpu'] as const),
    ...(['slow-upload', 'schedule-too-tight'] as const),
  ],
  judge({ throughput, 'agent.vault': vault, api }, limits): Verdict {
    const known = { vault, api, ceilingBytesPerSecond: limits.agentCeilingBytesPerSecond };
    const [model, costs] = [modelFrom(throughput, known), costModelFrom(throughput, known)];
    const outcome = limitOf(model.compressing, limits);
    const common = [
      ...commonEvidence(throughput, model, { costs, encrypts: encryptsVault(vault, api), due: nextDue(api) }),
      told('backups before', 'pastRates', api === null ? null : pastText(valueOf(api.reports) ?? []), 'Cloud Backup API'),
      measured('agent', 'agentCeilingBytesPerSecond', limits.agentCeilingBytesPerSecond, 'bytes-per-second', 'checks.yml'),
    ];
    if (outcome.kind === 'stage') {
      const { named, confidence } = nameLimit(outcome, { model, costs }, limits, throughput.load.isHigh);
      return { status: 'warning', problem: named.problem, confidence, evidence: [...limitEvidence(named, outcome), ...common] };
    }
    const evidence = [told('backup', 'limitedBy', outcome.kind === 'ceiling' ? stageWords.ceiling : null), ...common];
    const schedule = tightSchedule(api, limits.agentCeilingBytesPerSecond);
    if (schedule !== null)
      return { status: 'warning', problem: 'schedule-too-tight', confidence: 'likely', evidence: [...scheduleEvidence(schedule), ...evidence] };
    if (outcome.kind === 'ceiling') return { status: 'ok', evidence };
    return { status: 'unknown', reason: whyUnknown(outcome, model, throughput), evidence };
  },
});

type Named = Extract<Outcome, { readonly kind: 'stage' }>;
type Unsettled = Extract<Outcome, { readonly kind: 'noise' | 'open' }>;

/**
 * No document says that the agent compresses: a CPU that limits without it is named by the work that is documented. What hangs on
 * the compressor, or may pass with what else runs, is no more than possible.
 */
function nameLimit({ stage, isCertain }: Named, { model, costs }: Models, rules: Rules, isLoaded: boolean): Naming {
  const withoutCompression = limitOf(model.plain, rules);
  const nameIn = (agent: keyof Model): NamedLimit => namedLimit(stage, withParts(model[agent], costs[agent]), rules.sureFromPercent);
  const [inAll, inDocumented] = [nameIn('compressing'), nameIn('plain')];
  const limitsAnyway = withoutCompression.kind === 'stage' && withoutCompression.stage === stage;
  const named = stage === 'cpu' && limitsAnyway ? inDocumented : inAll;
  if (isLoaded || !limitsAnyway || inAll.problem !== inDocumented.problem) return { named, confidence: 'possible' };
  return { named, confidence: isCertain ? 'certain' : 'likely' };
}

/** How much of the CPU there is for all of its work says nothing of which part of the work is the largest. */
const withParts = (pipeline: Pipeline, { cpu: { parts } }: Pipeline): Pipeline => ({ ...pipeline, cpu: { ...pipeline.cpu, parts } });

interface Models {
  readonly model: Model;
  readonly costs: Model;
}

interface Naming {
  readonly named: NamedLimit;
  readonly confidence: Confidence;
}

function whyUnknown(outcome: Unsettled, { compressing }: Model, { load }: ThroughputFacts): string {
  const chain = chainOf(compressing);
  if (outcome.kind === 'noise') {
    const near = outcome.between.map((name) => stageWords[name]).join(' and ');
    const when = load.isHigh ? `, on a loaded host (${load.text})` : '';
    return `cannot tell, the noise is too high${when}: ${near} lie too near each other (${chain})`;
  }
  const doubts = [...new Set(outcome.doubts)].join('; ');
  // All of this host is known; the way out of it is not, and to call that healthy would be calm without ground.
  if (compressing.read.doubt === null && compressing.cpu.doubt === null)
    return `reading and the CPU of this host slow no backup (${chain}): only the way to the vault is left, and ${doubts}`;
  return `nothing that was measured surely slows backups (${chain}), but ${doubts}`;
}

function limitEvidence({ subject, time, isMeasured, details }: NamedLimit, { stage, chance, doubts }: Named): readonly Evidence[] {
  const { low, mid, high } = rateOf(time);
  return [
    told(subject, 'limitedBy', stageWords[stage]),
    measured(subject, 'stageBytesPerSecond', isMeasured ? Math.round(mid) : null, 'bytes-per-second'),
    measured(subject, 'stageLowBytesPerSecond', Math.round(low), 'bytes-per-second'),
    measured(subject, 'stageHighBytesPerSecond', Math.round(high), 'bytes-per-second'),
    measured(subject, 'chancePercent', Math.min(99, Math.round(chance * 100)), 'percent', 'model'),
    told(subject, 'notMeasured', doubts.length === 0 ? null : doubts.join('; ')),
    ...details,
  ];
}

interface Costs {
  readonly costs: Model;
  readonly encrypts: boolean | null;
  readonly due: DueBackup | null;
}

function commonEvidence(throughput: ThroughputFacts, model: Model, { costs, encrypts, due }: Costs): readonly Evidence[] {
  const reads = valueOf(throughput.reads) ?? [];
  const files = reads.filter(isInSet).map((read) => valueOf(read.files));
  const samples: readonly FileSample[] = files.flatMap((sample) => sample ?? []);
  return [
    told('backup', 'chain', chainOf(model.compressing)),
    told('backup', 'expectation', expectationOf(timeOfAll(model), samples.length === files.length ? samples : [], due), 'model'),
    told('backup', 'encryptionCost', encrypts === false ? 'nothing, the vault has none' : eitherText(encryptionCosts(costs)), 'model'),
    ...storageCosts(costs, reads).map(({ device, cost }) => told(device.mountPoint, 'storageCost', percentText(cost), 'model')),
    told('backup', 'load', throughput.load.text, modelSource),
    measured('backup', 'sentSharePercent', Math.round(model.compressing.ratio * 1000) / 10, 'percent', 'model'),
    ...stageEvidence(model.compressing, throughput),
  ];
}

const scheduleEvidence = ({ configuration, newBytes, neededSeconds, intervalSeconds }: TightSchedule): readonly Evidence[] => [
  measured(configuration, 'newBytes', newBytes, 'bytes', 'Cloud Backup API'),
  measured(configuration, 'neededSeconds', Math.round(neededSeconds), 'seconds', 'model'),
  measured(configuration, 'intervalSeconds', intervalSeconds, 'seconds', 'Cloud Backup API'),
  told(configuration, 'schedule', intervalText(intervalSeconds), 'Cloud Backup API'),
];
