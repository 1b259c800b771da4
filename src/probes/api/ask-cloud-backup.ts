// What Cloud Backup v1 knows of one agent. Every id that goes into a path is letters, digits and hyphens.
import type { Activity, ApiFacts, BackupConfiguration, RegisteredAgent } from '../../facts/api.js';
import { parseActivity, parseCompleted } from '../../facts/api/activity.js';
import { parseReport } from '../../facts/api/backup-report.js';
import { mostReports, parseConfigurations, reportedIds } from '../../facts/api/configurations.js';
import { isId } from '../../facts/api/fields.js';
import { hasRun } from '../../facts/jobs/job-phase.js';
import { isObject } from '../../facts/api/loose-json.js';
import { parseAgent, parseAgents, type Asking } from '../../facts/api/registered-agent.js';
import { absent, mapped, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import { hashId } from '../identity/hash-id.js';
import type { ApiQuestion } from './api-answer.js';
import type { ApiClient } from './api-client.js';
import { apiLimits } from './limits.js';
import { pause } from './pause.js';
import type { ServiceBase } from './service-endpoints.js';

export interface BackupQuestions {
  readonly client: ApiClient;
  readonly base: ServiceBase;
  readonly agentId: string;
  /** The id that the cloud gave this server; null where it shows none. */
  readonly serverId: string | null;
  readonly wakes: boolean;
  /** Called before the reports are asked for. */
  readonly tellConfigurations: (seen: ApiFacts['configurations']) => void;
}

type BackupFacts = Pick<ApiFacts, 'agent' | 'agentsOfThisServer' | 'configurations' | 'activity' | 'reports'>;

export async function askCloudBackup(asked: BackupQuestions): Promise<BackupFacts> {
  const [agent, agentsOfThisServer, configurations, activity] = await Promise.all([
    askAgent(asked),
    askAgentsOfServer(asked),
    askAndTellConfigurations(asked),
    askActivity(asked),
  ]);
  const reports = await askReports(asked, configurations, activity);
  return { agent, agentsOfThisServer, configurations, activity, reports };
}

export function askConfigurations(asked: Pick<BackupQuestions, 'client' | 'base' | 'agentId'>): Promise<ApiFacts['configurations']> {
  const question = questionFor(asked, 'configurations', `/backup-configuration/system/${asked.agentId}`);
  return asked.client.read(question, 'the configurations', parseConfigurations);
}

async function askAndTellConfigurations(asked: BackupQuestions): Promise<ApiFacts['configurations']> {
  const seen = await askConfigurations(asked);
  asked.tellConfigurations(seen);
  return seen;
}

function askActivity(asked: BackupQuestions): Promise<Observed<readonly Activity[]>> {
  const question = questionFor(asked, 'activity', `/system/activity/${asked.agentId}`);
  return asked.client.read({ ...question, bodyBytes: apiLimits.activityBytes }, 'the activity', parseActivity);
}

function questionFor({ base }: Pick<BackupQuestions, 'base'>, call: ApiQuestion['call'], path: string): ApiQuestion {
  return { call, endpoint: base.endpoint, path: `${base.path}${path}` };
}

async function askAgent(asked: BackupQuestions): Promise<Observed<RegisteredAgent>> {
  const first = await readAgent(asked, false);
  if (!asked.wakes || valueOf(first)?.status !== 'offline') return first;
  return wakeAndAsk(asked, first);
}

function readAgent(asked: BackupQuestions, wasWoken: boolean): Promise<Observed<RegisteredAgent>> {
  const question = questionFor(asked, 'agent', `/agent/${asked.agentId}`);
  return missing(
    asked.client.read(question, 'the agent', (json, askedAt) =>
      parseAgent(json, asking('agent details of Cloud Backup v1', askedAt, wasWoken)),
    ),
    `Cloud Backup knows no agent ${asked.agentId}`,
  );
}

/** An idle agent may be silent for an hour: only one that stays offline after this is. */
async function wakeAndAsk(asked: BackupQuestions, before: Observed<RegisteredAgent>): Promise<Observed<RegisteredAgent>> {
  const { client } = asked;
  const woken = await client.ask({ ...questionFor(asked, 'wake-up', '/user/wakeupagents'), method: 'POST' });
  if (woken.state !== 'answered') return before;
  let agent = before;
  for (let waitedMs = 0; waitedMs < apiLimits.wakeMs; waitedMs += apiLimits.wakePollMs) {
    await pause(apiLimits.wakePollMs, client.signal);
    // The end of the run must not be taken for silence.
    if (client.signal.aborted) return before;
    agent = await readAgent(asked, true);
    if (valueOf(agent)?.status === 'online') break;
  }
  return agent.state === 'observed' ? agent : before;
}

/** The details know one agent of a server, the list knows all; nothing in it is asked for but whose they are. */
async function askAgentsOfServer(asked: BackupQuestions): Promise<ApiFacts['agentsOfThisServer']> {
  const { client, serverId } = asked;
  if (serverId === null || !isId(serverId)) return absent('this host shows no server id of the cloud');
  const read = (path: string, what: string): Promise<ApiFacts['agentsOfThisServer']> =>
    client.read({ ...questionFor(asked, 'agents-of-server', path), alsoFine: [404] }, what, (json, askedAt) =>
      agentsIn(json, asking(what, askedAt, false)),
    );
  const [own, all] = await Promise.all([
    read(`/agent/server/${serverId}`, 'agents by server of Cloud Backup v1'),
    read('/user/agents', 'list of agents of Cloud Backup v1'),
  ]);
  if (own.state !== 'observed') return own;
  const hash = own.value[0]?.hostServerIdHash ?? null;
  const others = (valueOf(all) ?? []).filter((agent) => hash !== null && agent.hostServerIdHash === hash);
  return mapped(own, (known) => [...known, ...others.filter(({ agentId }) => !known.some((agent) => agent.agentId === agentId))]);
}

/** The agent itself, a list of agents, or a fault for 404. */
function agentsIn(json: unknown, context: Asking): readonly RegisteredAgent[] | null {
  if (!isObject(json)) return parseAgents(json, context);
  const agent = parseAgent(json, context);
  return agent === null ? [] : [agent];
}

const asking = (source: string, askedAt: string, wasWoken: boolean): Asking => ({ source, askedAt, wasWoken, hash: hashId });

/** 404 is an answer: it is not there. */
async function missing<T>(fact: Promise<Observed<T>>, reason: string): Promise<Observed<T>> {
  const seen = await fact;
  return seen.state === 'unavailable' && seen.failure.code === '404' ? absent(reason) : seen;
}

async function askReports(
  asked: BackupQuestions,
  configurations: Observed<readonly BackupConfiguration[]>,
  activity: Observed<readonly Activity[]>,
): Promise<ApiFacts['reports']> {
  if (configurations.state !== 'observed' && activity.state !== 'observed') return configurations;
  const jobs = valueOf(activity) ?? [];
  const ids =
    configurations.state === 'observed'
      ? reportedIds(configurations.value)
      : [...new Set(jobs.flatMap(({ configurationId }) => configurationId ?? []))];
  const newest = await Promise.all(ids.slice(0, mostReports).map((id) => newestBackup(asked, id, jobs)));
  const reports = await Promise.all(
    newest
      .filter((id) => id !== null)
      .map((id) => asked.client.read(questionFor(asked, 'report', `/backup/report/${id}`), `the report on backup ${id}`, parseReport)),
  );
  const failed = reports.find(({ state }) => state === 'unavailable');
  const read = reports.flatMap((report) => valueOf(report) ?? []);
  return failed?.state === 'unavailable' && read.length === 0 ? failed : observed(read);
}

/** From the activity; where it does not reach back so far, from the list of the restorable ones. */
async function newestBackup(asked: BackupQuestions, configurationId: string, jobs: readonly Activity[]): Promise<string | null> {
  const own = jobs.find(
    (job) => job.configurationId === configurationId && job.backupId !== null && job.kind === 'backup' && hasRun(job.state),
  );
  if (own !== undefined) return own.backupId;
  const question = questionFor(asked, 'completed', `/backup/completed/${configurationId}`);
  const completed = await asked.client.read({ ...question, alsoFine: [404] }, 'the completed backups', parseCompleted);
  return valueOf(completed)?.[0]?.backupId ?? null;
}

export const notAsked = (reason: string): BackupFacts => {
  const blind = unavailable('unsupported', reason);
  return { agent: blind, agentsOfThisServer: blind, configurations: blind, activity: blind, reports: blind };
};
