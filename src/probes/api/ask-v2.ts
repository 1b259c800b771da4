// What Cloud Backup v2 adds where it answers: it was never launched, so that its silence means nothing. Its agent tells when it was
// registered and whether it is busy; its health names the parts that are down.
import type { ApiFacts, BackupReport, RegisteredAgent } from '../../facts/api.js';
import { parseV2Backups } from '../../facts/api/activity.js';
import { parseV2Report } from '../../facts/api/backup-report.js';
import { isId, member } from '../../facts/api/fields.js';
import { hasRun } from '../../facts/jobs/job-phase.js';
import { isObject, objectsIn, parseLooseJson } from '../../facts/api/loose-json.js';
import { parseV2Agent, parseV2Status } from '../../facts/api/registered-agent.js';
import { listOfflineParts } from '../../facts/fault/fault-texts.js';
import { absent, mapped, observed, valueOf, type Observed } from '../../facts/observed.js';
import { hashId } from '../identity/hash-id.js';
import { urlOf, type ApiQuestion } from './api-answer.js';
import type { ApiClient } from './api-client.js';
import type { ServiceBase } from './service-endpoints.js';

export interface V2Questions {
  readonly client: ApiClient;
  readonly base: ServiceBase;
  /** The registration's, where it is of v2's kind. */
  readonly agentId: string | null;
  readonly serverId: string | null;
}

export interface V2Facts {
  readonly health: ApiFacts['health'];
  readonly agent: Observed<RegisteredAgent>;
  readonly reports: Observed<readonly BackupReport[]>;
}

const unanswered = absent('Cloud Backup v2 does not answer here; it was never launched');
/** v2 need not be there; it answers so where this host's credentials end, too. */
const noV2: readonly number[] = [400, 401, 403, 404, 405, 501];

export async function askV2(asked: V2Questions): Promise<V2Facts> {
  const health = await askHealth(asked);
  if (health.state !== 'observed') return { health, agent: unanswered, reports: unanswered };
  const agent = await askAgent(asked);
  const found = valueOf(agent);
  return { health, agent, reports: found === null ? unanswered : await askReports(asked, found.agentId) };
}

const questionFor = ({ base }: V2Questions, call: ApiQuestion['call'], path: string): ApiQuestion => ({
  ...{ call, endpoint: base.endpoint, path: `${base.path}${path}`, alsoFine: noV2 },
});

/** 503 is an answer too: it says which part is down. */
async function askHealth(asked: V2Questions): Promise<ApiFacts['health']> {
  const question = questionFor(asked, 'v2-health', '/health');
  const answer = await asked.client.ask({ ...question, alsoFine: [...noV2, 503] });
  const tree = answer.state === 'answered' && [200, 503].includes(answer.status) ? parseLooseJson(answer.body) : null;
  const isHealth = isObject(tree) && ['event', 'storage', 'transport'].some((part) => isObject(member(tree, part)));
  if (!isHealth) return unanswered;
  return observed({ source: urlOf(question), offlineParts: listOfflineParts(tree) });
}

async function askAgent(asked: V2Questions): Promise<Observed<RegisteredAgent>> {
  const { client, agentId, serverId } = asked;
  const path = agentPath(agentId, serverId);
  if (path === null) return unanswered;
  const agent = await client.read(questionFor(asked, 'v2-agent', path), 'the agent of v2', (json, askedAt) =>
    parseV2Agent(onlyAgentIn(json), { source: 'agent of Cloud Backup v2', askedAt, wasWoken: false, hash: hashId }),
  );
  const found = valueOf(agent);
  if (found === null) return unanswered;
  const status = await client.read(questionFor(asked, 'v2-status', `/agents/${found.agentId}/status`), 'its status', parseV2Status);
  return mapped(agent, (known) => ({ ...known, ...valueOf(status) }));
}

function agentPath(agentId: string | null, serverId: string | null): string | null {
  if (agentId !== null && isId(agentId)) return `/agents/${agentId}`;
  return serverId !== null && isId(serverId) ? `/agents?host_machine_id=${serverId}` : null;
}

/** Of several nobody can tell which is meant. */
function onlyAgentIn(json: unknown): unknown {
  const list = objectsIn(isObject(json) ? member(json, 'agents') : json);
  return list === null ? json : list.length === 1 ? list[0] : null;
}

async function askReports(asked: V2Questions, agentId: string): Promise<Observed<readonly BackupReport[]>> {
  const { client } = asked;
  const answer = await client.read(questionFor(asked, 'v2-backups', '/backups'), 'the backups of v2', (json) => {
    const newest = parseV2Backups(json, agentId)?.find(({ state }) => hasRun(state)) ?? null;
    const items = objectsIn(isObject(json) ? member(json, 'backups') : json) ?? [];
    return { newest, item: items.find((item) => newest !== null && item['id'] === newest.backupId) ?? null };
  });
  const { newest = null, item = null } = valueOf(answer) ?? {};
  if (newest === null || newest.backupId === null) return unanswered;
  const errors = await client.read(questionFor(asked, 'v2-errors', `/backups/${newest.backupId}/errors`), 'its errors', (json) => ({
    json,
  }));
  const report = parseV2Report(item, valueOf(errors)?.json ?? null);
  return report === null ? unanswered : observed([report]);
}
