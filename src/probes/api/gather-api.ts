// Asks the services, with the credentials that were given, what they know of this host's agent and of its vault.
import type { AgentFacts } from '../../facts/agent.js';
import type { ApiFacts, Login, RegisteredAgent } from '../../facts/api.js';
import { isId } from '../../facts/api/fields.js';
import type { Endpoint } from '../../facts/network.js';
import { absent, observed, through, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import { keepSecrets } from '../known-secrets.js';
import type { System } from '../platform/system.js';
import { ApiClient } from './api-client.js';
import { askAttachments } from './ask-attachments.js';
import { askCloudBackup, askConfigurations, notAsked } from './ask-cloud-backup.js';
import { askCloudFiles } from './ask-cloud-files.js';
import { askV2, type V2Facts } from './ask-v2.js';
import type { Credentials } from './credentials.js';
import { logIn } from './log-in.js';
import type { Asking } from './reach.js';
import { readServerId } from './read-server-id.js';
import { backupBase, v2Base, type ServiceBase } from './service-endpoints.js';
import { wayToVault } from './way-to-vault.js';

export interface ApiSettings {
  readonly system: System;
  readonly credentials: Credentials | null;
  /** Idle agents may be woken: the one write. */
  readonly wakes: boolean;
  readonly endpoints: readonly Endpoint[];
  readonly agent: AgentFacts | null;
  /** Called as soon as the configurations are answered: others wait for them. */
  readonly tellConfigurations?: TellConfigurations;
}

export type TellConfigurations = (seen: ApiFacts['configurations']) => void;

const howToEnable =
  'no credentials were given: name a file with --credentials, or set BACKUP_DOCTOR_USERNAME and BACKUP_DOCTOR_API_KEY, to ask Cloud Backup and Cloud Files';

export async function gatherApi(settings: ApiSettings, walk: Asking): Promise<Observed<ApiFacts>> {
  const { credentials, endpoints } = settings;
  if (credentials === null) return unavailable('unsupported', howToEnable);
  const { kind, source, secret } = credentials;
  const client = new ApiClient(walk, [secret], (token) => keepSecrets(settings.system, [{ kind: 'token', text: token.reveal() }]));
  const login = await logIn(client, credentials, endpoints);
  const asked = { credentials: { kind, source }, login };
  if (login.state !== 'observed') return observed({ ...asked, ...nothingKnown('nobody was logged in'), faults: client.faults });
  const known = await askServices(client, login.value, settings);
  return observed({ ...asked, ...known, faults: client.faults });
}

/** Nothing but the configurations of this host's agent, for who needs no more. */
export async function gatherConfigurations(settings: ApiSettings, walk: Asking): Promise<ApiFacts['configurations']> {
  const { credentials, endpoints, agent } = settings;
  if (credentials === null) return unavailable('unsupported', howToEnable);
  const agentId = agentIdOf(agent);
  if (agentId === null || isOfV2(agentId)) return unavailable('unsupported', whyNotAsked(agentId));
  const client = new ApiClient(walk, [credentials.secret]);
  const login = await logIn(client, credentials, endpoints);
  if (login.state !== 'observed') return login;
  const base = backupBase(login.value, agent?.region ?? null, endpoints);
  return base === null ? unavailable('unsupported', noBackups) : askConfigurations({ client, base, agentId });
}

const noBackups = 'the login names no Cloud Backup';

const isOfV2 = (agentId: string): boolean => agentId.includes('-');

const whyNotAsked = (agentId: string | null): string =>
  agentId === null ? 'this host has no registered agent with an id to ask for' : 'the agent has an id of v2';

type Answers = Omit<ApiFacts, 'credentials' | 'login' | 'faults'>;

async function askServices(client: ApiClient, login: Login, settings: ApiSettings): Promise<Answers> {
  const { agent, endpoints } = settings;
  const base = backupBase(login, agent?.region ?? null, endpoints);
  const serverId = await readServerId(settings.system);
  const backups = base === null ? nothingKnown(noBackups) : await askBackups(client, base, { login, serverId }, settings);
  const registered = valueOf(backups.agent);
  // The vault may lie in another region than the server.
  const region = registered?.region?.toUpperCase() ?? agent?.region ?? null;
  const [vault, attachments] = await Promise.all([
    askCloudFiles({ client, login, endpoints, ...wayToVault(agent, registered) }),
    askAttachments({ client, login, serverId, region }),
  ]);
  return { ...backups, vault, attachments };
}

interface Asker {
  readonly login: Login;
  readonly serverId: string | null;
}

async function askBackups(client: ApiClient, base: ServiceBase, { login, serverId }: Asker, settings: ApiSettings): Promise<Answers> {
  const { agent, wakes, tellConfigurations } = settings;
  const agentId = agentIdOf(agent);
  const isV2Id = agentId !== null && isOfV2(agentId);
  const [v1, v2] = await Promise.all([
    agentId === null || isV2Id
      ? notAsked(whyNotAsked(agentId))
      : askCloudBackup({ client, base, agentId, serverId, wakes, tellConfigurations: tellConfigurations ?? ignore }),
    login.accountId === null ? null : askV2({ client, base: v2Base(base, login.accountId), agentId: isV2Id ? agentId : null, serverId }),
  ]);
  const health = v2 === null ? absent('v2 was not asked') : v2.health;
  const merged = { ...v1, health, vault: unavailable('unsupported', 'not asked yet') };
  return v2 === null ? merged : { ...merged, ...withV2(v1, v2) };
}

const ignore: TellConfigurations = () => undefined;

/** It goes into paths, and comes from a file that anybody may have written. */
function agentIdOf(agent: AgentFacts | null): string | null {
  const agentId = agent === null ? null : (valueOf(agent.registration)?.agentId ?? null);
  return agentId !== null && isId(agentId) ? agentId : null;
}

/** v1 leads. Both must mean the same machine before the one completes the other. */
function withV2(v1: Pick<Answers, 'agent' | 'reports'>, v2: V2Facts): Pick<Answers, 'agent' | 'reports'> {
  const extra = valueOf(v2.agent);
  if (extra === null) return v1;
  const hasReports = (valueOf(v1.reports) ?? []).length > 0;
  const reports = hasReports || v2.reports.state !== 'observed' ? v1.reports : v2.reports;
  if (v1.agent.state === 'unavailable') return { agent: v2.agent, reports };
  const agent = through(v1.agent, (known) =>
    observed(isSameMachine(known, extra) ? { ...known, isBusy: extra.isBusy, registeredAt: extra.registeredAt } : known),
  );
  return { agent, reports };
}

const isSameMachine = (a: RegisteredAgent, b: RegisteredAgent): boolean =>
  a.hostServerIdHash !== null && a.hostServerIdHash === b.hostServerIdHash;

function nothingKnown(reason: string): Answers {
  const blind = unavailable('unsupported', reason);
  return { ...notAsked(reason), vault: blind, health: absent(reason) };
}
