// All adapters, and the choice between them.
import type { AgentFacts } from '../../facts/agent.js';
import { absent, reasonOf, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import type { AgentAdapter, ConfigurationFile } from './adapter.js';
import type { LogPlace } from './log/log-job.js';
import { readProcesses } from './processes.js';
import { driveclient } from './driveclient/adapter.js';

/** `auto` takes the first that is installed. */
export const adapters: readonly AgentAdapter[] = [driveclient];

/** What `--agent` accepts beside `auto`. */
export const adapterNames: readonly string[] = adapters.map(({ name }) => name);

/** @param choice `auto`, or one of `adapterNames` */
export async function findAgent(system: System, choice: string, signal: AbortSignal): Promise<Observed<AgentFacts>> {
  const wanted = adapters.filter(({ name }) => choice === 'auto' || name === choice);
  // A command that hangs ends with the look, so that what else was seen still counts.
  const ending: System = { ...system, run: (program, args, options) => system.run(program, args, { ...options, signal }) };
  for (const adapter of wanted) {
    if (await adapter.isInstalled(ending)) return adapter.describe(ending, signal);
  }
  const names = wanted.map(({ name }) => name).join(', ');
  const what = choice === 'auto' ? 'no backup agent was found' : `the backup agent ${choice} was not found`;
  return absent(`${what} on this host: looked for ${names} by ${await tracesLookedFor(system)}`);
}

/** @param name as the agent's facts give it */
export async function findLogs(system: System, name: string): Promise<readonly LogPlace[]> {
  return (await adapters.find((adapter) => adapter.name === name)?.logs(system)) ?? [];
}

/** @param name as the agent's facts give it */
export async function findConfiguration(system: System, name: string): Promise<readonly ConfigurationFile[]> {
  return (await adapters.find((adapter) => adapter.name === name)?.configuration(system)) ?? [];
}

/** Whether it is installed or not: what it left behind is no part of a backup either. */
export async function findOwnFolders(system: System, choice: string): Promise<readonly string[]> {
  const wanted = adapters.filter(({ name }) => choice === 'auto' || name === choice);
  return (await Promise.all(wanted.map((adapter) => adapter.ownFolders(system)))).flat();
}

/** Of every agent that may be installed. */
export async function meetSecrets(system: System): Promise<void> {
  await Promise.all(adapters.map((adapter) => adapter.meetSecrets(system)));
}

/** The account of the agent that is installed, or of the first that could be. */
export async function findAgentAccount(system: System, choice: string): Promise<AgentFacts['runsAs']> {
  const wanted = adapters.filter(({ name }) => choice === 'auto' || name === choice);
  const [only, ...others] = wanted;
  if (only === undefined) return absent(`no backup agent is called ${choice}`);
  if (others.length === 0) return only.runsAs(system);
  const installed = await Promise.all(wanted.map((adapter) => adapter.isInstalled(system)));
  return (wanted.find((_, index) => installed[index]) ?? only).runsAs(system);
}

/** A look that nobody could take is not claimed. */
async function tracesLookedFor(system: System): Promise<string> {
  const processes = await readProcesses(system);
  if (processes.state === 'observed') return 'registration file, package, binary, service and process';
  return `registration file, package, binary and service (processes: ${reasonOf(processes)})`;
}
