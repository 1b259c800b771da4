// What the package database tells of agent and updater.
import { oncePerSystem } from '../once-per-system.js';
import { packageVersions } from '../packages.js';
import { readPaths } from './paths.js';

/** Asked once for both, and by all who want to know: rpm takes its time, and one that hangs takes its limit. */
export const readPackages = oncePerSystem(async (system) => {
  const { serviceName, updater } = await readPaths(system);
  const versionOf = await packageVersions(system, [serviceName, updater.name]);
  return { agent: versionOf(serviceName), updater: versionOf(updater.name) };
});
