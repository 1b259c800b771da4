// The backup set to look at: as somebody named it, else as the configurations of the agent have it, where the service tells them.
import type { BackupConfiguration } from '../facts/api.js';
import { activeOf, backupSetOf, type BackupSet } from '../facts/backup-set.js';
import { observed, reasonOf, unavailable, type Observed } from '../facts/observed.js';

export const unnamed = 'the backup set is not known on this host: name it with --paths';

/** @param named empty where nobody named one @param told null where the service is not asked */
export async function findBackupSet(
  named: BackupSet,
  told: Promise<Observed<readonly BackupConfiguration[]>> | null,
  limitMs: number,
): Promise<Observed<BackupSet>> {
  if (named.paths.length > 0 || told === null) return observed(named);
  const configurations = await within(told, limitMs);
  if (configurations.state !== 'observed') return unavailable('unsupported', `${unnamed} (Cloud Backup did not tell it: ${reasonOf(configurations)})`);
  const set = backupSetOf(configurations.value);
  if (set === null) return unavailable('unsupported', `${unnamed} (${whyNone(configurations.value)})`);
  return observed({ ...set, exclusions: [...set.exclusions, ...named.exclusions] });
}

function whyNone(configurations: readonly BackupConfiguration[]): string {
  if (configurations.length === 0) return 'Cloud Backup has no configuration for this agent';
  return activeOf(configurations).length === 0
    ? 'no configuration that Cloud Backup has for this agent is active'
    : 'the active configurations that Cloud Backup has for this agent include no path of this host';
}

/** The wait ends with the run's own limit for it, whatever becomes of the question. */
async function within<T>(promise: Promise<Observed<T>>, limitMs: number): Promise<Observed<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Observed<T>>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('timed-out', `no answer within ${limitMs} ms`)), limitMs);
  });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}
