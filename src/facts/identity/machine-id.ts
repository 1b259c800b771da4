// /etc/machine-id and its kin: which of the places to believe, and when to believe none.
import type { Observed } from '../observed.js';
import { firstValid, known, unknownId, type Reading } from './reading.js';
import { canonicalUuid } from './uuid.js';

export interface MachineIdPlaces {
  /** systemd's own file. */
  readonly etc: Observed<string>;
  /** D-Bus's older copy of it. */
  readonly dbus: Observed<string>;
  /** What the package node-machine-id answered. */
  readonly library: Observed<string>;
  readonly hostname: string | null;
}

const etcPath = '/etc/machine-id';
const dbusPath = '/var/lib/dbus/machine-id';
const packageName = 'node-machine-id';

export function chooseMachineId({ etc, dbus, library, hostname }: MachineIdPlaces): Reading & { readonly source: string } {
  const [etcId, dbusId] = [idIn(etc), idIn(dbus)];
  const libraryId = answerOf(library, hostname);
  const conflict = etcId !== null && dbusId !== null && etcId !== dbusId ? `${dbusPath} holds another id` : null;
  const fromFile = etcId ?? dbusId;
  const path = etcId !== null ? etcPath : dbusPath;
  if (fromFile !== null) return { ...known(fromFile, conflict), source: libraryId === fromFile ? `${packageName}, ${path}` : path };
  if (libraryId !== null) return { ...known(libraryId), source: packageName };
  return { ...unknownId(whyNot(etc)), source: etcPath };
}

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
