// How far cloud-init's record of instances can be believed: who issued the ids, and whether it still runs here.
import type { IdentityFacts, IdHash, InstanceHistory } from '../../facts/identity.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { Strength } from './clue.js';

/** Sources whose ids name one server of a cloud for its whole life, through stops, resizes and migrations. */
const platformSources: ReadonlySet<string> = new Set(['DataSourceConfigDrive', 'DataSourceOpenStack', 'DataSourceAzure']);
/** Ids of Amazon's form are no UUIDs. */
const amazonSource = 'DataSourceEc2';
/** Ids that a person or a tool writes, and that may change with a mere restart or a changed setting. */
const seedSources: ReadonlySet<string> = new Set([
  ...['DataSourceNoCloud', 'DataSourceNone', 'DataSourceOVF', 'DataSourceVMware', 'DataSourceLXD', 'DataSourceMAAS', 'DataSourceWSL'],
]);

/** What a changed instance id is worth. Unknown clouds are medium: one is known to have renamed a server after a failure. */
export function instanceIdStrength({ datasource, idForm }: InstanceHistory): Strength {
  const source = datasource?.replace(/(Local|Net)$/, '') ?? '';
  if (seedSources.has(source)) return 'weak';
  return source === amazonSource || (platformSources.has(source) && idForm === 'uuid') ? 'strong' : 'medium';
}

/** cloud-init was switched off, or did not run in this boot: its record may be that of the server that it was copied from. */
export function isStale({ instanceHistory, signals, traces }: IdentityFacts, bootedAt: string | null, toleranceSeconds: number): boolean {
  if (instanceHistory === null) return true;
  const { currentHash, lastBootAt } = instanceHistory;
  const told = cloudsWord(signals);
  if (told !== null) return told !== currentHash;
  if (signals.some(({ name, hash }) => name === 'dmi-uuid' && hash === currentHash)) return false;
  // A config drive that lies on the disk is read at each boot, and names the server that it was copied from.
  if (traces?.seedHash === currentHash) return true;
  return bootedAt !== null && (lastBootAt === null || secondsBetween(lastBootAt, bootedAt) > toleranceSeconds);
}

/** Which server the cloud says that this is, now and not by what a disk remembers. */
export const cloudsWord = (signals: IdentityFacts['signals']): IdHash | null =>
  signals.find(({ name, hash }) => name === 'xenstore-name' && hash !== null)?.hash ??
  signals.find(({ name }) => name === 'metadata-id')?.hash ??
  null;

/**
 * When the registration file was put on this disk, where that was later than it was written: a restore, or a copy that
 * kept its times. null where it was written in place, or where the whole disk was copied file by file and births say nothing.
 */
export function restoredAt(
  { instanceHistory, registrationBornAt }: IdentityFacts,
  registeredAt: string,
  toleranceSeconds: number,
): string | null {
  const { folderBornAt = null, currentSince = null } = instanceHistory ?? {};
  if (registrationBornAt === null || folderBornAt === null || currentSince === null) return null;
  const tellsBirths = secondsBetween(currentSince, folderBornAt) <= toleranceSeconds;
  return tellsBirths && secondsBetween(registeredAt, registrationBornAt) > toleranceSeconds ? registrationBornAt : null;
}
