// From the flags of `schedule install` to the schedule: each flag of the run is tried now, not at night.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../../catalogue/catalogue.js';
import { uidOf } from '../../probes/files/scan-account.js';
import { openSystem } from '../../probes/platform/live-system.js';
import { intervalNames, momentOf, type IntervalName } from '../../schedule/interval.js';
import type { Manager, Schedule } from '../../schedule/plan.js';
import { UsageError } from '../../usage-error.js';
import { hookVariables, parseHooks, type HookFlags } from '../hooks/hooks.js';
import { loadConfigured } from '../load-catalogue.js';
import { absolute } from '../named-path.js';
import { parseDeadline, parseGatherOptions, parseSelection, parseTargets, type GatherFlags, type JudgeFlags } from '../options.js';
import type { ReportTargets } from '../output.js';
import { readCredentials } from '../read-credentials.js';
import { parsePolicy } from '../redaction.js';

export interface InstallFlags
  extends HookFlags, Omit<GatherFlags, 'root' | 'wake' | 'uploadTest'>, Omit<JudgeFlags, 'quiet' | 'verbose' | 'color'> {
  readonly every?: string;
  readonly user?: string;
  readonly with?: string;
  readonly root?: string;
  readonly dryRun?: boolean;
}

export interface Parsed {
  readonly schedule: Schedule;
  readonly ownerUid: number;
}

/** @throws UsageError, CatalogueError */
export async function parseInstall(flags: InstallFlags, hostname: string): Promise<Parsed> {
  const { every = '1d', user = 'root', root = '/' } = flags;
  const catalogue = await loadConfigured(flags.config);
  const targets = tried(flags, catalogue);
  // In an image nobody can read them.
  if (flags.credentials !== undefined && root === '/') await readCredentials(flags.credentials, parseDeadline(flags));
  const hooks = Object.entries(hookVariables).flatMap(([flag, variable]) => {
    const value = flags[flag as keyof HookFlags];
    return value === undefined ? [] : [[variable, value] as const];
  });
  const schedule: Schedule = {
    manager: parseManager(flags.with, root),
    every: parseEvery(every),
    command: [process.execPath, fileURLToPath(new URL('./main.cjs', import.meta.url)), ...wordsOf(flags, targets)],
    user,
    reportFolders: [...new Set(targets.flatMap(({ file }) => (file === null ? [] : [dirname(absolute(file))])))],
    credentialsPath: flags.credentials === undefined ? null : absolute(flags.credentials),
    timeoutSeconds: parseDeadline(flags) / 1000,
    secretEnvironment: Object.fromEntries(hooks),
    moment: momentOf(createHash('sha256').update(hostname).digest()),
  };
  refuseControls([...schedule.command, user, ...Object.values(schedule.secretEnvironment), schedule.credentialsPath ?? '']);
  return { schedule, ownerUid: await ownerOf(user) };
}

/** All that `check` itself would refuse. */
function tried({ root: _, ...flags }: InstallFlags, catalogue: Catalogue): ReportTargets {
  parseHooks(flags, {});
  parseSelection(flags, catalogue);
  parsePolicy(flags);
  // --root is where the schedule is written, not what is examined.
  parseGatherOptions(flags, catalogue);
  return parseTargets(flags);
}

function wordsOf(flags: InstallFlags, [main, ...others]: ReportTargets): readonly string[] {
  const { agent, timeout, offline, deep, paths, config, symptom, only, skip, redact } = flags;
  const valued = Object.entries({ agent, timeout, symptom, only, skip, redact }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  return [
    ...['check', '--alone', '--quiet', '--no-color', ...valued],
    ...(offline === true ? ['--offline'] : []),
    ...(deep === true ? ['--deep'] : []),
    ...(paths === undefined ? [] : ['--paths', paths.split(',').map(absolute).join(',')]),
    ...(config === undefined ? [] : ['--config', absolute(config)]),
    ...(main.format === 'text' ? [] : ['--format', main.format]),
    ...(main.file === null ? [] : ['--output', absolute(main.file)]),
    ...others.flatMap(({ format, file }) => ['--report', `${format}=${absolute(file)}`]),
  ];
}

function parseEvery(text: string): IntervalName {
  const every = intervalNames.find((name) => name === text);
  if (every === undefined) throw new UsageError(`--every takes one of ${intervalNames.join(', ')}; it got ${JSON.stringify(text)}`);
  return every;
}

function parseManager(text: string | undefined, root: string): Manager {
  if (text === 'systemd' || text === 'cron') return text;
  if (text !== undefined) throw new UsageError(`--with takes systemd or cron; it got ${JSON.stringify(text)}`);
  // It runs, or it is what the image would boot.
  if (existsSync(root === '/' ? '/run/systemd/system' : `${root}/lib/systemd/systemd`)) return 'systemd';
  if (existsSync(`${root}/etc/cron.d`)) return 'cron';
  throw new UsageError('neither systemd nor the folder /etc/cron.d is here; install cron, or name one of them with --with');
}

async function ownerOf(user: string): Promise<number> {
  const system = openSystem(null);
  try {
    const uid = await uidOf(system, user);
    if (uid === null)
      throw new UsageError(`--user names ${JSON.stringify(user)}, which is no account of this host; name one that \`id\` knows`);
    return uid;
  } finally {
    system.close();
  }
}

/** No unit and no crontab can hold a newline, and nobody means one. */
function refuseControls(words: readonly string[]): void {
  if (words.some((word) => /[\x00-\x1f\x7f]/.test(word)))
    throw new UsageError('a flag holds a newline or another control character, which no schedule can hold; leave it out');
}
