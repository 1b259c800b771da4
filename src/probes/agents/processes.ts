// Which processes of the examined host belong to a program. Arguments are never kept: they may hold passwords.
import { posix } from 'node:path';
import type { AgentProcess } from '../../facts/agent.js';
import { accountName } from '../../facts/agents/accounts.js';
import { bootTime } from '../../facts/host-files.js';
import { absent, mapped, through, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { ProcessEntry, System } from '../platform/system.js';
import { readAccounts } from './accounts.js';
import { oncePerSystem } from './once-per-system.js';

/** The kernel cuts the name of a process after 15 characters. */
const kernelNameLength = 15;

/** 'unavailable' where only a part can be seen: nobody may conclude from it that a program does not run. */
export const readProcesses = oncePerSystem(async (system): Promise<Observed<readonly ProcessEntry[]>> => {
  if (system.platform === 'windows') return absent('on Windows the service manager tells what runs');
  const processes = await system.files.processes();
  return through(processes, (entries) => whyIncomplete(entries) ?? processes);
});

function whyIncomplete(entries: readonly ProcessEntry[]): Observed<never> | null {
  // Every process table has a process 1, unless /proc is mounted with hidepid; and that shows everybody his own.
  if (entries.some(({ pid }) => pid === 1)) return null;
  return entries.length === 0
    ? unavailable('unsupported', '/proc shows no process at all, not even this one: is it mounted?')
    : unavailable('permission-denied', 'the processes of other users are hidden from this account (hidepid): run as root');
}

/** ISO 8601 UTC; null with --root, and where the kernel does not tell. */
export const bootedAt = oncePerSystem(async ({ root, files }): Promise<string | null> =>
  root === null ? bootTime(valueOf(await files.readText('/proc/stat'))?.text ?? '') : null,
);

/** The processes of one program, the oldest first. */
export async function processesOf(system: System, program: string): Promise<Observed<readonly AgentProcess[]>> {
  const processes = await readProcesses(system);
  if (processes.state !== 'observed') return processes;
  const [accounts, boot] = await Promise.all([readAccounts(system), bootedAt(system)]);
  const scripts = await scriptProcesses(system, processes.value, program);
  const found = processes.value.filter((entry) => !isDead(entry) && (isProgram(entry, program) || scripts.has(entry.pid)));
  return mapped(processes, () =>
    found
      .sort((a, b) => a.startedAfterBootSeconds - b.startedAfterBootSeconds)
      .map(({ pid, uid, startedAfterBootSeconds, state }) => ({
        pid,
        uid,
        user: accountName(uid, accounts),
        startedAt: boot === null ? null : after(boot, startedAfterBootSeconds),
        state: /^t$/i.test(state) ? 'suspended' : 'running',
      })),
  );
}

/** A dead process that nobody has collected yet. */
const isDead = ({ state }: ProcessEntry): boolean => state === 'Z' || state === 'X';

const isProgram = ({ name, program }: ProcessEntry, wanted: string): boolean =>
  posix.basename(program) === wanted || name === wanted.slice(0, kernelNameLength);

/** Pids of Python processes whose script is the program: the older updater is one. */
async function scriptProcesses(system: System, entries: readonly ProcessEntry[], script: string): Promise<ReadonlySet<number>> {
  const candidates = entries.filter(({ program }) => /^python[\d.]*$/.test(posix.basename(program)));
  const found = await Promise.all(candidates.map(async ({ pid }) => ((await runsScript(system, pid, script)) ? [pid] : [])));
  return new Set(found.flat());
}

async function runsScript({ files }: System, pid: number, script: string): Promise<boolean> {
  const commandLine = valueOf(await files.readText(`/proc/${pid}/cmdline`, 4_096))?.text ?? '';
  const firstPath = commandLine
    .split('\0')
    .slice(1)
    .find((argument) => !argument.startsWith('-'));
  return firstPath !== undefined && posix.basename(firstPath) === script;
}

const after = (time: string, seconds: number): string => new Date(Date.parse(time) + seconds * 1_000).toISOString();
