// After a run: tells of a change of the verdict, and says that it ran. What cannot be told is a warning, never the end of the run.
import type { KnownSecret } from '../../facts/leaks/leak-search.js';
import { runCommand } from '../../probes/platform/run-command.js';
import { readNamedFile, writeNamedFile } from '../../probes/platform/named-files.js';
import type { Report } from '../../report/report.js';
import { LeakGuard } from '../leak-guard.js';
import { tell } from '../tell.js';
import { hideCommand } from './hide-command.js';
import { hookVariables, type Hooks } from './hooks.js';
import { send } from './send.js';
import { toldNow, whyTell, type Told, type Why } from './verdict-change.js';

export interface HookRun {
  readonly stateFolder: string;
  /** Of the whole run. */
  readonly deadlineMs: number;
  /** That the run has met: what is told leaves the host, too. */
  readonly secrets: readonly KnownSecret[];
}

interface Limited {
  readonly stateFolder: string;
  readonly guard: LeakGuard;
  readonly limitMs: number;
}

/** A mail server or a chat answers within a second; the run itself ends two seconds after its deadline at the latest. */
const [longestMs, shortestMs] = [10_000, 1_500];

const toldFile = 'told.json';
const fileCapBytes = 64 * 1024;

export async function runHooks(report: Report, hooks: Hooks, { stateFolder, deadlineMs, secrets }: HookRun): Promise<void> {
  const restMs = Math.round(deadlineMs - performance.now());
  const run = { stateFolder, guard: new LeakGuard(secrets, report), limitMs: Math.min(longestMs, Math.max(shortestMs, restMs)) };
  const failures = await Promise.all([
    ping(hooks, run),
    hooks.onChange === null && hooks.webhook === null ? [] : tellOfChange(report, hooks, run),
  ]);
  for (const failure of failures.flat()) tell(`backup-doctor: warning: ${failure}`);
}

async function ping({ ping: address }: Hooks, { limitMs }: Limited): Promise<readonly string[]> {
  const failure = address === null ? null : await send(address, null, limitMs);
  return failure === null ? [] : [`--ping: ${failure}`];
}

async function tellOfChange(report: Report, hooks: Hooks, run: Limited): Promise<readonly string[]> {
  const [last, now] = [await readTold(run), toldNow(report)];
  const why = whyTell(last, now, hooks.remindSeconds);
  if (why === null) return [];
  const message = messageOf(report, last, why);
  const leak = leakIn(message, run.guard);
  if (leak !== null) return [leak];
  const results = await Promise.all([callCommand(report, message, hooks, run), post(message, hooks, run)]);
  const failures = results.filter((result) => typeof result === 'string');
  // As long as nobody heard of it, the next run tries again.
  return results.includes(heard) ? [...failures, ...(await keepTold(now, run))] : failures;
}

/** It is not sent then, and the run ends as it would. */
function leakIn(message: string, guard: LeakGuard): string | null {
  try {
    guard.refuseLeak(message, 'what is told of the change');
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What went wrong, in words; null where there is no such hook. */
const heard = Symbol('heard');
type Outcome = typeof heard | string | null;

function messageOf({ status, headline, runId, finishedAt, host, causes }: Report, last: Told | null, why: Why): string {
  const message = {
    schemaVersion: '1',
    why,
    status,
    previousStatus: last?.status ?? null,
    headline,
    hostname: host?.hostname ?? null,
    causes: causes.map(({ checkId, problem, status: severity, sentence }) => ({ checkId, problem, status: severity, sentence })),
    runId,
    finishedAt,
  };
  return `${JSON.stringify(message)}\n`;
}

/** Every user of the host may list the words of a process; its environment they may not. What it starts inherits neither. */
const evaluation = `on_change=$${hookVariables.onChange}; unset ${hookVariables.onChange}; eval "$on_change"`;

async function callCommand({ status, runId }: Report, message: string, { onChange }: Hooks, { limitMs }: Limited): Promise<Outcome> {
  if (onChange === null) return null;
  const { HOME = '/' } = process.env;
  const env = { HOME, BACKUP_DOCTOR_STATUS: status, BACKUP_DOCTOR_RUN_ID: runId, [hookVariables.onChange]: onChange };
  const called = await runCommand('/bin/sh', ['-c', evaluation], { input: message, limitMs, env });
  if (called.state !== 'observed') return `--on-change: ${called.state === 'absent' ? called.reason : called.failure.detail}`;
  const { exitCode, stdout, stderr } = called.value;
  const said = hideCommand(`${stdout}${stderr}`.trim(), onChange);
  if (said !== '') tell(...said.split('\n').map((line) => `on-change: ${line}`));
  return exitCode === 0 ? heard : `--on-change: the command ended with ${exitCode ?? 'a signal'}`;
}

async function post(message: string, { webhook }: Hooks, { limitMs }: Limited): Promise<Outcome> {
  if (webhook === null) return null;
  const failure = await send(webhook, message, limitMs);
  return failure === null ? heard : `--webhook: ${failure}`;
}

/** What cannot be read was never told. */
async function readTold({ stateFolder, limitMs }: Limited): Promise<Told | null> {
  try {
    const bytes = await readNamedFile(`${stateFolder}/${toldFile}`, { capBytes: fileCapBytes, isStreamFine: false, limitMs });
    const told = JSON.parse(bytes.toString('utf8')) as Partial<Told>;
    return typeof told.status === 'string' && Array.isArray(told.causes) && !Number.isNaN(Date.parse(told.toldAt ?? ''))
      ? (told as Told)
      : null;
  } catch {
    return null;
  }
}

async function keepTold(now: Told, { stateFolder, limitMs }: Limited): Promise<readonly string[]> {
  try {
    await writeNamedFile(`${stateFolder}/${toldFile}`, `${JSON.stringify(now)}\n`, { isForAll: false, limitMs });
    return [];
  } catch (error) {
    return [
      `what was told could not be kept in ${stateFolder} (${(error as NodeJS.ErrnoException).code ?? 'no code'}), so it will be told again`,
    ];
  }
}
