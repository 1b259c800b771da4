// The machine id from its two files, which alone can be read in a host image. The package is asked, in a child with a limit,
// where neither could be read: on Linux it reads the same files, and it costs a start of Node and of a shell.
import { machineIdInFiles, machineIdOfPackage, type MachineIdFiles, type MachineIdReading } from '../../facts/identity/machine-id.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { absent } from '../../facts/observed.js';
import { askChild } from '../platform/ask-child.js';
import type { System } from '../platform/system.js';
import { readIdText } from './read-id-text.js';
import type { HostNameText } from './read-names.js';

/** A start of Node and of a shell: 0.1 s here, more on a busy host. */
const limitMs = 3_000;

export async function readMachineId(system: System, hostName: Promise<HostNameText>): Promise<NamedReading> {
  const [etc, dbus] = await Promise.all([
    readIdText(system.files, '/etc/machine-id'),
    readIdText(system.files, '/var/lib/dbus/machine-id'),
  ]);
  const { source, ...reading } = machineIdInFiles({ etc, dbus }) ?? (await askPackage(system, await hostName, { etc, dbus }));
  return { name: 'machine-id', source, reading };
}

async function askPackage(system: System, { text: hostname }: HostNameText, files: MachineIdFiles): Promise<MachineIdReading> {
  const library = system.root === null ? await askChild('machine-id', '', { limitMs }) : absent('only a running host can tell');
  return machineIdOfPackage({ library, hostname }, files);
}
