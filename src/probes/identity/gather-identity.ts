// Who this machine is. The signals need nothing but the host, so they can be looked at while the agent is still
// searched; the agent's registration and the tool's own ledger join them at the end.
import type { DiskTraces, IdentityFacts, IdentitySignal, MachineIdentity } from '../../facts/identity.js';
import { instanceHistoryOf } from '../../facts/identity/instance-history.js';
import { addressesOf } from '../../facts/identity/mac-addresses.js';
import { unknownId } from '../../facts/identity/reading.js';
import { toSignals, type NamedReading } from '../../facts/identity/signals.js';
import { mapped, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { HostFiles, System } from '../platform/system.js';
import { detectContainer } from './detect-container.js';
import { hashAgentId, hashId } from './hash-id.js';
import { instanceIdReading, readCloudInit, readInstanceId } from './read-cloud-init.js';
import { readDmiUuid, readMacAddresses, readXenstoreName } from './read-hardware.js';
import { readLedger } from './read-ledger.js';
import { instanceDataPath, readMetadataId } from './read-metadata.js';
import { readTraces } from './read-traces.js';
import { readMachineId } from './read-machine-id.js';
import { hostNameReading, readHostKeys, readHostNameText } from './read-names.js';

export interface IdentitySettings {
  readonly registeredAt: string | null;
  readonly agentId: string | null;
  /** Where the registration file lies; its birth tells a restored file from a written one. */
  readonly registrationPath?: string | null;
  readonly stateFolder: string;
  /** The signals where somebody began to gather them earlier. */
  readonly machine?: Promise<Observed<MachineIdentity>>;
}

/** Root's ledger: the one that travels with a disk, and the only one to look for in a host image. */
export const defaultStateFolder = '/var/lib/backup-doctor';

export async function gatherIdentity(system: System, settings: IdentitySettings, signal: AbortSignal): Promise<Observed<IdentityFacts>> {
  const { registeredAt, agentId, registrationPath = null, machine = gatherSignals(system, signal) } = settings;
  const [seen, ledger, registrationBornAt] = await Promise.all([
    machine,
    readLedger(system.files, system.root === null ? settings.stateFolder : defaultStateFolder),
    bornAt(system.files, registrationPath),
  ]);
  return mapped(seen, (identity) => ({
    ...identity,
    registeredAt,
    registrationBornAt,
    agentId,
    agentIdHash: agentId === null ? null : hashAgentId(agentId),
    ledger: ledger.entries,
    ledgerNote: ledger.note,
  }));
}

/** What can be told before the agent is known. */
export async function gatherSignals(system: System, signal: AbortSignal): Promise<Observed<MachineIdentity>> {
  if (signal.aborted) return unavailable('timed-out', 'the signals of this machine were not looked at: the run was ending');
  const { files } = system;
  const named = readHostNameText(system);
  const instanceId = readInstanceId(files);
  const container = detectContainer(files);
  const cards = readMacAddresses(files);
  const [hostName, marks, id, cloudInit, traces, ...readings] = await Promise.all([
    named,
    container,
    instanceId,
    readCloudInit(files, instanceId),
    readTraces(files, ownCards(cards, container)),
    readMachineId(system, named),
    readDmiUuid(files),
    readXenstoreName(system),
    cards,
    readHostKeys(files),
    readMetadataId(system),
  ]);
  const all = [...readings, instanceIdReading(id), hostNameReading(hostName)].map((reading) => ofThisMachine(reading, marks));
  return observed({
    signals: toSignals(all, hashId).map((signal) => unlessSeeded(signal, traces)),
    instanceHistory: valueOf(mapped(cloudInit, (seen) => instanceHistoryOf(seen, hashId))),
    instanceHistoryNote: cloudInit.state === 'unavailable' ? cloudInit.failure.detail : null,
    container: marks,
    traces,
  });
}

/** cloud-init reads a config drive that lies on the disk at each boot, on whatever server that is. */
const unlessSeeded = (signal: IdentitySignal, { seedHash }: DiskTraces): IdentitySignal =>
  signal.name === 'metadata-id' && signal.source === instanceDataPath && signal.hash !== null && signal.hash === seedHash
    ? { ...signal, hash: null, note: 'it comes from a config drive that was copied to this disk' }
    : signal;

/** In a container those seen are its host's, or drawn anew. */
const ownCards = async (cards: Promise<NamedReading>, container: Promise<string | null>): Promise<readonly string[]> =>
  (await container) === null ? addressesOf((await cards).reading) : [];

/** Inside a container these belong to its host, or are drawn anew at each start. */
function ofThisMachine(signal: NamedReading, container: string | null): NamedReading {
  const isForeign = signal.name === 'dmi-uuid' || signal.name === 'xenstore-name' || signal.name === 'mac-addresses';
  if (container === null || !isForeign) return signal;
  return { ...signal, reading: unknownId(`belongs to the host of this container (${container})`) };
}

const bornAt = async (files: HostFiles, path: string | null): Promise<string | null> =>
  path === null ? null : (valueOf(await files.stat(path))?.bornAt ?? null);
