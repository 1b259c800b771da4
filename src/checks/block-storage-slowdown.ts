// Does the backup set lie on a network volume, which is known to slow backups down, and by how much here? A device name is no
// proof of the first, what the API lists as attached is; and only --deep measures the second.
import type { ApiFacts } from '../facts/api.js';
import { reasonOf, valueOf } from '../facts/observed.js';
import { attachmentsIn, withAttachments } from '../facts/storage/attachments.js';
import type { BackupSetVolume } from '../facts/volumes.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { modelSource, told } from './throughput/evidence.js';
import { costModelFrom } from './throughput/facts-of-model.js';
import { exactly } from './throughput/interval.js';
import { storageCosts, type StorageCost } from './throughput/what-if.js';
import { percentText } from './throughput/words.js';

/** What a path lies on, and what that costs where it was measured. */
interface Place {
  readonly volume: BackupSetVolume;
  readonly storage: StorageCost | null;
}

export const blockStorageSlowdown = defineCheck({
  id: 'block-storage-slowdown',
  needs: ['volumes'],
  uses: ['throughput', 'agent.vault', 'api'],
  limits: ['agentCeilingBytesPerSecond', 'costPercent'],
  problems: ['network-block-volume', 'network-file-system'],
  judge({ volumes: { backupSet, innerMounts = [] }, throughput, 'agent.vault': vault, api }, { agentCeilingBytesPerSecond, costPercent }): Verdict {
    if (backupSet.length === 0) return { status: 'unknown', reason: 'the backup set is not known on this host: name it with --paths' };
    const reads = throughput === null ? [] : (valueOf(throughput.reads) ?? []);
    const ceiling = { vault, api, ceilingBytesPerSecond: agentCeilingBytesPerSecond };
    const costs = throughput === null ? [] : storageCosts(costModelFrom(throughput, ceiling), reads);
    const storageOf = (path: string): StorageCost | null => costs.find(({ device }) => device.paths.includes(path)) ?? null;
    const attachments = attachmentsIn(api);
    const places = [...backupSet, ...innerMounts].map((volume) => ({ volume: withAttachments(volume, attachments), storage: storageOf(volume.path) }));
    return judgePlaces(places, costPercent, whatWouldTell(api));
  },
});

function judgePlaces(places: readonly Place[], costPercent: number, wouldTell: string): Verdict {
  const mayCost = places.filter(({ storage }) => storage === null || storage.cost.high >= costPercent);
  const [block, share, open] = (['block-storage', 'network-file-system', 'unknown'] as const).map((deviceClass) =>
    mayCost.filter(({ volume }) => volume.deviceClass === deviceClass),
  );
  const told = [...dearest(block ?? []), ...dearest(share ?? []), ...(open ?? [])];
  const evidence = [...told, ...places.filter((place) => !told.includes(place)).sort(networkFirst)].flatMap(evidenceOf);
  const [worst] = told;
  if (worst === undefined) return { status: 'ok', evidence };
  if (worst.volume.deviceClass === 'unknown') return { status: 'unknown', reason: `${worst.volume.path}: ${worst.volume.because}; ${wouldTell}`, evidence };
  const problem = worst.volume.deviceClass === 'block-storage' ? 'network-block-volume' : 'network-file-system';
  // Whether it is what makes this host slow takes a measurement.
  const isKnown = (worst.storage?.cost.low ?? 0) >= costPercent;
  return { status: 'warning', problem, confidence: isKnown ? 'likely' : 'possible', evidence };
}

const dearest = (places: readonly Place[]): readonly Place[] =>
  [...places].sort((a, b) => (b.storage?.cost.mid ?? 0) - (a.storage?.cost.mid ?? 0));

const isOnNetwork = ({ volume: { deviceClass } }: Place): boolean => deviceClass === 'block-storage' || deviceClass === 'network-file-system';

const networkFirst = (a: Place, b: Place): number => Number(isOnNetwork(b)) - Number(isOnNetwork(a));

/** They were asked for, and the answer did not come, or did not tell. */
function whatWouldTell(api: ApiFacts | null): string {
  const asked = api?.attachments;
  if (asked === undefined) return "the server's volume attachments in the control panel or the API would tell";
  if (asked.state !== 'observed') return `the server's volume attachments would tell, but: ${reasonOf(asked)}`;
  return `what the API lists as attached to this server (${asked.value.length}) bears names that prove nothing here`;
}

const evidenceOf = (place: Place): readonly Evidence[] => {
  const { path, mount, deviceClass, deviceChain, because } = place.volume;
  return [
    told(path, 'deviceClass', deviceClass, 'sysfs'),
    told(path, 'because', because, 'sysfs'),
    told(path, 'deviceChain', deviceChain.join(' > '), 'sysfs'),
    told(path, 'mountPoint', mount.mountPoint, 'mount table'),
    told(path, 'device', mount.device, 'mount table'),
    told(path, 'place', placeInWords(place), modelSource),
    told(path, 'cost', costInWords(place.storage), modelSource),
  ];
};

function placeInWords(place: Place): string {
  const { because, deviceClass } = place.volume;
  if (!isOnNetwork(place) && deviceClass !== 'unknown') return `does not lie on network storage: ${because}`;
  return `${deviceClass === 'unknown' ? 'may lie' : 'lies'} on network storage (${because}); ${costInWords(place.storage)}`;
}

function costInWords(storage: StorageCost | null): string {
  if (storage === null) return 'how much was not measured here';
  const than = diskInWords(storage.comparedWith);
  const { high } = storage.cost;
  const isBound = storage.comparedWith === null && high >= 1 && Number.isFinite(high);
  return `backups are ${isBound ? `at most ${percentText(exactly(high))}` : percentText(storage.cost)} slower ${than}`;
}

function diskInWords(other: StorageCost['comparedWith']): string {
  if (other === null) return 'than from a disk that took no time at all';
  return `than from the ${other.deviceClass === 'local-disk' ? 'local ' : ''}disk at ${other.mountPoint}`;
}
