// Bind mounts show a folder twice, and a folder within itself. Only where such a part begins need a walk remember where it was.
import { unescapeOctal } from '../mounts.js';
import { kindOfFileSystem } from './file-systems.js';

interface Shown {
  readonly deviceId: string;
  /** The part of its file system that the mount shows. */
  readonly part: string;
  readonly mountPoint: string;
}

/** @param mountInfo the text of /proc/PID/mountinfo @returns where parts begin that can be seen at another place too */
export function sharedPlaces(mountInfo: string): ReadonlySet<string> {
  const mounts = mountInfo.split('\n').flatMap((line) => shownBy(line) ?? []);
  const showing = new Map<string, Shown[]>();
  for (const mount of mounts) {
    const key = keyOf(mount, mount.part);
    showing.set(key, [...(showing.get(key) ?? []), mount]);
  }
  return new Set(mounts.flatMap((mount) => seenTwice(mount, showing)));
}

const keyOf = ({ deviceId }: Shown, part: string): string => `${deviceId} ${part}`;

/** Where the part of a mount can be seen: as itself, and inside each other mount of a part around it. Hosts with thousands of mounts exist. */
function seenTwice(inner: Shown, showing: ReadonlyMap<string, readonly Shown[]>): readonly string[] {
  const around = partsAround(inner.part).flatMap((part) => showing.get(keyOf(inner, part)) ?? []);
  const others = around.map((outer) => placeIn(outer, inner.part)).filter((place) => place !== inner.mountPoint);
  return others.length === 0 ? [] : [inner.mountPoint, ...others];
}

/** `/a/b` → `/a/b`, `/a`, `/` */
function partsAround(part: string): readonly string[] {
  const names = part.split('/').filter((name) => name !== '');
  return names.map((_, index) => `/${names.slice(0, names.length - index).join('/')}`).concat('/');
}

function placeIn({ part, mountPoint }: Shown, inner: string): string {
  const rest = part === '/' ? inner : inner.slice(part.length);
  return rest === '/' || rest === '' ? mountPoint : `${mountPoint === '/' ? '' : mountPoint}${rest}`;
}

/** `36 35 98:0 /part /mnt rw,noatime master:1 - ext3 /dev/root rw` (proc(5)) */
function shownBy(line: string): Shown | null {
  const [, deviceId, part, mountPoint, fsType] = /^\d+ +\d+ +(\d+:\d+) +(\/\S*) +(\/\S*) .*? - (\S+) /.exec(line) ?? [];
  if (deviceId === undefined || part === undefined || mountPoint === undefined || fsType === undefined) return null;
  if (kindOfFileSystem(fsType) === 'memory') return null;
  return { deviceId, part: unescapeOctal(part), mountPoint: unescapeOctal(mountPoint) };
}
