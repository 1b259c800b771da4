// Cloud Backup v1.0: the documented reads and the wake-up, with its loose types.
import { empty, fault, json, plain, unauthorized, type Answer } from './answer.js';
import { looseDuration, looseSize, looseTime } from './loose-types.js';
import type { Agent, Configuration, Job, Scenario } from './scenario.js';
import type { Question, Services } from './server.js';

export function answerV1(question: Question, services: Services): Answer | null {
  // With or without the account's number.
  const [, tenant, path] = /^\/v1\.0(?:\/(\d+))?(\/[^?]*)$/.exec(question.path) ?? [];
  if (path === undefined) return null;
  if (/^\/help\/(?:api)?health$/.test(path)) return path === '/help/apihealth' ? plain('OK') : fault(404, 'no such resource');
  const user = services.userOf(question);
  const { scenario } = services;
  const isForeign = user === null || (user.accountId ?? scenario.accountId) !== scenario.accountId;
  if (isForeign || (tenant !== undefined && tenant !== scenario.accountId)) return unauthorized();
  const needed = question.method === 'GET' ? readers : creators;
  if (!user.roles.some((role) => needed.has(role))) return fault(403, 'Forbidden');
  return answerResource(`${question.method} ${path}`, services) ?? fault(404, 'The resource could not be found.');
}

export const readers: ReadonlySet<string> = new Set([
  ...['identity:user-admin', 'admin', 'observer'],
  ...['cloudbackup:admin', 'cloudbackup:creator', 'cloudbackup:observer'],
]);
const creators: ReadonlySet<string> = new Set(['identity:user-admin', 'admin', 'cloudbackup:admin', 'cloudbackup:creator']);

function answerResource(asked: string, services: Services): Answer | null {
  const { agents, configurations, jobs } = services.scenario;
  const idIn = (pattern: RegExp): string | null => pattern.exec(asked)?.[1] ?? null;
  if (asked === 'GET /user/agents') return json(agents.map((agent) => ({ ...agentAnswer(agent, services), Status: 'Unknown' })));
  if (asked === 'POST /user/wakeupagents') {
    services.wake();
    return empty(200);
  }
  const server = idIn(/^GET \/agent\/server\/([\w-]+)$/);
  if (server !== null)
    return found(agents.filter(({ hostServerId }) => hostServerId === server).map((agent) => agentAnswer(agent, services))[0]);
  const agentId = idIn(/^GET \/agent\/(\d+)$/);
  if (agentId !== null) return found(agents.filter(({ id }) => String(id) === agentId).map((agent) => agentAnswer(agent, services))[0]);
  const system = idIn(/^GET \/backup-configuration\/system\/(\d+)$/);
  if (system !== null)
    return json(configurations.filter((own) => String(own.agentId) === system).map((own) => configurationAnswer(own, services.scenario)));
  const active = idIn(/^GET \/system\/activity\/(\d+)$/);
  if (active !== null)
    return json(
      newestFirst(jobs)
        .filter((job) => String(job.agentId) === active)
        .map((job) => activityAnswer(job, services.scenario)),
    );
  const report = idIn(/^GET \/backup\/report\/(\d+)$/);
  if (report !== null)
    return found(
      jobs.filter(({ id, kind }) => String(id) === report && kind === 'Backup').map((job) => reportAnswer(job, services.scenario))[0],
    );
  const completed = idIn(/^GET \/backup\/completed\/(\d+)$/);
  return completed === null
    ? null
    : json(
        newestFirst(jobs)
          .filter((job) => isCompleted(job) && String(job.configurationId) === completed)
          .map(completedAnswer),
      );
}

const found = (value: unknown): Answer | null => (value === undefined ? null : json(value));

const newestFirst = (jobs: readonly Job[]): readonly Job[] => [...jobs].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));

const isCompleted = ({ kind, state }: Job): boolean => kind === 'Backup' && /^Completed/.test(state);

/** A member that `raw` calls undefined is left out by JSON. */
function agentAnswer(agent: Agent, services: Services): object {
  const { region, filesAccount } = services.scenario;
  return {
    AgentVersion: agent.version,
    Architecture: '64-bit',
    Flavor: agent.hostServerId === null ? 'Dedicated' : 'RaxCloudServer',
    BackupVaultSize: '35.3 MB',
    BackupContainer: agent.vault === null ? undefined : `${services.origins.filesOrigin}/v1/${filesAccount}/${agent.vault}`,
    BackupDatacenter: region,
    CleanupAllowed: true,
    Datacenter: region,
    HostServerId: agent.hostServerId ?? undefined,
    IPAddress: agent.address,
    IsDisabled: agent.isDisabled,
    IsEncrypted: agent.isEncrypted,
    MachineAgentId: agent.id,
    MachineName: agent.machineName,
    OperatingSystem: 'Debian GNU/Linux 12',
    OperatingSystemVersion: '',
    PublicKey: { ModulusHex: 'a5261939156948bb', ExponentHex: '09528' },
    Status: services.isOnline(agent) ? 'Online' : 'Offline',
    TimeOfLastSuccessfulBackup: looseTime(agent.lastSuccessfulBackupAt),
    // Both are documented: a boolean here, a text where the agent is asked for by its server.
    UseServiceNet: String(agent.usesServiceNet),
    UseFailoverUri: false,
    ...agent.raw,
  };
}

