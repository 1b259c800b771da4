// Every configuration of this agent that should run, as the services tell of it.
import type { Lock } from '../../facts/agent.js';
import type { ApiFacts, BackupConfiguration } from '../../facts/api.js';
import { mostReports, reportedIds } from '../../facts/api/configurations.js';
import { runsOf } from '../../facts/jobs/runs.js';
import type { LogFacts } from '../../facts/log.js';
import { reasonOf, valueOf, type Observed } from '../../facts/observed.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence, Verdict } from '../check.js';
import { rightTimeMs } from '../network/clock.js';
import { gravest, type Case, type Limits } from './case.js';
import { apiSource, measured, subjectOf, textOf, told } from './evidence.js';
import { judgeCase } from './judge-case.js';

export interface Seen {
  readonly api: ApiFacts;
  readonly paths: readonly PathCell[] | null;
  readonly locks: readonly Lock[] | null;
  readonly log: LogFacts | null;
}

/** null where the services told nothing of any job. */
export function judgeApi(seen: Seen, limits: Limits): Verdict | null {
  const configurations = configurationsOf(seen.api);
  if (configurations === null) return null;
  const due = configurations.filter(({ isActive, isDeleted }) => isActive !== false && isDeleted !== true);
  if (due.length === 0) return noSchedule(configurations, seen.api);
  const verdict = gravest(due.map((configuration) => judgeCase(caseOf(configuration, seen, limits))));
  return verdict === null ? null : { ...verdict, evidence: [...(verdict.evidence ?? []), ...agentEvidence(seen.api, due.length)] };
}

/** Where their list is missing, those that the jobs name; nothing is known of their schedule then. */
function configurationsOf({ configurations, reports, activity }: ApiFacts): readonly BackupConfiguration[] | null {
  if (configurations.state === 'observed') return configurations.value;
  const jobs = (valueOf(activity) ?? []).filter(({ kind }) => kind === 'backup');
  const named = [
    ...(valueOf(reports) ?? []).map(({ configurationId, configurationName }) => ({ id: configurationId, name: configurationName })),
    ...jobs.map(({ configurationId, name }) => ({ id: configurationId, name })),
  ];
  const found = new Map(named.flatMap(({ id, name }) => (id === null ? [] : [[id, unscheduled(id, name ?? '')] as const])));
  return found.size === 0 ? null : [...found.values()];
}

const unscheduled = (id: string, name: string): BackupConfiguration => ({
  ...{ id, name, isActive: null, isDeleted: null, frequency: null, intervalSeconds: null, lastRunAt: null, nextRunAt: null },
  ...{ inclusions: [], exclusions: [] },
});

const caseOf = (configuration: BackupConfiguration, { api, paths, locks, log }: Seen, limits: Limits): Case => ({
  configuration,
  runs: runsOf(configuration.id, valueOf(api.activity) ?? [], valueOf(api.reports) ?? []),
  unseen: whyUnseen(api.activity) ?? whyUnseen(api.reports) ?? whyLeftOut(configuration, valueOf(api.configurations) ?? []),
  whyNoSchedule: whyUnseen(api.configurations),
  agentSavedAt: valueOf(api.agent)?.lastSuccessfulBackupAt ?? null,
  nowMs: nowMsOf(api, paths ?? []),
  staleLock: locks?.find(({ guards, isStale }) => guards === 'backup' && isStale) ?? null,
  log,
  limits,
});

export function whyUnseen(fact: Observed<unknown>): string | null {
  return fact.state === 'observed' ? null : reasonOf(fact);
}

function whyLeftOut({ id }: BackupConfiguration, configurations: readonly BackupConfiguration[]): string | null {
  return configurations.length === 0 || reportedIds(configurations).includes(id) ? null : `only ${mostReports} reports are read`;
}

/** The newest time at which any call was made, set right by what the servers' clocks say. */
function nowMsOf({ agent, agentsOfThisServer, faults }: ApiFacts, paths: readonly PathCell[]): number | null {
  const agents = [...(agent.state === 'observed' ? [agent.value] : []), ...(valueOf(agentsOfThisServer) ?? [])];
  const times = [...agents.map(({ askedAt }) => askedAt), ...faults.map(({ reply }) => reply.askedAt)];
  const known = times.map((time) => rightTimeMs(time, paths)).filter(Number.isFinite);
  return known.length === 0 ? null : Math.max(...known);
}

/** Newly registered or left so on purpose: nobody but the person knows, and no backup comes either way. */
function noSchedule(configurations: readonly BackupConfiguration[], api: ApiFacts): Verdict {
  const [first] = configurations;
  const subject = first === undefined ? `agent ${valueOf(api.agent)?.agentId ?? ''}`.trim() : subjectOf(first);
  const state = first === undefined ? 'without any configuration' : first.isDeleted === true ? 'deleted' : 'not active';
  const evidence = [told(subject, 'configurationState', state), ...agentEvidence(api, configurations.length)];
  return { status: 'critical', problem: 'no-schedule', evidence };
}

function agentEvidence(api: ApiFacts, configurationCount: number): readonly Evidence[] {
  const agent = valueOf(api.agent);
  const subject = `agent ${agent?.agentId ?? ''}`.trim();
  const others = valueOf(api.agentsOfThisServer) ?? [];
  const cleanup = valueOf(api.activity)?.find(({ kind }) => kind === 'cleanup');
  return [
    measured(subject, 'configurationCount', configurationCount, 'count'),
    told(subject, 'lastSuccessfulBackupAt', agent?.lastSuccessfulBackupAt ?? null),
    ...(others.length > 1 ? [told(subject, 'agentsOfThisServer', textOf(others.map(({ agentId }) => agentId).join(', ')))] : []),
    // A cleanup that prepares for long is normal, so it is shown and never judged.
    ...(cleanup === undefined
      ? []
      : [told(subject, 'newestCleanup', `${textOf(cleanup.stateText) ?? ''} at ${cleanup.at ?? 'an unknown time'}`, apiSource)]),
  ];
}
