// One configuration: a job that is stuck, else how the newest run ended, else whether it is young enough.
import { phaseOf } from '../../facts/jobs/job-phase.js';
import { newestEnded, timeMs, underWay, type Run } from '../../facts/jobs/runs.js';
import { areAllVanished } from '../../facts/jobs/job-errors.js';
import type { Evidence, Verdict } from '../check.js';
import type { Case, Problem } from './case.js';
import { measured, runEvidence, subjectOf, textOf, told } from './evidence.js';
import { isHalfTold, problemOf } from './ended.js';
import { timelinessOf } from './schedule.js';
import { stuckJob } from './stuck.js';

export function judgeCase(one: Case): Verdict {
  const ended = newestEnded(one.runs);
  const stuck = stuckJob(one);
  if (stuck !== null) return verdictOf(stuck, ended, one);
  if (ended === null) return judgeWithoutRun(one);
  const problem = problemOf(ended, one);
  return problem === null ? judgeClean(ended, one) : verdictOf(problem, ended, one);
}

function verdictOf({ problem, isCritical, confidence = 'certain', evidence = [] }: Problem, run: Run | null, one: Case): Verdict {
  return { status: isCritical ? 'critical' : 'warning', problem, confidence, evidence: [...evidence, ...evidenceOf(run, one)] };
}

const evidenceOf = (run: Run | null, { configuration, runs, nowMs }: Case): readonly Evidence[] =>
  runEvidence(configuration, run, runs, nowMs);

function judgeClean(run: Run, one: Case): Verdict {
  const evidence = evidenceOf(run, one);
  const why = whyNotOk(run, one);
  if (why !== null) return { status: 'unknown', reason: `${subjectOf(one.configuration)}: ${why}`, evidence };
  const vanishedCount = areAllVanished(run.report?.errorCount ?? null, run.report?.errors ?? []) ? (run.report?.errors.length ?? 0) : 0;
  return { status: 'ok', evidence: [...evidence, measured(subjectOf(one.configuration), 'vanishedCount', vanishedCount, 'count')] };
}

function whyNotOk(run: Run, one: Case): string | null {
  const [newest = run] = one.runs;
  if (phaseOf(newest.state) === 'unnamed') return `its newest run is in a state that nobody documented: ${textOf(newest.stateText) ?? ''}`;
  if (isHalfTold(run))
    return `the newest run is ${textOf(run.stateText) ?? ''}, and how many errors it had is not told${inBrackets(one.unseen)}`;
  // Then the run comes from the list of what can be restored, which holds no other.
  if (one.unseen !== null) return `newer runs that failed or were missed cannot be seen: ${one.unseen}`;
  if (timelinessOf(run.at, underWay(one.runs)?.at ?? null, one) === 'in-time') return null;
  const isAhead = (timeMs(run.at) ?? 0) > (one.nowMs ?? Infinity);
  if (isAhead) return `its newest run is stamped ${run.at ?? ''}, which is still to come by the clock of this host`;
  return `it was backed up at ${run.at ?? 'an unknown time'}, and whether that is in time nobody can tell: its schedule or the time of the look is not known${inBrackets(one.whyNoSchedule)}`;
}

const inBrackets = (why: string | null): string => (why === null ? '' : ` (${why})`);

/** Nothing has ended yet, as far as was told. */
function judgeWithoutRun(one: Case): Verdict {
  const { configuration, runs, unseen } = one;
  const [job] = runs;
  const evidence = evidenceOf(null, one);
  const unknown = (reason: string): Verdict => ({ status: 'unknown', reason: `${subjectOf(configuration)}: ${reason}`, evidence });
  if (timelinessOf(configuration.lastRunAt, job?.at ?? null, one) === 'overdue')
    return verdictOf({ problem: 'overdue', isCritical: true }, null, one);
  if (job !== undefined)
    return unknown(`no run has ended yet; one is in state ${textOf(job.stateText) ?? ''} since ${job.at ?? 'an unknown time'}`);
  if (configuration.lastRunAt !== null) {
    return unknown(`it ran at ${configuration.lastRunAt}, and how that ended is not told${inBrackets(unseen)}`);
  }
  if (unseen !== null) return unknown(`its runs could not be read: ${unseen}`);
  return judgeFirstRun(one, unknown);
}

function judgeFirstRun(one: Case, unknown: (reason: string) => Verdict): Verdict {
  const { configuration, nowMs, limits } = one;
  const { nextRunAt, frequency } = configuration;
  const subject = subjectOf(configuration);
  const firstDue = (due: string): readonly Evidence[] => [told(subject, 'firstDue', due)];
  if (frequency === 'manually')
    return verdictOf({ problem: 'never', isCritical: false, evidence: firstDue('when it is started by hand') }, null, one);
  const dueMs = timeMs(nextRunAt);
  if (dueMs === null) {
    return verdictOf({ problem: 'never', isCritical: false, confidence: 'likely', evidence: firstDue('no time is set') }, null, one);
  }
  if (nowMs === null || nowMs - dueMs <= limits.overdueSeconds * 1000)
    return unknown(`it has not run yet; its first run is due at ${nextRunAt ?? ''}`);
  return verdictOf({ problem: 'never', isCritical: true, evidence: firstDue(nextRunAt ?? '') }, null, one);
}