function configurationAnswer(own: Configuration, { agents }: Scenario): object {
  const items = (paths: readonly string[], filter: string): readonly object[] =>
    paths.map((path, index) => ({ FilePath: path, ParentId: own.id, FileItemType: 'Folder', FileId: index + 1, Filter: filter }));
  const machine = agents.find(({ id }) => id === own.agentId);
  return {
    BackupConfigurationId: own.id,
    MachineAgentId: own.agentId,
    MachineName: machine?.machineName ?? '',
    Flavor: 'RaxCloudServer',
    IsEncrypted: machine?.isEncrypted ?? false,
    BackupConfigurationName: own.name,
    IsActive: own.isActive,
    IsDeleted: own.isDeleted,
    VersionRetention: 30,
    BackupConfigurationScheduleId: 145406,
    MissedBackupActionId: 1,
    Frequency: own.frequency,
    StartTimeHour: 2,
    StartTimeMinute: 0,
    StartTimeAmPm: 'AM',
    DayOfWeekId: own.frequency === 'Weekly' ? 4 : null,
    HourInterval: own.hourInterval,
    TimeZoneId: 'UTC',
    NextScheduledRunTime: looseTime(own.nextRunAt),
    LastRunTime: own.lastRunAt === null ? null : looseTime(own.lastRunAt),
    LastRunBackupReportId: null,
    NotifyRecipients: 'operations@example.com',
    NotifySuccess: false,
    NotifyFailure: true,
    Inclusions: items(own.inclusions, 'Include'),
    Exclusions: items(own.exclusions, 'Exclude'),
    ...own.raw,
  };
}

const nameOf = (configurationId: number, { configurations }: Scenario): string =>
  configurations.find(({ id }) => id === configurationId)?.name ?? 'Cleanup';

function activityAnswer(job: Job, scenario: Scenario): object {
  return {
    ID: job.id + 1_000,
    Type: job.kind,
    ParentId: job.configurationId,
    DisplayName: nameOf(job.configurationId, scenario),
    IsBackupConfigurationDeleted: false,
    SourceMachineAgentId: job.agentId,
    SourceMachineName: scenario.agents.find(({ id }) => id === job.agentId)?.machineName ?? '',
    DestinationMachineAgentId: 0,
    DestinationMachineName: '',
    CurrentState: job.state,
    TimeOfActivity: looseTime(job.endedAt ?? job.startedAt),
    BackupId: job.kind === 'Backup' ? job.id : undefined,
    ...job.raw,
  };
}

function reportAnswer(job: Job, scenario: Scenario): object {
  return {
    BackupId: job.id,
    BackupConfigurationId: job.configurationId,
    BackupConfigurationName: nameOf(job.configurationId, scenario),
    BackupConfigurationIsDeleted: false,
    ComputerName: scenario.agents.find(({ id }) => id === job.agentId)?.machineName ?? '',
    MachineAgentId: job.agentId,
    State: job.state,
    CanRestore: true,
    StartTime: looseTime(job.startedAt),
    CompletedTime: looseTime(job.endedAt),
    Duration: looseDuration(job.startedAt, job.endedAt),
    FilesSearched: '11936',
    BytesSearched: looseSize(3_972_844_749),
    FilesBackedUp: '6',
    BytesBackedUp: looseSize(186_751_385),
    NumErrors: job.errorCount,
    Reason: job.reason,
    Diagnostics: job.diagnostics,
    ErrorList: job.errors.map(({ code, path, text }, index) => ({
      BackupReportID: job.id,
      ListIndex: index,
      ErrorType: 101,
      ErrorDesc: 'The agent experienced a problem. (Rax)',
      ExceptionDesc: text,
      ExceptionDetails: `Error Code(${code}): ${text}`,
      ExceptionCode: code,
      Path: path,
    })),
    ...job.raw,
  };
}

const completedAnswer = (job: Job): object => ({
  BackupId: job.id,
  BackupConfigurationId: job.configurationId,
  MachineAgentId: job.agentId,
  CompletedTime: looseTime(job.endedAt),
  BytesSearched: 3_972_844_749,
  NumErrors: job.errorCount,
});
