// The line for cron(8), for hosts without systemd. Cron mails what is printed; a healthy run prints nothing.
import { intervals } from './interval.js';
import type { Schedule } from './plan.js';

export function cronFile({ every, moment, user, command, credentialsPath, secretEnvironment }: Schedule, environmentPath: string): string {
  const words = credentialsPath === null ? command : [...command, '--credentials', credentialsPath];
  const secrets = Object.keys(secretEnvironment).length === 0 ? '' : `set -a; . ${environmentPath}; set +a; `;
  return `# Remove it with: backup-doctor schedule remove
SHELL=/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
${intervals[every].cron(moment)} ${user} ${forCron(`${secrets}exec nice -n 19 ${words.map(quoted).join(' ')}`)}
`;
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** Cron ends a command at a bare per cent sign. */
const forCron = (line: string): string => line.replaceAll('%', String.raw`\%`);
