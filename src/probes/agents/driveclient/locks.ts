// The files that keep two backups, or two agents, apart: how old they are and whether a living process holds them.
import type { AgentProcess, Lock } from '../../../facts/agent.js';
import { isStale } from '../../../facts/agents/lock.js';
import { absent, observed, unavailable, valueOf, type Observed } from '../../../facts/observed.js';
import type { FileStat, System } from '../../platform/system.js';
import { bootedAt, processesOf } from '../processes.js';
import { readPaths, type DriveclientPaths } from './paths.js';

interface Running {
  readonly agent: readonly AgentProcess[];
  readonly updater: readonly AgentProcess[];
  readonly bootedAt: string | null;
}

interface LockFile {
  readonly path: string;
  readonly guards: Lock['guards'];
  readonly stat: FileStat;
}

export async function readLocks(system: System): Promise<Observed<readonly Lock[]>> {
  if (system.root !== null) return absent('only a running host can tell whether a process holds a lock');
  const paths = await readPaths(system);
  const found = await findLockFiles(system, paths);
  if (found.state !== 'observed') return found;
  if (found.value.length === 0) return observed([]);
  if (system.platform === 'windows') return unavailable('unsupported', 'whether a process holds a lock is read on Linux only');
  const running = await readRunning(system, paths);
  if (running.state !== 'observed') return running;
  return lockStates(system, found.value, running.value);
}

async function findLockFiles({ files }: System, paths: DriveclientPaths): Promise<Observed<readonly LockFile[]>> {
  const pidFiles = [paths.pidFile, paths.updater.pidFile].filter((path) => path !== null);
  const places = [{ path: paths.backupLock, guards: 'backup' as const }, ...pidFiles.map((path) => ({ path, guards: 'process' as const }))];
  const looks = await Promise.all(places.map(async (place) => ({ ...place, stat: await files.stat(place.path) })));
  const blind = looks.map(({ stat }) => stat).find((stat) => stat.state === 'unavailable');
  if (blind !== undefined) return blind;
  return observed(looks.flatMap(({ stat, ...place }) => (stat.state === 'observed' ? [{ ...place, stat: stat.value }] : [])));
}

async function readRunning(system: System, { serviceName, updater }: DriveclientPaths): Promise<Observed<Running>> {
  const [agents, updaters, boot] = await Promise.all([
    processesOf(system, serviceName),
    processesOf(system, updater.name),
    bootedAt(system),
  ]);
  if (agents.state !== 'observed') return agents;
  return observed({ agent: agents.value, updater: valueOf(updaters) ?? [], bootedAt: boot });
}

async function lockStates(system: System, found: readonly LockFile[], running: Running): Promise<Observed<readonly Lock[]>> {
  const locks: Lock[] = [];
  for (const file of found) {
    const holders = await (file.guards === 'backup' ? lockHolders(system, file.path, running) : pidFileHolder(system, file.path, running));
    // A file that vanished while we looked is no lock any more.
    if (holders.state === 'unavailable') return holders;
    if (holders.state === 'observed') locks.push(toLock(system, file, holders.value, running));
  }
  return observed(locks);
}

/** Nobody but root sees whose file descriptors are open: an empty answer would prove nothing. */
async function lockHolders({ files }: System, path: string, { agent, updater }: Running): Promise<Observed<readonly number[]>> {
  const suspects = [...agent, ...updater].map(({ pid }) => pid);
  const views = await Promise.all((suspects.length > 0 ? suspects : [1]).map((pid) => files.list(`/proc/${pid}/fd`)));
  if (views.some(({ state }) => state === 'unavailable')) {
    return unavailable('permission-denied', `whether a process holds ${path} can be seen by root alone: run as root`, { code: 'EACCES' });
  }
  return files.holders(path);
}

/** The number in it holds the file only while it belongs to a process of the agent. */
async function pidFileHolder({ files }: System, path: string, { agent, updater }: Running): Promise<Observed<readonly number[]>> {
  const file = await files.readText(path, 64);
  if (file.state !== 'observed') return file;
  const pid = Number(/^\s*(\d{1,9})\s*$/.exec(file.value.text)?.[1]);
  return observed([...agent, ...updater].map((process) => process.pid).filter((running) => running === pid));
}

function toLock({ now }: System, { path, guards, stat }: LockFile, holderPids: readonly number[], running: Running): Lock {
  const { modifiedAt } = stat;
  const ageSeconds = Math.round((now().getTime() - Date.parse(modifiedAt)) / 1_000);
  // A PID file without its process is stale whoever else of the agent runs.
  const agentStartedAt = guards === 'process' ? null : (running.agent[0]?.startedAt ?? null);
  const signs = { modifiedAt, ageSeconds, holderPids, bootedAt: running.bootedAt, agentStartedAt };
  return { path, guards, modifiedAt, ageSeconds, holderPids, isStale: isStale(signs) };
}
