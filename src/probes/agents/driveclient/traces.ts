// By what driveclient is found on a host.
import type { AgentTrace } from '../../../facts/agent.js';
import type { System } from '../../platform/system.js';
import { oncePerSystem } from '../once-per-system.js';
import { isThere } from '../packages.js';
import { processesOf } from '../processes.js';
import { readService } from '../services.js';
import { readPackages } from './packages.js';
import { readPaths } from './paths.js';
import { evenAsLink } from './registration.js';

/** The registration alone tells on most hosts. The package database is asked last: where it hangs, any other trace tells. */
export async function isInstalled(system: System): Promise<boolean> {
  if (await hasRegistration(system)) return true;
  const others = await readOtherTraces(system);
  return Object.values(others).includes(true) || isThere((await readPackages(system)).agent);
}

export async function readTraces(system: System): Promise<readonly AgentTrace[]> {
  const [{ registration, ...others }, { agent }] = await Promise.all([readOtherTraces(system), readPackages(system)]);
  const isFound: Readonly<Record<AgentTrace, boolean>> = { registration, package: isThere(agent), ...others };
  return (Object.keys(isFound) as AgentTrace[]).filter((trace) => isFound[trace]);
}

type OtherTraces = Readonly<Record<Exclude<AgentTrace, 'package'>, boolean>>;

const hasRegistration = oncePerSystem(async (system): Promise<boolean> => {
  const { registrationFile, cacheFolder, folderOf } = await readPaths(system);
  // A folder that hangs is asked once, alone: what lies below it is then not tried again.
  await Promise.all([...new Set([folderOf(registrationFile), cacheFolder])].map((folder) => system.files.stat(folder)));
  const registration = await evenAsLink(system, registrationFile, await system.files.stat(registrationFile));
  // A folder that is closed to us, or that hangs, is there: the agent's own is root's alone.
  return registration.state !== 'absent';
});

const readOtherTraces = oncePerSystem(async (system): Promise<OtherTraces> => {
  const { programs, serviceName } = await readPaths(system);
  const registration = await hasRegistration(system);
  const [processes, service, ...binaries] = await Promise.all([
    processesOf(system, serviceName),
    readService(system, serviceName),
    ...programs.map((path) => system.files.stat(path)),
  ]);
  return {
    registration,
    binary: binaries.some(({ state }) => state === 'observed'),
    process: processes.state === 'observed' && processes.value.length > 0,
    service: service.state === 'observed',
  };
});
