// From readings to signals: ids become keyed hashes, and each is given the root that it really comes from.
import type { IdentitySignal, IdHash, SignalName, SignalRoot } from '../identity.js';
import type { Reading } from './reading.js';

export interface NamedReading {
  readonly name: SignalName;
  readonly source: string;
  readonly reading: Reading;
}

const ownRoots: Readonly<Record<SignalName, SignalRoot>> = {
  'machine-id': 'disk',
  'dmi-uuid': 'hypervisor',
  'xenstore-name': 'hypervisor',
  'instance-id': 'instance',
  'mac-addresses': 'network',
  hostname: 'name',
  'ssh-host-keys': 'disk',
  'metadata-id': 'instance',
};

export function toSignals(readings: readonly NamedReading[], hash: (value: string) => IdHash): readonly IdentitySignal[] {
  return readings.map(({ name, source, reading }) => ({
    name,
    root: rootOf(name, reading.value, readings),
    hash: reading.value === null ? null : hash(reading.value),
    source,
    note: reading.note,
  }));
}

/**
 * A first boot may copy the machine id from the DMI UUID or the hypervisor's, and the instance id often is one of
 * them: equal values are one signal. cloud-init makes new SSH keys for a new instance.
 */
function rootOf(name: SignalName, value: string | null, readings: readonly NamedReading[]): SignalRoot {
  const valueOf = (other: SignalName): string | null => readings.find((reading) => reading.name === other)?.reading.value ?? null;
  if (name === 'ssh-host-keys') return valueOf('instance-id') === null ? 'disk' : 'instance';
  if (value === null) return ownRoots[name];
  if (value === valueOf('dmi-uuid') || value === valueOf('xenstore-name')) return 'hypervisor';
  return value === valueOf('instance-id') ? 'instance' : ownRoots[name];
}
