// Uploading: a real transfer where one was allowed; else what the link forbids and what past backups have shown to be possible.
import type { BackupReport } from '../../facts/api.js';
import { valueOf } from '../../facts/observed.js';
import type { Link, ThroughputFacts } from '../../facts/throughput.js';
import { uploadsAtOnce } from '../../facts/speed/agent-limits.js';
import { each, timeOf, times, type Interval } from './interval.js';
import type { Stage } from './stage.js';

export interface UploadStage extends Stage {
  readonly name: 'upload';
  /** What the way leads over; null where that was not seen. */
  readonly link: Link | null;
}

/**
 * @param leastBytesPerSecond that the way is known to carry
 * @param ratio bytes to send for each byte of the set
 */
export function uploadStage({ upload, link, cpu }: ThroughputFacts, leastBytesPerSecond: number, ratio: number): UploadStage {
  const [test, way] = [valueOf(upload), valueOf(link)];
  const most = mostOf(way);
  if (test === null) return { name: 'upload', link: way, ...bounded(Math.min(leastBytesPerSecond, most), most, ratio) };
  const more = Math.max(1, uploadsAtOnce(valueOf(cpu)?.count ?? 1) / Math.max(1, test.streamCount));
  const { low, bytesPerSecond, high } = test.rate;
  // More streams than were tried may fetch more, and where the link is full they do not.
  const rate = each((value) => Math.min(value, Math.max(most, low)), { low, mid: bytesPerSecond * Math.sqrt(more), high: high * more });
  return { name: 'upload', link: way, time: times(ratio, timeOf(rate)), doubt: null };
}

function bounded(least: number, most: number, ratio: number): Pick<Stage, 'time' | 'doubt'> {
  // That a past backup was slow may be due to anything else: it is no guess at what the way carries.
  const time: Interval = { low: ratio / most, mid: ratio / most, high: ratio / least };
  return { time, doubt: 'the upload was not measured: --upload-test with --credentials measures it' };
}

/** What the interface, or a limit set on it, lets through. */
export const mostOf = (link: Link | null): number => Math.min(link?.speedBitsPerSecond ?? Infinity, link?.rateLimitBitsPerSecond ?? Infinity) / 8;

/** Shorter runs say more of the service's clock than of the way. */
const shortestSeconds = 60;

/** The figures of the service are averages of whole runs, and rounded. */
const tolerance = 1.1;

/**
 * What a past backup sent a second, all its searching included: the way has carried at least that. A figure above the agent's
 * own ceiling counts bytes that were saved but never sent, as the vault had them: it tells nothing.
 */
export const bestOf = (reports: readonly BackupReport[], ceilingBytesPerSecond: number): number =>
  Math.max(0, ...reports.flatMap(ratesOf).filter((rate) => rate <= ceilingBytesPerSecond * tolerance));

/** Nobody says whether the service counts bits or bytes; bits are the less that it can mean. */
function ratesOf({ savedBytes, durationSeconds, bandwidthPerSecond }: BackupReport): readonly number[] {
  const average = savedBytes !== null && durationSeconds !== null && durationSeconds >= shortestSeconds ? [savedBytes / durationSeconds] : [];
  return bandwidthPerSecond === null ? average : [...average, bandwidthPerSecond / 8];
}
