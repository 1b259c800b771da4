// The updater that keeps driveclient young: a package, program and service of its own, with its own versions.
import type { Updater } from '../../../facts/agent.js';
import { observed, type Observed } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import { isThere } from '../packages.js';
import { processesOf } from '../processes.js';
import { firstVersion, programVersion } from '../program-version.js';
import { readService } from '../services.js';
import { readPackages } from './packages.js';
import { readPaths } from './paths.js';

export async function readUpdater(system: System): Promise<Observed<Updater>> {
  const { updater } = await readPaths(system);
  const [{ updater: installed }, processes, service, ...programs] = await Promise.all([
    readPackages(system),
    processesOf(system, updater.name),
    readService(system, updater.name),
    ...updater.programs.map((path) => system.files.stat(path)),
  ]);
  const program = updater.programs.find((_, index) => programs[index]?.state === 'observed');
  const isRunning = processes.state === 'observed' && processes.value.length > 0;
  const isInstalled = isThere(installed) || program !== undefined || isRunning || service.state === 'observed';
  if (!isInstalled && installed.state === 'unavailable') return installed;
  return observed({
    name: updater.name,
    isInstalled,
    // The older updater's own answer waits for a running upgrade, so the package is asked first.
    version: installed.state === 'observed' || program === undefined ? installed : await firstVersion([programVersion(system, program)]),
    processes,
    service,
  });
}
