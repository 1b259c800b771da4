// Is there room on the volumes that the agent writes to: above its own floor, for what its log may still take, and for the next
// backups as the free space of earlier runs tells?
import type { LogSettings } from '../facts/agent.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { fitOf, type Fit, type FitLimits } from './low-disk-space/fit-forecast.js';
import { measuredVolumes, placeEvidence, whyNotAll, type MeasuredVolume } from './storage/volumes.js';

type Limit = keyof FitLimits | 'lowBytes' | 'lowPercent' | 'toleranceBytes';
type Limits = Readonly<Record<Limit, number>>;

export const lowDiskSpace = defineCheck({
  id: 'low-disk-space',
  needs: ['volumes'],
  uses: ['agent.logSettings', 'history', 'api'],
  limits: ['floorBytes', 'lowBytes', 'lowPercent', 'toleranceBytes', 'leastHistoryDays', 'leastRunCount', 'warnDays', 'backupDays'],
  problems: ['below-floor', 'next-backup-will-not-fit', 'nearly-full', 'fills-up-soon', 'no-room-for-logs'],
  judge({ volumes, 'agent.logSettings': logs, history, api }, limits): Verdict {
    const measured = measuredVolumes(volumes).map((item) => ({ item, fit: fitOf(item, history, api, limits) }));
    const [first, ...others] = worstFirst(measured, logs, limits);
    const incomplete = whyNotAll(volumes);
    if (first === undefined) return incomplete ?? { status: 'not-applicable', reason: 'no volume of the agent counts its space' };
    const evidence = [first, ...others].flatMap(({ item, fit }) => [...evidenceOf(item, logs, limits), ...fit.evidence]);
    const affected = [first, ...others].filter(({ problem }) => problem !== null).map(({ item }) => item.volume.folder.path);
    switch (first.problem) {
      case 'below-floor':
        return { status: 'critical', problem: first.problem, evidence, affected };
      case 'next-backup-will-not-fit':
      case 'fills-up-soon':
        // Something may be deleted before.
        return { status: 'warning', problem: first.problem, confidence: 'likely', evidence, affected };
      case 'nearly-full':
        return { status: 'warning', problem: first.problem, evidence, affected };
      case 'no-room-for-logs':
        // The log may stay far below its limit.
        return { status: 'warning', problem: first.problem, confidence: 'possible', evidence, affected };
      case null:
        return incomplete === null ? { status: 'ok', evidence } : { ...incomplete, evidence };
    }
  },
});

const problems = ['below-floor', 'next-backup-will-not-fit', 'nearly-full', 'fills-up-soon', 'no-room-for-logs', null] as const;
type Problem = (typeof problems)[number];

interface Foreseen {
  readonly item: MeasuredVolume;
  readonly fit: Fit;
}

interface Judged extends Foreseen {
  readonly problem: Problem;
}

function worstFirst(measured: readonly Foreseen[], logs: LogSettings | null, limits: Limits): readonly Judged[] {
  const judged = measured.map((one) => ({ ...one, problem: problemOf(one, logs, limits) }));
  return problems.flatMap((problem) => judged.filter((one) => one.problem === problem));
}

/** A percentage alone would call a large volume full, and bytes alone a small one. */
function problemOf({ item, fit }: Foreseen, logs: LogSettings | null, { floorBytes, lowBytes, lowPercent }: Limits): Problem {
  const { freeBytes } = item.space;
  if (freeBytes < floorBytes) return 'below-floor';
  if (fit.problem === 'next-backup-will-not-fit') return fit.problem;
  if (freeBytes < lowBytes && freePercent(item) < lowPercent) return 'nearly-full';
  if (fit.problem !== null) return fit.problem;
  return freeBytes < floorBytes + logRoomBytes(item, logs) ? 'no-room-for-logs' : null;
}

const freePercent = ({ space }: MeasuredVolume): number => (100 * space.freeBytes) / space.totalBytes;

/** What the log and its rollovers may take beyond what they take now, where they lie on this volume. */
function logRoomBytes({ roles }: MeasuredVolume, logs: LogSettings | null): number {
  return logs === null || !roles.includes('log') ? 0 : Math.max(0, logs.maxFileBytes * (logs.maxBackupCount + 1) - logs.usedBytes);
}

function evidenceOf(item: MeasuredVolume, logs: LogSettings | null, { floorBytes, toleranceBytes }: Limits): readonly Evidence[] {
  const { volume, space } = item;
  const subject = volume.folder.path;
  const { source } = space;
  const room = logRoomBytes(item, logs);
  const { crossCheck } = volume;
  return [
    { subject, name: 'freeBytes', value: space.freeBytes, unit: 'bytes', source },
    { subject, name: 'totalBytes', value: space.totalBytes, unit: 'bytes', source },
    { subject, name: 'freePercent', value: Math.floor(freePercent(item) * 10) / 10, unit: 'percent', source },
    { subject, name: 'floorBytes', value: floorBytes, unit: 'bytes', source: 'checks.yml' },
    ...placeEvidence(volume),
    ...(logs === null || room === 0 ? [] : logEvidence(subject, room, logs)),
    // A quota or a reserve that one reader sees and the other does not; worth knowing, and no verdict.
    ...(crossCheck === null || Math.abs(crossCheck.differenceBytes) <= toleranceBytes
      ? []
      : [{ subject, name: 'otherReaderBytes', value: crossCheck.availableBytes, unit: 'bytes', source: crossCheck.source } as const]),
  ];
}

const logEvidence = (subject: string, room: number, { path, maxFileBytes, maxBackupCount, source }: LogSettings): readonly Evidence[] => [
  { subject, name: 'logRoomBytes', value: room, unit: 'bytes', source },
  { subject, name: 'logFileBytes', value: maxFileBytes, unit: 'bytes', source },
  { subject, name: 'logFileCount', value: maxBackupCount + 1, unit: 'count', source },
  { subject, name: 'logPath', value: path, unit: null, source },
];
