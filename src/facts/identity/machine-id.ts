// /etc/machine-id and its kin: which of the places to believe, and when to believe none.
import type { Observed } from '../observed.js';
import { firstValid, known, unknownId, type Reading } from './reading.js';
import { canonicalUuid } from './uuid.js';

export interface MachineIdFiles {
  /** systemd's own file. */
  readonly etc: Observed<string>;
  /** D-Bus's older copy of it. */
  readonly dbus: Observed<string>;
}

export interface PackageAnswer {
  /** What the package node-machine-id answered. */
  readonly library: Observed<string>;
  readonly hostname: string | null;
}

export type MachineIdReading = Reading & { readonly source: string };

const etcPath = '/etc/machine-id';
const dbusPath = '/var/lib/dbus/machine-id';
const packageName = 'node-machine-id';

/** null where neither file could be read. */
export function machineIdInFiles({ etc, dbus }: MachineIdFiles): MachineIdReading | null {
  const [etcId, dbusId] = [idIn(etc), idIn(dbus)];
  const conflict = etcId !== null && dbusId !== null && etcId !== dbusId ? `${dbusPath} holds another id` : null;
  if (etcId !== null) return { ...known(etcId, conflict), source: etcPath };
  if (dbusId !== null) return { ...known(dbusId), source: dbusPath };
  return [etc, dbus].some(({ state }) => state === 'observed') ? noId(etc) : null;
}

export function machineIdOfPackage({ library, hostname }: PackageAnswer, { etc }: MachineIdFiles): MachineIdReading {
  const libraryId = answerOf(library, hostname);
  return libraryId === null ? noId(etc) : { ...known(libraryId), source: packageName };
}

const noId = (etc: Observed<string>): MachineIdReading => ({ ...unknownId(whyNot(etc)), source: etcPath });

const idIn = (place: Observed<string>): string | null => (place.state === 'observed' ? firstValid(place.value, canonicalUuid) : null);

/** Without a usable file the package answers the host name, or the word that a golden image carries instead of an id. */
function answerOf(library: Observed<string>, hostname: string | null): string | null {
  if (library.state !== 'observed') return null;
  return library.value.trim().toLowerCase() === hostname?.trim().toLowerCase() ? null : firstValid(library.value, canonicalUuid);
}

function whyNot(etc: Observed<string>): string {
  if (etc.state === 'absent') return etc.reason;
  if (etc.state === 'unavailable') return etc.failure.detail;
  return etc.value.trim() === '' ? `${etcPath} is empty` : `${etcPath} holds no machine id`;
}
