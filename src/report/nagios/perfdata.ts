// Performance data: `label=value[unit];warn;crit;min;max`, the few numbers that are worth a graph.
import type { Evidence } from '../../checks/check.js';
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import type { Report } from '../report.js';
import { cutMiddle } from '../text/wrap.js';

/** Leaves at least half of the first line to the words. */
const maxLength = 160;

export function perfdata(report: Report, clean: (text: string) => string): string {
  const { checks, durationMs, deadlineMs } = report;
  const count = (status: CheckResult['status']): number => checks.filter((check) => check.status === status).length;
  const always = [
    ...(['ok', 'warning', 'critical', 'unknown'] as const).map((status) => `${status}=${count(status)}`),
    `time=${durationMs / 1000}s;;;0;${deadlineMs / 1000}`,
  ];
  const free = checks.flatMap(({ evidence }) => freeOnVolumes(evidence, clean));
  return [...new Set(free)].reduce((line, item) => (line.length + item.length < maxLength ? `${line} ${item}` : line), always.join(' '));
}

/** What is left on each volume that a check measured; below the floor, where it named one, is critical. */
function freeOnVolumes(evidence: readonly Evidence[], clean: (text: string) => string): readonly string[] {
  return evidence.flatMap((item) => {
    const kind = freeKinds.get(item.name);
    if (kind === undefined || typeof item.value !== 'number' || item.value < 0) return [];
    const floors = evidence.filter(({ name }) => name === kind.floor);
    const floor = (floors.find(({ subject }) => subject === item.subject) ?? floors[0])?.value;
    const critical = typeof floor === 'number' ? `${floor}:` : '';
    return [`${label(clean(`${kind.label}_${item.subject}`))}=${item.value}${kind.unit};;${critical};0`];
  });
}

/** By the name of the evidence, and the name of the limit that it is measured against. */
const freeKinds = new Map([
  ['freeBytes', { label: 'free', unit: 'B', floor: 'floorBytes' }],
  ['freeInodeCount', { label: 'inodes', unit: '', floor: 'floorInodeCount' }],
]);

/** Quoted where it holds more than plain characters; a label must hold neither `'` nor `=`. */
function label(text: string): string {
  const short = cutMiddle(text.replace(/['=]/g, '_'), 48, '~');
  return /^[\w./-]+$/.test(short) ? short : `'${short}'`;
}
