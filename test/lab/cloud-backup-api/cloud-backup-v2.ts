// Cloud Backup v2, which was never launched: its reads of agents, status, health, backups and their errors, with strict types.
import { fault, json, unauthorized, type Answer } from './answer.js';
import { readers } from './cloud-backup-v1.js';
import type { Agent, Job } from './scenario.js';
import type { Question, Services } from './server.js';

export function answerV2(question: Question, services: Services): Answer | null {
  const [, tenant, path] = /^\/v2\/(\d+)(\/[^?]*)/.exec(question.path) ?? [];
  if (tenant === undefined || path === undefined) return null;
  const { scenario } = services;
  if (!scenario.speaksV2) return fault(404, 'The resource could not be found.');
  if (path === '/health') return health(scenario.offlineParts);
  const user = services.userOf(question);
  if (user === null || tenant !== scenario.accountId) return unauthorized();
  if (!user.roles.some((role) => readers.has(role))) return json({ message: 'Forbidden.' }, 403);
  return answerResource(path, new URL(question.path, 'https://host').searchParams, services) ?? json({ message: 'Agent not found.' }, 404);
}

function answerResource(path: string, query: URLSearchParams, services: Services): Answer | null {
  const { agents, jobs } = services.scenario;
  const [, agentId, part = ''] = /^\/agents\/([\w-]+)(\/status)?$/.exec(path) ?? [];
  const agent = agents.find(({ uuid }) => uuid === agentId);
  if (agent !== undefined) return json(part === '' ? agentAnswer(agent, services) : statusAnswer(agent, services));
  if (path === '/agents')
    return json({
      agents: agents.filter(({ hostServerId }) => hostServerId === query.get('host_machine_id')).map((own) => agentAnswer(own, services)),
    });
  if (path === '/backups') return json({ backups: jobs.filter(({ kind }) => kind === 'Backup').map((job) => backupAnswer(job, services)) });
  const [, backupId] = /^\/backups\/(\w[\w-]*)\/errors$/.exec(path) ?? [];
  const job = jobs.find(({ id }) => String(id) === backupId);
  return job === undefined ? null : json(errorsAnswer(job));
}

function agentAnswer(agent: Agent, { scenario: { accountId, region }, origins, scenario }: Services): object {
  const vault = `/v1/${scenario.filesAccount}/${agent.vault ?? ''}`;
  return {
    project_id: accountId,
    id: agent.uuid,
    name: agent.machineName,
    version: agent.version,
    host: {
      flavor: 'nova',
      region,
      machine: { id: agent.hostServerId },
      os: { name: 'Debian', version: '12', architecture: '64-bit' },
      addresses: [{ version: 4, addr: agent.address }],
    },
    enabled: !agent.isDisabled,
    rsa_public_key: { modulus: 'E14F9A88', exponent: 10_001 },
    vault: {
      id: '7cd999c3-a0c3-4985-99d4-42b544685456',
      name: agent.vault,
      state: 'created',
      flavor: 'swift',
      encrypted: agent.isEncrypted,
      region,
      use_internal: agent.usesServiceNet,
      links: [
        { href: `${origins.filesOrigin}${vault}`, rel: 'publicURL' },
        { href: `${origins.filesInternalOrigin}${vault}`, rel: 'internalURL' },
      ],
    },
    log_level: 'warn',
    registered_time: agent.registeredAt,
  };
}

const statusAnswer = (agent: Agent, services: Services): object => ({ busy: agent.heartbeat === 'busy', online: services.isOnline(agent) });

const backupAnswer = (job: Job, { scenario }: Services): object => ({
  project_id: scenario.accountId,
  id: String(job.id),
  agent: { id: scenario.agents.find(({ id }) => id === job.agentId)?.uuid ?? '' },
  configuration: { id: String(job.configurationId) },
  state: job.state.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase(),
  started_time: job.startedAt,
  ended_time: job.endedAt,
  errors: { count: job.errorCount, reason: job.errorCount > 0 ? 'unable_to_process_some_files' : null, diagnostics: job.diagnostics },
  files_searched: 1_222,
  files_backed_up: 6,
  bytes_searched: 3_700_000_000,
  bytes_backed_up: 127_000_000,
  bandwidth_avg_bps: 16_628_982,
  restorable: true,
});

const errorsAnswer = ({ errorCount, diagnostics, errors }: Job): object => ({
  count: errorCount,
  reason: 'unable_to_process_some_files',
  diagnostics,
  list: errors.map(({ code, path, text }, index) => ({
    index,
    path,
    type: 'file_or_folder_missing',
    description: text,
    exception: { code, description: text, details: text },
  })),
});

function health(offlineParts: readonly string[]): Answer {
  const isOnline = (part: string): { readonly online: boolean } => ({ online: !offlineParts.includes(part) });
  const parts = {
    event: { rse: { ...isOnline('event.rse'), regions: { dfw: { online: true } } } },
    storage: { cassandra: isOnline('storage.cassandra') },
    transport: { pecan: { ...isOnline('transport.pecan'), node: 'phx-web-01' } },
  };
  return json(parts, offlineParts.length > 0 ? 503 : 200);
}
