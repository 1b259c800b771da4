// By what driveclient is found on a host.
import type { AgentTrace } from '../../../facts/agent.js';
import { oncePerSystem } from '../once-per-system.js';
import { isThere, packageVersion } from '../packages.js';
import { processesOf } from '../processes.js';
import { readService } from '../services.js';
import { readPaths } from './paths.js';

/** Asked by the version too, and rpm takes its time. */
export const readPackage = oncePerSystem(async (system) => packageVersion(system, (await readPaths(system)).serviceName));

export const readTraces = oncePerSystem(async (system): Promise<readonly AgentTrace[]> => {
  const { registrationFile, programs, serviceName, cacheFolder, folderOf } = await readPaths(system);
  // A folder that hangs is asked once, alone: what lies below it is then not tried again.
  await Promise.all([...new Set([folderOf(registrationFile), cacheFolder])].map((folder) => system.files.stat(folder)));
  const [registration, installed, processes, service, ...binaries] = await Promise.all([
    system.files.stat(registrationFile),
    readPackage(system),
    processesOf(system, serviceName),
    readService(system, serviceName),
    ...programs.map((path) => system.files.stat(path)),
  ]);
  const isFound: Readonly<Record<AgentTrace, boolean>> = {
    // A folder that is closed to us, or that hangs, is there: the agent's own is root's alone.
    registration: registration.state !== 'absent',
    package: isThere(installed),
    binary: binaries.some(({ state }) => state === 'observed'),
    process: processes.state === 'observed' && processes.value.length > 0,
    service: service.state === 'observed',
  };
  return (Object.keys(isFound) as AgentTrace[]).filter((trace) => isFound[trace]);
});
