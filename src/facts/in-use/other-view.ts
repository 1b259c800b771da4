// Where a path of a program in a mount namespace of its own, as in a container, lies for this host: both tables of mounts name
// the device and the part of it that each mount shows.
import { isAtOrBelow, unescapeOctal } from '../mounts.js';

export interface ShownMount {
  readonly deviceId: string;
  /** The part of its file system that the mount shows. */
  readonly part: string;
  readonly mountPoint: string;
}

/** @param mountInfo the text of /proc/PID/mountinfo; paths are in whatever encoding it was read */
export const shownMounts = (mountInfo: string): readonly ShownMount[] => mountInfo.split('\n').flatMap((line) => shownBy(line) ?? []);

function shownBy(line: string): ShownMount | null {
  const [, deviceId, part, mountPoint] = /^\d+ +\d+ +(\d+:\d+) +(\/[^ ]*) +(\/[^ ]*) /.exec(line) ?? [];
  if (deviceId === undefined || part === undefined || mountPoint === undefined) return null;
  return { deviceId, part: unescapeOctal(part), mountPoint: unescapeOctal(mountPoint) };
}

/** null where this host does not show the file at all. */
export function pathHere(path: string, theirs: readonly ShownMount[], ours: readonly ShownMount[]): string | null {
  const mount = innermost(
    theirs,
    (one) => isAtOrBelow(path, one.mountPoint),
    ({ mountPoint }) => mountPoint,
  );
  if (mount === null) return null;
  const onDevice = below(mount.part, restOf(path, mount.mountPoint));
  const here = innermost(
    ours,
    (one) => one.deviceId === mount.deviceId && isAtOrBelow(onDevice, one.part),
    ({ part }) => part,
  );
  return here === null ? null : below(here.mountPoint, restOf(onDevice, here.part));
}

/** Of mounts at one place the last one hides the others. */
function innermost(mounts: readonly ShownMount[], holds: (one: ShownMount) => boolean, by: (one: ShownMount) => string): ShownMount | null {
  let best: ShownMount | null = null;
  for (const mount of mounts) if (holds(mount) && by(mount).length >= (best === null ? 0 : by(best).length)) best = mount;
  return best;
}

/** `/a/b` below `/a` is `/b`; nothing for the folder itself. */
const restOf = (path: string, folder: string): string => (folder === '/' ? path : path.slice(folder.length));

const below = (folder: string, rest: string): string => (rest === '' || rest === '/' ? folder : `${folder === '/' ? '' : folder}${rest}`);
