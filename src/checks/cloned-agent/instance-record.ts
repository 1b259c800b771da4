// How far cloud-init's record of instances can be believed: who issued the ids, and whether it still runs here.
import type { IdentityFacts, IdHash, InstanceHistory } from '../../facts/identity.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { Strength } from './clue.js';
import type { SeenId } from './same-server.js';

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

/** cloud-init knew this disk's server by an id of another form before: its data source was changed, if not the server. */
export const wasRenamed = ({ otherFormHashes = [] }: InstanceHistory): boolean => otherFormHashes.length > 0;

/** Without the ids that cloud-init gave under another data source: they differ on one server, too. */
export const withoutRenames = (ids: readonly SeenId[], renamedFrom: readonly IdHash[]): readonly SeenId[] =>
  ids.filter(({ name, hash }) => !(name === 'instance-id' || name === 'metadata-id') || hash === null || !renamedFrom.includes(hash));

/** cloud-init was switched off, or did not run in this boot: its record may be that of the server that it was copied from. */
export function isStale({ instanceHistory, signals, traces }: IdentityFacts, bootedAt: string | null, toleranceSeconds: number): boolean {
  if (instanceHistory === null) return true;
  const { currentHash, lastBootAt } = instanceHistory;
  const differs = differsFromCloud({ signals, instanceHistory });
  if (differs !== null) return differs;
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

/** null where the cloud is silent, or XenStore's UUID stands against an id of another form. */
export function differsFromCloud({ signals, instanceHistory }: Pick<IdentityFacts, 'signals' | 'instanceHistory'>): boolean | null {
  const told = cloudsWord(signals);
  if (told === null || instanceHistory === null) return null;
  const { currentHash, idForm } = instanceHistory;
  if (told === currentHash) return false;
  const isOfXen = signals.some(({ name, hash }) => name === 'xenstore-name' && hash === told);
  return isOfXen && idForm !== 'uuid' ? null : true;
}

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
