// Free space of the volumes that checks measured. Paths come from outside, so only a few and short ones become labels.
import { printable } from '../../facts/storage/printable.js';
import type { Report } from '../report.js';
import { cutMiddle } from '../text/wrap.js';
import type { Metric } from './exposition.js';

const maxPaths = 16;
const maxPathLength = 100;

/** The names of the evidence, of the limit and of the whole. */
const kinds = [
  { evidence: 'freeBytes', name: 'volume_free_bytes', help: 'What is left for the agent on a volume.' },
  { evidence: 'floorBytes', name: 'volume_floor_bytes', help: 'Below this the volume is too full.' },
  { evidence: 'totalBytes', name: 'volume_size_bytes', help: 'The size of the volume.' },
  { evidence: 'freeInodeCount', name: 'volume_free_inodes', help: 'How many more files the volume can hold.' },
] as const;

export const volumeMetrics = (report: Report): readonly Metric[] =>
  kinds.map(({ evidence, name, help }) => ({ name: `backup_doctor_${name}`, help, samples: samplesOf(evidence, report) }));

/** The first value of each path: two samples of one name and label are an error. */
function samplesOf(wanted: string, { checks }: Report): Metric['samples'] {
  const byPath = new Map<string, number>();
  for (const { subject, name, value } of checks.flatMap(({ evidence }) => evidence)) {
    const path = cutMiddle(printable(subject.slice(0, 4_096)), maxPathLength, '~');
    if (name === wanted && typeof value === 'number' && !byPath.has(path)) byPath.set(path, value);
  }
  return [...byPath].slice(0, maxPaths).map(([path, value]) => [{ path }, value]);
}
