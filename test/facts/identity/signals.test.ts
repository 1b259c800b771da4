// Signals of one origin have one root, so that they count once.
import { describe, expect, it } from '@jest/globals';
import { known, unknownId } from '../../../src/facts/identity/reading.js';
import { toSignals } from '../../../src/facts/identity/signals.js';
import type { SignalName } from '../../../src/facts/identity.js';

const rootOf = (name: SignalName, values: Partial<Record<SignalName, string>>) => {
  const names: readonly SignalName[] = ['machine-id', 'dmi-uuid', 'xenstore-name', 'instance-id', 'ssh-host-keys'];
  const readings = names.map((each) => ({
    name: each,
    source: 's',
    reading: values[each] === undefined ? unknownId('none') : known(values[each]),
  }));
  return toSignals(readings, (value) => value).find((signal) => signal.name === name)?.root;
};

describe('roots', () => {
  it.each<{ what: string; name: SignalName; values: Partial<Record<SignalName, string>>; root: string }>([
    { what: 'a machine id of its own', name: 'machine-id', values: { 'machine-id': 'a', 'dmi-uuid': 'b' }, root: 'disk' },
    {
      what: 'a machine id copied from DMI at first boot',
      name: 'machine-id',
      values: { 'machine-id': 'a', 'dmi-uuid': 'a' },
      root: 'hypervisor',
    },
    { what: 'a machine id copied from Xen', name: 'machine-id', values: { 'machine-id': 'a', 'xenstore-name': 'a' }, root: 'hypervisor' },
    {
      what: 'a machine id that is the instance id',
      name: 'machine-id',
      values: { 'machine-id': 'a', 'instance-id': 'a' },
      root: 'instance',
    },
    { what: 'no machine id', name: 'machine-id', values: {}, root: 'disk' },
    { what: 'an instance id that DMI bears too', name: 'instance-id', values: { 'instance-id': 'a', 'dmi-uuid': 'a' }, root: 'hypervisor' },
    { what: 'an instance id of its own', name: 'instance-id', values: { 'instance-id': 'a', 'dmi-uuid': 'b' }, root: 'instance' },
    {
      what: 'SSH keys where cloud-init makes them anew',
      name: 'ssh-host-keys',
      values: { 'ssh-host-keys': 'k', 'instance-id': 'a' },
      root: 'instance',
    },
    { what: 'SSH keys elsewhere', name: 'ssh-host-keys', values: { 'ssh-host-keys': 'k' }, root: 'disk' },
  ])('$what: $root', ({ name, values, root }) => {
    expect(rootOf(name, values)).toBe(root);
  });

  it('an unknown id has no hash, but a reason', () => {
    const [signal] = toSignals([{ name: 'dmi-uuid', source: 's', reading: unknownId('only root may read it') }], (value) => value);
    expect(signal).toEqual({ name: 'dmi-uuid', root: 'hypervisor', hash: null, source: 's', note: 'only root may read it' });
  });
});
