// What lies on the disk of the servers that it was set up for: a config drive that was copied to it, and files that wait for
// the network cards of one machine. What cannot be read is no trace.
import type { DiskTraces, NetworkFile } from '../../facts/identity.js';
import { configDriveIdIn } from '../../facts/identity/metadata-id.js';
import { cardsNamedIn } from '../../facts/identity/network-files.js';
import { valueOf } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';
import { hashId } from './hash-id.js';
import { judged } from './read-hardware.js';
import { readIdText } from './read-id-text.js';

const seedPath = '/var/lib/cloud/seed/config_drive/openstack/latest/meta_data.json';
const rulesPath = '/etc/udev/rules.d/70-persistent-net.rules';
const netplanPath = '/etc/netplan/50-cloud-init.yaml';
const scriptsFolder = '/etc/sysconfig/network-scripts';
const maxScriptCount = 16;
const capBytes = 64 * 1024;

export async function readTraces(files: HostFiles, own: Promise<readonly string[]>): Promise<DiskTraces> {
  const [seed, scripts] = await Promise.all([readIdText(files, seedPath), files.list(scriptsFolder)]);
  const names = (valueOf(scripts) ?? []).filter((name) => /^ifcfg-[\w.-]{1,40}$/.test(name)).slice(0, maxScriptCount);
  const paths = [rulesPath, netplanPath, ...names.map((name) => `${scriptsFolder}/${name}`)];
  const found = await Promise.all(paths.map(async (path) => readNetworkFile(files, path, await own)));
  const { value } = judged(seed, configDriveIdIn);
  return { seedHash: value === null ? null : hashId(value), networkFiles: found.flat() };
}

async function readNetworkFile(files: HostFiles, path: string, own: readonly string[]): Promise<readonly NetworkFile[]> {
  const file = valueOf(await files.readText(path, capBytes));
  const cards = cardsNamedIn(file?.text ?? '');
  if (file === null || cards.length === 0) return [];
  const ownCardCount = own.length === 0 ? null : cards.filter((card) => own.includes(card)).length;
  return [{ path, modifiedAt: file.stat.modifiedAt, cardCount: cards.length, ownCardCount }];
}
