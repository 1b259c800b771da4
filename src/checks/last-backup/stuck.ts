// A job that should have gone on or ended long ago.
import { phaseOf } from '../../facts/jobs/job-phase.js';
import { underWay, type Run } from '../../facts/jobs/runs.js';
import type { Case, Problem } from './case.js';
import { ageSeconds, measured, subjectOf, textOf, told } from './evidence.js';
import type { Lock } from '../../facts/agent.js';
import type { Evidence } from '../check.js';

export function stuckJob(one: Case): Problem | null {
  const job = underWay(one.runs);
  const age = ageSeconds(job?.at ?? null, one.nowMs);
  if (job === null || age === null) return null;
  const evidence = jobEvidence(job, age, one);
  if (one.staleLock !== null && age >= one.limits.lockedSeconds) {
    const { staleLock } = one;
    return { problem: 'stuck-behind-lock', isCritical: true, confidence: 'likely', evidence: [...evidence, ...lockEvidence(staleLock)] };
  }
  return age >= limitOf(job, one) ? { problem: 'stuck', isCritical: true, confidence: 'likely', evidence } : null;
}

/** A job that is scheduled waits for its time first. */
function limitOf({ state }: Run, { configuration, limits }: Case): number {
  if (phaseOf(state) === 'running') return limits.runningSeconds;
  return limits.queuedSeconds + (state === 'start-scheduled' ? (configuration.intervalSeconds ?? 0) : 0);
}

const jobEvidence = (job: Run, age: number, { configuration }: Case): readonly Evidence[] => {
  const subject = subjectOf(configuration);
  return [
    told(subject, 'jobState', textOf(job.stateText)),
    told(subject, 'jobSince', job.at),
    measured(subject, 'jobAgeSeconds', age, 'seconds'),
    told(subject, 'jobId', textOf(job.backupId)),
  ];
};

export const lockEvidence = ({ path, ageSeconds: age }: Lock): readonly Evidence[] => [
  told(path, 'lockPath', path, path),
  measured(path, 'lockAgeSeconds', age, 'seconds', 'stat'),
];
