// Whether the runs may write their reports where they shall, and read their credentials: tried now, with the rights that they will
// have, so that nothing is lost at night.
import type { Observed } from '../../facts/observed.js';
import { runCommand, type CommandResult } from '../../probes/platform/run-command.js';
import type { Schedule } from '../../schedule/plan.js';
import { keptCapabilities } from '../../schedule/systemd-units.js';
import { UsageError } from '../../usage-error.js';
import { tell } from '../tell.js';

type Runs = Pick<Schedule, 'manager' | 'user' | 'reportFolders' | 'credentialsPath'>;

/** @throws UsageError for the first that is missing, or closed to the runs */
export async function tryRights(runs: Runs, uid: number): Promise<void> {
  for (const folder of runs.reportFolders) await tryFolder(folder, runs, uid);
  // By systemd process 1 reads them, and hands them to the user of the runs.
  if (runs.credentialsPath !== null && runs.manager === 'cron') await tryCredentials(runs.credentialsPath, runs, uid);
}

/** The exit codes of the words that are run there. */
const [missing, closed] = [41, 42];
const words = `[ -d "$1" ] || exit ${missing}; [ -w "$1" ] || exit ${closed}`;

async function tryFolder(folder: string, runs: Runs, uid: number): Promise<void> {
  const tried = await asRuns(words, folder, runs, uid);
  if (tried.state === 'observed' && tried.value.exitCode === 0) return;
  const name = JSON.stringify(folder);
  if (tried.state === 'observed' && tried.value.exitCode === missing)
    throw new UsageError(`the folder ${name} of a report is not there; make it first, or name another`);
  if (tried.state === 'observed' && tried.value.exitCode === closed) throw new UsageError(refusal(name, runs, uid));
  tell(`backup-doctor: note: whether ${runs.user} may write reports into ${name} could not be tried: ${whyUntried(tried)}`);
}

async function tryCredentials(path: string, runs: Runs, uid: number): Promise<void> {
  const tried = await asRuns(`[ -r "$1" ] || exit ${closed}`, path, runs, uid);
  if (tried.state === 'observed' && tried.value.exitCode === 0) return;
  const name = JSON.stringify(path);
  if (tried.state === 'observed' && tried.value.exitCode === closed)
    throw new UsageError(`${runs.user} may not read the credentials file ${name}; let it with \`setfacl -m u:${runs.user}:r\`, or name another`);
  tell(`backup-doctor: note: whether ${runs.user} may read the credentials file ${name} could not be tried: ${whyUntried(tried)}`);
}

async function asRuns(script: string, path: string, runs: Runs, uid: number): Promise<Observed<CommandResult>> {
  const [program, ...rest] = [...(await becoming(runs, uid)), '/bin/sh', '-c', script, 'sh', path];
  return runCommand(program, rest);
}

function whyUntried(tried: Observed<CommandResult>): string {
  if (tried.state === 'observed') return tried.value.stderr.trim();
  return tried.state === 'absent' ? tried.reason : tried.failure.detail;
}

/** By cron root keeps all its rights; the service of systemd keeps few. */
async function becoming({ manager, user }: Runs, uid: number): Promise<readonly string[]> {
  if (uid !== process.getuid?.()) return ['setpriv', `--reuid=${user}`, `--regid=${await groupOf(user)}`, '--init-groups'];
  if (uid !== 0 || manager === 'cron') return [];
  const kept = keptCapabilities.map((name) => `+${name.replace('CAP_', '').toLowerCase()}`);
  return ['setpriv', '--inh-caps=-all', `--bounding-set=${['-all', ...kept].join(',')}`];
}

/** Empty where nobody knows it: setpriv then says so. */
async function groupOf(user: string): Promise<string> {
  const answer = await runCommand('id', ['-g', user]);
  return answer.state === 'observed' ? answer.value.stdout.trim() : '';
}

function refusal(name: string, { manager, user }: Runs, uid: number): string {
  const remedy = `let it in with \`setfacl -m u:${user}:rwx\`, or name another folder`;
  if (uid !== 0) return `${user} may not write reports into ${name}; ${remedy}`;
  return manager === 'cron'
    ? `root cannot write reports into ${name}: it is read-only; name another folder`
    : `the service keeps no right of root to write where others own the folder, as they do ${name}; ${remedy}, or take its owner with --user, or --with cron`;
}
