// Can new files still be made on the volumes that the agent writes to? Inodes run out while bytes are left.
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { measuredVolumes, placeEvidence, whyNotAll } from './storage/volumes.js';
import type { Volume } from '../facts/volumes.js';

export const lowInodes = defineCheck({
  id: 'low-inodes',
  needs: ['volumes'],
  limits: ['floorCount', 'lowPercent'],
  problems: ['inodes-exhausted', 'inodes-nearly-exhausted'],
  judge({ volumes }, { floorCount, lowPercent }): Verdict {
    const counted = measuredVolumes(volumes)
      .flatMap(({ volume, space: { totalInodeCount, freeInodeCount } }) =>
        totalInodeCount === null || freeInodeCount === null ? [] : [{ volume, totalInodeCount, freeInodeCount }],
      )
      .toSorted((one, other) => freePercent(one) - freePercent(other));
    const exhausted = counted.find(({ freeInodeCount }) => freeInodeCount < floorCount);
    const worst = exhausted ?? counted[0];
    const incomplete = whyNotAll(volumes);
    if (worst === undefined) return incomplete ?? { status: 'not-applicable', reason: 'the file systems of the agent count no inodes' };
    const evidence = [worst, ...counted.filter((one) => one !== worst)].flatMap((one) => evidenceOf(one, floorCount));
    const few = counted.filter((one) => one.freeInodeCount < floorCount || freePercent(one) <= lowPercent);
    const affected = few.map(({ volume }) => volume.folder.path);
    if (exhausted !== undefined) return { status: 'critical', problem: 'inodes-exhausted', evidence, affected };
    if (freePercent(worst) <= lowPercent) return { status: 'warning', problem: 'inodes-nearly-exhausted', evidence, affected };
    return incomplete === null ? { status: 'ok', evidence } : { ...incomplete, evidence };
  },
});

interface Counted {
  readonly volume: Volume;
  readonly totalInodeCount: number;
  readonly freeInodeCount: number;
}

const freePercent = ({ freeInodeCount, totalInodeCount }: Counted): number => (100 * freeInodeCount) / totalInodeCount;

function evidenceOf(counted: Counted, floorCount: number): readonly Evidence[] {
  const { volume, freeInodeCount, totalInodeCount } = counted;
  const subject = volume.folder.path;
  return [
    { subject, name: 'freeInodeCount', value: freeInodeCount, unit: 'count', source: 'statfs' },
    { subject, name: 'totalInodeCount', value: totalInodeCount, unit: 'count', source: 'statfs' },
    { subject, name: 'freeInodePercent', value: Math.floor(freePercent(counted) * 10) / 10, unit: 'percent', source: 'statfs' },
    { subject, name: 'floorCount', value: floorCount, unit: 'count', source: 'checks.yml' },
    ...placeEvidence(volume),
  ];
}
