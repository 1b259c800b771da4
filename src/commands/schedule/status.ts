// How the schedule stands: what is written, when it runs next, and what the last run came to.
import { runCommand } from '../../probes/platform/run-command.js';
import { paths } from '../../schedule/plan.js';

export async function statusLines(root: string, files: readonly string[]): Promise<readonly string[]> {
  if (files.length === 0) return ['Nothing is scheduled. Do it with: backup-doctor schedule install'];
  const isTimer = files.includes(paths.timer);
  return [
    `Scheduled by ${isTimer ? 'systemd' : 'cron'}:`,
    ...files.map((path) => `  ${path}`),
    ...(isTimer && root === '/' ? await timerLines() : []),
    'Past runs: backup-doctor history',
  ];
}

const [timer, service] = ['backup-doctor.timer', 'backup-doctor.service'];

async function timerLines(): Promise<readonly string[]> {
  const [state, next, last] = await Promise.all([propertyOf(timer, 'ActiveState'), propertyOf(timer, 'NextElapseUSecRealtime'), lastRun()]);
  return [`  timer: ${state}`, `  next run: ${next}`, ...last];
}

/** Asked of the service: of a new timer systemd says that it came when it was installed. */
async function lastRun(): Promise<readonly string[]> {
  const asked = ['ExecMainExitTimestamp', 'ExecMainStatus', 'Result'].map(async (property) => propertyOf(service, property));
  const [endedAt = '', exitCode = '', result = ''] = await Promise.all(asked);
  if (endedAt === 'none') return ['  last run: none since this host was started'];
  const how = ['success', 'exit-code'].includes(result) ? '' : ` (${result})`;
  return [`  last run: ${endedAt}`, `  its exit code: ${exitCode}${how}`];
}

export async function propertyOf(unit: string, property: string): Promise<string> {
  const shown = await runCommand('systemctl', ['show', '--value', `--property=${property}`, unit], { limitMs: 10_000 });
  if (shown.state !== 'observed') return shown.state === 'absent' ? shown.reason : shown.failure.detail;
  return shown.value.exitCode === 0 ? shown.value.stdout.trim() || 'none' : 'systemd does not tell';
}
