// backup-doctor schedule install|status|remove: a look at this host every day, by systemd or else by cron. It says what it writes
// before it writes, writes the same again without harm, and takes away all that it wrote.
import { hostname } from 'node:os';
import { runCommand } from '../probes/platform/run-command.js';
import { marker, paths, plan, stampPath, timerLink, type PlannedFile } from '../schedule/plan.js';
import { UsageError } from '../usage-error.js';
import { print } from './output.js';
import { isThere, linkTo, remove as removeFile, stateOf, writePlanned } from './schedule/files.js';
import { parseInstall, type InstallFlags } from './schedule/parse.js';
import { propertyOf, statusLines } from './schedule/status.js';
import { tryRights } from './schedule/try-rights.js';

export interface PlaceFlags {
  readonly root?: string;
}

export async function install(flags: InstallFlags): Promise<number> {
  const { schedule, ownerUid } = await parseInstall(flags, hostname());
  const root = flags.root ?? '/';
  // In an image nobody can try it.
  if (root === '/') await tryRights(schedule, ownerUid);
  const files = plan(schedule);
  const changes = files.map((file) => ({ file, state: stateOf(root, file) }));
  const foreign = changes.find(({ state }) => state === 'foreign');
  if (foreign !== undefined)
    throw new UsageError(`${foreign.file.path} is there, and was not written by backup-doctor schedule; move it away first`);
  const links = schedule.manager === 'systemd' ? [timerLink] : [];
  const kept = [...files.map(({ path }) => path), ...(schedule.manager === 'systemd' ? [timerLink.path, stampPath] : [])];
  const stale = ours(root).filter((path) => !kept.includes(path));
  const linked = links.map(({ path, target }) => `${path}: ${isThere(root, path) ? 'unchanged' : 'new'}, a link to ${target}\n`);
  await print(
    [...changes.map(({ file, state }) => shown(file, state)), ...linked, ...stale.map((path) => `${path}: removed\n`)].join('\n'),
  );
  if (flags.dryRun === true) return 0;
  await takeAway(root, stale);
  for (const { file, state } of changes) if (state !== 'unchanged') writePlanned(root, file, ownerUid);
  if (schedule.manager === 'systemd') await startTimer(root);
  const limits = schedule.manager === 'systemd' && flags.onChange !== undefined ? limitsOfHook : '';
  await print(`\nA look at this host every ${schedule.every}, by ${schedule.manager}. See: backup-doctor schedule status\n${limits}`);
  return 0;
}

export async function remove({ root = '/' }: PlaceFlags): Promise<number> {
  const files = ours(root);
  if (files.length === 0) {
    await print('Nothing is scheduled.\n');
    return 0;
  }
  await takeAway(root, files);
  await print(`${files.map((path) => `${path}: removed\n`).join('')}What the runs kept for the history stays; see: backup-doctor history\n`);
  return 0;
}

async function takeAway(root: string, files: readonly string[]): Promise<void> {
  const wasTimed = files.includes(paths.timer) && systemdRuns(root);
  if (wasTimed) await systemctl('stop', 'backup-doctor.timer');
  for (const path of files) removeFile(root, path);
  if (wasTimed) await forgetUnits();
}

/** A service that failed would be listed for ever. */
async function forgetUnits(): Promise<void> {
  await systemctl('daemon-reload');
  if ((await propertyOf('backup-doctor.service', 'ActiveState')) === 'failed') await systemctl('reset-failed', 'backup-doctor.service');
}

/** @returns 0 where runs are scheduled, 1 where none are */
export async function status({ root = '/' }: PlaceFlags): Promise<number> {
  const files = ours(root);
  await print((await statusLines(root, files)).map((line) => `${line}\n`).join(''));
  return files.length === 0 ? 1 : 0;
}

/** What we wrote and is there. */
function ours(root: string): readonly string[] {
  const written = Object.values(paths).filter((path) => ['unchanged', 'changed'].includes(stateOf(root, { path, text: marker })));
  const others = [timerLink.path, stampPath].filter((path) => isThere(root, path));
  return written.includes(paths.timer) ? [...others, ...written] : written;
}

/** Where they are told is where a user can still choose cron. */
const limitsOfHook =
  'The command of --on-change lives within the limits of the service: it can write to /var/lib/backup-doctor and the folders of the reports alone, and gain no rights; see docs/schedule.md\n';

const shown = ({ path, text, isSecret }: PlannedFile, state: string): string =>
  `${path}: ${state === 'missing' ? 'new' : state}${isSecret ? ', for its owner alone, not shown here' : ''}\n${isSecret ? '' : text.replace(/^(?=.)/gm, '    ')}`;

async function startTimer(root: string): Promise<void> {
  linkTo(root, timerLink);
  if (!systemdRuns(root)) return;
  await systemctl('daemon-reload');
  await systemctl('restart', 'backup-doctor.timer');
}

const systemdRuns = (root: string): boolean => root === '/' && isThere('/', '/run/systemd/system');

/** @throws UsageError with what systemctl said */
async function systemctl(...words: readonly string[]): Promise<void> {
  const done = await runCommand('systemctl', words, { limitMs: 30_000 });
  if (done.state === 'observed' && done.value.exitCode === 0) return;
  const why = done.state === 'observed' ? done.value.stderr.trim() : done.state === 'absent' ? done.reason : done.failure.detail;
  throw new UsageError(`systemctl ${words.join(' ')} failed: ${why}; the files are written, and it can be called again`);
}
