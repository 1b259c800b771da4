// Ids that come from outside the disk: DMI and XenStore from the hypervisor, addresses from the network cards.
import { canonicalUuid } from '../../facts/identity/uuid.js';
import { xenstoreNameIn } from '../../facts/identity/instance-id.js';
import { macAddressesOf, type NetworkCard } from '../../facts/identity/mac-addresses.js';
import { firstValid, known, unknownId, type Reading } from '../../facts/identity/reading.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { absent, reasonOf, valueOf, type Observed } from '../../facts/observed.js';
import type { CommandResult } from '../platform/run-command.js';
import type { HostFiles, System } from '../platform/system.js';
import { readIdText } from './read-id-text.js';

const dmiPath = '/sys/class/dmi/id/product_uuid';
const cardsPath = '/sys/class/net';
/** A host of containers may have thousands of interfaces; cards are few. */
const maxInterfaceCount = 256;

export async function readDmiUuid(files: HostFiles): Promise<NamedReading> {
  const reading = judged(await readIdText(files, dmiPath), (text) => {
    const uuid = firstValid(text, canonicalUuid);
    return uuid === null ? unknownId('no UUID, or a placeholder that many boards bear') : known(uuid);
  });
  return { name: 'dmi-uuid', source: dmiPath, reading };
}

/** The search path of commands. */
const programFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/bin'];

export async function readXenstoreName(system: System): Promise<NamedReading> {
  const reading = judged(await askXenstoreName(system), ({ stdout }) => xenstoreNameIn(stdout));
  return { name: 'xenstore-name', source: 'xenstore-read name', reading };
}

/** The hypervisor's name for this server. */
export async function askXenstoreName(system: System): Promise<Observed<CommandResult>> {
  // Most hosts have no such program, and a start that fails costs more than a look at where it would lie.
  const places = await Promise.all(programFolders.map((folder) => system.files.stat(`${folder}/xenstore-read`)));
  const isThere = places.some(({ state }) => state !== 'absent');
  return isThere ? system.run('xenstore-read', ['name'], { limitMs: 2_000, capBytes: 4096 }) : absent('xenstore-read is not installed');
}

export async function readMacAddresses(files: HostFiles): Promise<NamedReading> {
  const names = (valueOf(await files.list(cardsPath)) ?? []).slice(0, maxInterfaceCount);
  const cards = await Promise.all(names.map((name) => readCard(files, `${cardsPath}/${name}`)));
  return { name: 'mac-addresses', source: cardsPath, reading: macAddressesOf(cards) };
}

async function readCard(files: HostFiles, path: string): Promise<NetworkCard> {
  const [address, type, device] = await Promise.all([
    readIdText(files, `${path}/address`),
    readIdText(files, `${path}/type`),
    files.readLink(`${path}/device`),
  ]);
  return { address: valueOf(address) ?? '', type: valueOf(type) ?? '', hasDevice: device.state === 'observed' };
}

/** Permission denied, hung and missing are all unknown, each with its own reason. */
export function judged<T>(fact: Observed<T>, judge: (value: T) => Reading): Reading {
  if (fact.state === 'observed') return judge(fact.value);
  return unknownId(reasonOf(fact));
}
