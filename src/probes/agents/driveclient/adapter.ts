// The adapter of driveclient, the Rackspace Cloud Backup agent.
import type { AgentFacts, AgentProcess, AgentVersion, LogSettings, ServiceState } from '../../../facts/agent.js';
import { regionOf } from '../../../facts/agents/region.js';
import { registryValue } from '../../../facts/agents/windows-service.js';
import { parseAgentVersion } from '../../../facts/agents/version.js';
import { absent, mapped, observed, unavailable, valueOf, type Observed } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import { readAccounts } from '../accounts.js';
import type { AgentAdapter } from '../adapter.js';
import { processesOf } from '../processes.js';
import { readAgentProxy } from '../proxy.js';
import { firstVersion, programVersion } from '../program-version.js';
import { readService, serviceUser } from '../services.js';
import { writtenFolders } from './folders.js';
import { readConfiguration } from './configuration.js';
import { readLocks } from './locks.js';
import { readLogs, readLogSettings } from './log-settings.js';
import { readPackages } from './packages.js';
import { readPaths, registryKey, registryValues, type DriveclientPaths } from './paths.js';
import { readRegistration } from './registration.js';
import { isInstalled, readTraces } from './traces.js';
import { readUpdater } from './updater.js';
import { readCachedContainers, vaultOf } from './vault.js';

const name = 'driveclient';
const title = 'Rackspace Cloud Backup agent (driveclient)';

export const driveclient: AgentAdapter = {
  ...{ name, title, isInstalled, describe, runsAs, logs: readLogs, configuration: readConfiguration },
  ownFolders: async (system) => [(await readPaths(system)).cacheFolder],
  meetSecrets: async (system) => {
    await readRegistration(system);
  },
};

async function describe(system: System, signal: AbortSignal): Promise<Observed<AgentFacts>> {
  if (!(await isInstalled(system))) return absent(`${name} is not installed on this host`);
  if (signal.aborted) return unavailable('timed-out', `${name} was found, but there was no time left to look at it`);
  return observed(await look(system));
}

async function runsAs(system: System): Promise<RunsAs> {
  const { serviceName } = await readPaths(system);
  const [processes, service] = await Promise.all([processesOf(system, serviceName), readService(system, serviceName)]);
  return readRunsAs(system, processes, service);
}

async function look(system: System): Promise<AgentFacts> {
  const paths = await readPaths(system);
  const [foundBy, registration, version, processes, service, updater, logSettings, locks, cachedContainers] = await Promise.all([
    readTraces(system),
    readRegistration(system),
    readVersion(system, paths),
    processesOf(system, paths.serviceName),
    readService(system, paths.serviceName),
    readUpdater(system),
    readLogSettings(system),
    readLocks(system),
    readCachedContainers(system, paths),
  ]);
  const vault = vaultOf(registration, cachedContainers);
  const hosts = (valueOf(vault)?.containerUrls ?? []).map((url) => new URL(url).hostname);
  return {
    name,
    title,
    foundBy,
    registration: mapped(registration.seen, (seen) => seen.registration),
    version,
    processes,
    runsAs: await readRunsAs(system, processes, service),
    proxy: await readAgentProxy(system, processes),
    service,
    updater,
    folders: writtenFolders(paths, { registrationPath: registration.path, ...logPlace(logSettings, paths) }),
    logSettings,
    locks,
    vault,
    authoritiesPath: paths.authoritiesFile,
    region: regionOf([...hosts, valueOf(registration.seen)?.registration.apiHostName ?? '']),
  };
}

/** The program tells what is there now; the package database does not know of a later update by archive. */
async function readVersion(system: System, { programs }: DriveclientPaths): Promise<Observed<AgentVersion>> {
  if (system.platform === 'windows') {
    const version = registryValue(await registryValues(system), 'Product Version');
    return version === null ? absent(`${registryKey} names no version`) : parseAgentVersion(version, registryKey);
  }
  const packaged = readPackages(system).then(({ agent }) => agent);
  return firstVersion([...programs.map((path) => programVersion(system, path)), packaged]);
}

type RunsAs = AgentFacts['runsAs'];

async function readRunsAs(system: System, processes: Observed<readonly AgentProcess[]>, service: Observed<ServiceState>): Promise<RunsAs> {
  if (system.platform === 'windows') return absent('accounts of Windows have no number');
  const [oldest] = valueOf(processes) ?? [];
  if (oldest !== undefined) return observed({ user: oldest.user, uid: oldest.uid, source: 'the running process' });
  const unit = valueOf(service);
  const account = unit === null ? null : await serviceUser(system, unit, await readAccounts(system));
  if (unit !== null && account !== null) return observed({ ...account, source: unit.unitPath });
  return observed({ user: 'root', uid: 0, source: 'documentation of the agent' });
}

function logPlace(
  settings: Observed<LogSettings>,
  { logFiles }: DriveclientPaths,
): { readonly logPath: string; readonly logSource: string } {
  const found = valueOf(settings);
  return { logPath: found?.path ?? logFiles[0] ?? '', logSource: found?.source ?? 'documentation of the agent' };
}
