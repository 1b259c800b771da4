// The machine id from the package, in a child with a limit, and from the two files that it reads: the files alone
// can be read in a host image, and alone can show that the package fell back to the host name.
import { chooseMachineId } from '../../facts/identity/machine-id.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { absent } from '../../facts/observed.js';
import { askChild } from '../platform/ask-child.js';
import type { System } from '../platform/system.js';
import { readIdText } from './read-id-text.js';
import type { HostNameText } from './read-names.js';

/** A start of Node and of a shell: 0.1 s here, more on a busy host. */
const limitMs = 3_000;

export async function readMachineId(system: System, hostName: Promise<HostNameText>): Promise<NamedReading> {
  const [library, etc, dbus, { text: hostname }] = await Promise.all([
    system.root === null ? askChild('machine-id', '', { limitMs }) : absent('only a running host can tell'),
    readIdText(system.files, '/etc/machine-id'),
    readIdText(system.files, '/var/lib/dbus/machine-id'),
    hostName,
  ]);
  const { source, ...reading } = chooseMachineId({ etc, dbus, library, hostname });
  return { name: 'machine-id', source, reading };
}
