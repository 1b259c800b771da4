// Can the agent write where it must: its cache, its log, its temporary files, its registration?
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { placeEvidence } from './storage/volumes.js';
import type { Volume } from '../facts/volumes.js';

export const readOnlyVolume = defineCheck({
  id: 'read-only-volume',
  needs: ['volumes'],
  problems: ['read-only-by-error', 'mounted-read-only'],
  judge({ volumes: { volumes } }): Verdict {
    const byError = volumes.filter(({ mount }) => mount.isReadOnlyByError);
    const readOnly = volumes.filter(({ mount }) => mount.isReadOnly === true && !mount.isReadOnlyByError);
    const evidence = [...byError, ...readOnly, ...volumes.filter(({ mount }) => mount.isReadOnly !== true)].flatMap(evidenceOf);
    const affected = [...byError, ...readOnly].map(({ folder }) => folder.path);
    if (byError.length > 0) return { status: 'critical', problem: 'read-only-by-error', evidence, affected };
    if (readOnly.length > 0) return { status: 'critical', problem: 'mounted-read-only', evidence, affected };
    const untold = volumes.find(({ mount }) => mount.isReadOnly === null);
    if (untold !== undefined)
      return { status: 'unknown', reason: `this system does not tell how ${untold.folder.path} is mounted`, evidence };
    return volumes.length === 0
      ? { status: 'not-applicable', reason: 'the agent names no folder that it writes to' }
      : { status: 'ok', evidence };
  },
});

const evidenceOf = (volume: Volume): readonly Evidence[] => [
  { subject: volume.folder.path, name: 'isReadOnly', value: volume.mount.isReadOnly, unit: null, source: 'mount table' },
  { subject: volume.folder.path, name: 'keeps', value: volume.folder.role, unit: null, source: volume.folder.source },
  { subject: volume.folder.path, name: 'fileSystem', value: volume.mount.fsType, unit: null, source: 'mount table' },
  ...placeEvidence(volume),
];
