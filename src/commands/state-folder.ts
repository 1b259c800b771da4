// Where this tool keeps what it must remember between two runs.
import { join } from 'node:path';

/** systemd names the folder of a unit; else root's or the user's own. */
export function stateFolder(): string {
  const given = process.env['STATE_DIRECTORY']?.split(':')[0];
  if (given) return given;
  if (process.getuid?.() === 0) return '/var/lib/backup-doctor';
  return join(
    process.env['XDG_STATE_HOME'] || join(process.env['HOME'] || process.env['USERPROFILE'] || '/', '.local', 'state'),
    'backup-doctor',
  );
}
