// Reads a block device and all that lies below it from sysfs, which the kernel itself answers and which never hangs.
import { basename, dirname } from 'node:path';
import { valueOf } from '../../facts/observed.js';
import type { BlockDevice } from '../../facts/storage/devices.js';
import type { HostFiles } from '../platform/system.js';

/** A volume on a partition on RAID on LUKS on LVM has five; a loop device in a loop has no end. */
const maxDepth = 10;

/** What a loop device's file lies on is a question of mounts, which this file does not know. */
export type FindBelowFile = (path: string, depth: number) => Promise<BlockDevice | null>;

/**
 * @param place `/sys/dev/block/8:1` or `/sys/class/block/sda1`
 * @returns null where sysfs does not know it
 */
export async function readBlockDevice(
  files: HostFiles,
  place: string,
  findBelowFile: FindBelowFile,
  depth = 0,
): Promise<BlockDevice | null> {
  const link = valueOf(await files.readLink(place));
  if (link === null || depth > maxDepth) return null;
  const sysPath = link.replace(/^(\.\.\/)+/, '');
  const attribute = (name: string): Promise<string | null> => readAttribute(files, `${place}/${name}`);
  const [partition, dmUuid, mdLevel, backingFile, vendor, model, transport, slaves] = await Promise.all([
    attribute('partition'),
    attribute('dm/uuid'),
    attribute('md/level'),
    attribute('loop/backing_file'),
    attribute('device/vendor'),
    attribute('device/model'),
    readTransport(files, place),
    files.list(`${place}/slaves`),
  ]);
  const name = basename(sysPath);
  const parents = [...(partition === null ? [] : [basename(dirname(sysPath))]), ...(valueOf(slaves) ?? [])];
  const below = parents.map(
    async (parent) => (await readBlockDevice(files, `/sys/class/block/${parent}`, findBelowFile, depth + 1)) ?? unseen(parent),
  );
  if (backingFile !== null) below.push(findBelowFile(backingFile, depth + 1).then((found) => found ?? unseen(backingFile)));
  return {
    name,
    sysPath,
    kind: kindOf({ name, isPartition: partition !== null, dmUuid, mdLevel, backingFile }),
    // `ATA` stands for any SATA disk's maker, and a number for a virtual one's.
    model: [vendor, model].filter((text) => text !== null && text !== 'ATA' && !text.startsWith('0x')).join(' ') || null,
    transport,
    below: await Promise.all(below),
  };
}

/** Part of a device that could not be seen: it keeps the whole from being called local. */
const unseen = (name: string): BlockDevice => ({ name, sysPath: '', kind: 'unseen', model: null, transport: null, below: [] });

interface Signs {
  readonly name: string;
  readonly isPartition: boolean;
  readonly dmUuid: string | null;
  readonly mdLevel: string | null;
  readonly backingFile: string | null;
}

/** The uuid of a mapped device begins with who made it: `CRYPT-LUKS2-…`, `LVM-…`, `mpath-…`, `part1-mpath-…`. */
function kindOf({ name, isPartition, dmUuid, mdLevel, backingFile }: Signs): string {
  if (isPartition) return 'part';
  if (/^bcache\d+$/.test(name)) return 'bcache';
  if (mdLevel !== null) return mdLevel;
  if (backingFile !== null) return 'loop';
  const maker = /^(part\d*|[A-Za-z]+)-/.exec(dmUuid ?? '')?.[1]?.toLowerCase();
  if (maker !== undefined) return maker.replace(/^part\d*$/, 'part');
  // Whoever maps by hand gives no uuid.
  return dmUuid !== null || /^dm-\d+$/.test(name) ? 'dm' : 'disk';
}

/** An NVMe namespace hangs on a controller, or with multipath on a subsystem that lists its controllers. */
async function readTransport(files: HostFiles, place: string): Promise<string | null> {
  const own = await readAttribute(files, `${place}/device/transport`);
  if (own !== null || !/nvme/.test(valueOf(await files.readLink(place)) ?? '')) return own;
  const controller = valueOf(await files.list(`${place}/device`))?.find((name) => /^nvme\d+$/.test(name));
  return controller === undefined ? null : readAttribute(files, `${place}/device/${controller}/transport`);
}

async function readAttribute(files: HostFiles, path: string): Promise<string | null> {
  const text = valueOf(await files.readText(path, 4_096))?.text.trim();
  return text === undefined || text === '' ? null : text;
}
