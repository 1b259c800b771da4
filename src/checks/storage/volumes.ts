// Several folders of the agent often share one volume, which is then judged once; and a volume whose space could
// not be read is no volume with enough.
import type { Folder } from '../../facts/agent.js';
import { isWrittenOnce } from '../../facts/storage/file-systems.js';
import type { Space, Volume, VolumeFacts } from '../../facts/volumes.js';
import type { Evidence, Verdict } from '../check.js';

export interface MeasuredVolume {
  readonly volume: Volume;
  readonly space: Space;
  /** What the agent keeps there. */
  readonly roles: readonly Folder['role'][];
}

/** One entry a volume, the one with the least free bytes first. Media that are written once are always full. */
export function measuredVolumes({ volumes }: VolumeFacts): readonly MeasuredVolume[] {
  const measured = volumes
    .flatMap((volume) => (volume.space.state === 'observed' ? [{ volume, space: volume.space.value }] : []))
    .filter(({ volume }) => !isWrittenOnce(volume.mount.fsType))
    .toSorted((one, other) => one.space.freeBytes - other.space.freeBytes);
  const mountPoints = [...new Set(measured.map(({ volume }) => volume.mount.mountPoint))];
  return mountPoints.flatMap((mountPoint) => {
    const together = measured.filter(({ volume }) => volume.mount.mountPoint === mountPoint);
    return together.slice(0, 1).map((least) => ({ ...least, roles: together.map(({ volume }) => volume.folder.role) }));
  });
}

/** The answer where no measured volume has a problem: null when all were measured. */
export function whyNotAll({ volumes }: VolumeFacts): Verdict | null {
  for (const { folder, mount, space } of volumes) {
    if (space.state !== 'unavailable') continue;
    return {
      status: 'unknown',
      reason: `the volume of ${folder.path} (${mount.fsType} at ${mount.mountPoint}) could not be looked at: ${space.failure.detail}`,
    };
  }
  const absent = volumes.map(({ space }) => space).find((space) => space.state === 'absent');
  return absent === undefined ? null : { status: 'not-applicable', reason: absent.reason };
}

/** What every sentence about a volume may name. */
export const placeEvidence = ({ folder, mount, forUser }: Volume): readonly Evidence[] => [
  { subject: folder.path, name: 'mountPoint', value: mount.mountPoint, unit: null, source: 'mount table' },
  { subject: folder.path, name: 'device', value: mount.device, unit: null, source: 'mount table' },
  { subject: folder.path, name: 'forUser', value: forUser, unit: null, source: folder.source },
];
