// What a schedule consists of: the files that are written, as text, and nothing else.
import type { IntervalName, Moment } from './interval.js';
import { cronFile } from './cron-file.js';
import { serviceUnit, timerUnit } from './systemd-units.js';

export type Manager = 'systemd' | 'cron';

export interface Schedule {
  readonly manager: Manager;
  readonly every: IntervalName;
  /** The program and its words, all absolute. */
  readonly command: readonly string[];
  readonly user: string;
  /** Folders outside the state folder that reports are written to. */
  readonly reportFolders: readonly string[];
  /** Of the services; null where none was named. */
  readonly credentialsPath: string | null;
  /** Whole run, for the manager's own limit. */
  readonly timeoutSeconds: number;
  /** Set for the run and shown nowhere: the addresses of hooks may hold tokens. */
  readonly secretEnvironment: Readonly<Record<string, string>>;
  readonly moment: Moment;
}

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** For its owner's eyes alone, and not shown. */
  readonly isSecret: boolean;
}

export const paths = {
  service: '/etc/systemd/system/backup-doctor.service',
  timer: '/etc/systemd/system/backup-doctor.timer',
  cron: '/etc/cron.d/backup-doctor',
  environment: '/etc/backup-doctor/schedule.env',
} as const;

/** Where systemd keeps when the timer last came: written by systemd, and for nobody else's sake. */
export const stampPath = '/var/lib/systemd/timers/stamp-backup-doctor.timer';

/** Stands in the first line of each of our files, and tells them from those of others. */
export const marker = '# Written by: backup-doctor schedule install';

/** Enables the timer as `systemctl enable` does. */
export const timerLink = { path: '/etc/systemd/system/timers.target.wants/backup-doctor.timer', target: paths.timer } as const;

export function plan(schedule: Schedule): readonly PlannedFile[] {
  const files =
    schedule.manager === 'systemd'
      ? [planned(paths.service, serviceUnit(schedule, paths.environment)), planned(paths.timer, timerUnit(schedule))]
      : [planned(paths.cron, cronFile(schedule, paths.environment))];
  const secrets = Object.entries(schedule.secretEnvironment);
  if (secrets.length === 0) return files;
  return [
    ...files,
    { ...planned(paths.environment, secrets.map(([name, value]) => `${name}=${doubleQuoted(value)}\n`).join('')), isSecret: true },
  ];
}

const planned = (path: string, text: string): PlannedFile => ({ path, text: `${marker}\n${text}`, isSecret: false });

/** As both a shell and systemd read it. */
const doubleQuoted = (text: string): string => `"${text.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
