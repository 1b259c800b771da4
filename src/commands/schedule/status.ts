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

const asked = [
  ['backup-doctor.timer', 'ActiveState', 'timer'],
  ['backup-doctor.timer', 'NextElapseUSecRealtime', 'next run'],
  ['backup-doctor.timer', 'LastTriggerUSec', 'last run'],
  ['backup-doctor.service', 'ExecMainStatus', 'its exit code'],
] as const;

async function timerLines(): Promise<readonly string[]> {
  return Promise.all(asked.map(async ([unit, property, label]) => `  ${label}: ${await propertyOf(unit, property)}`));
}

export async function propertyOf(unit: string, property: string): Promise<string> {
  const shown = await runCommand('systemctl', ['show', '--value', `--property=${property}`, unit], { limitMs: 10_000 });
  if (shown.state !== 'observed') return shown.state === 'absent' ? shown.reason : shown.failure.detail;
  return shown.value.exitCode === 0 ? shown.value.stdout.trim() || 'none' : 'systemd does not tell';
}
