// Performance data: `label=value[unit];warn;crit;min;max`, the few numbers that are worth a graph.
import type { Evidence } from '../../checks/check.js';
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import type { Report } from '../report.js';
import { isWaived } from '../waivers.js';
import { cutMiddle } from '../text/wrap.js';

/** Leaves at least half of the first line to the words. */
const maxLength = 160;

export function perfdata(report: Report, clean: (text: string) => string): string {
  const { checks, durationMs, deadlineMs } = report;
  const count = (status: CheckResult['status']): number => checks.filter((check) => check.status === status && !isWaived(check)).length;
  const always = [
    ...(['ok', 'warning', 'critical', 'unknown'] as const).map((status) => `${status}=${count(status)}`),
    `time=${durationMs / 1000}s;;;0;${deadlineMs / 1000}`,
  ];
  const free = checks.flatMap(({ evidence }) => freeOnVolumes(evidence, clean));
  return [...new Set(free)].reduce((line, item) => (line.length + item.length < maxLength ? `${line} ${item}` : line), always.join(' '));
}

/** What is left on each volume that a check measured; below the floor is critical. */
function freeOnVolumes(evidence: readonly Evidence[], clean: (text: string) => string): readonly string[] {
  return evidence.flatMap(({ subject, name, value }) => {
    const kind = freeKinds.get(name);
    if (kind === undefined || typeof value !== 'number' || value < 0) return [];
    const floor = numberOf(kind.floor, subject, evidence);
    const total = numberOf(kind.total, subject, evidence);
    return [`${label(clean(`${kind.label}_${subject}`))}=${value}${kind.unit};;${floor}${floor === '' ? '' : ':'};0;${total}`];
  });
}

/** By the name of the evidence: the names of its limit and of its whole. */
const freeKinds = new Map([
  ['freeBytes', { label: 'free', unit: 'B', floor: 'floorBytes', total: 'totalBytes' }],
  ['freeInodeCount', { label: 'inodes', unit: '', floor: 'floorCount', total: 'totalInodeCount' }],
]);

/** Empty where it was not measured, as the guidelines leave out a limit. */
function numberOf(name: string, subject: string, evidence: readonly Evidence[]): string {
  const found = evidence.find((item) => item.name === name && item.subject === subject)?.value;
  return typeof found === 'number' ? String(found) : '';
}

/** Quoted where it holds more than plain characters; a label must hold neither `'` nor `=`. */
function label(text: string): string {
  const short = cutMiddle(text.replace(/['=]/g, '_'), 48, '~');
  return /^[\w./-]+$/.test(short) ? short : `'${short}'`;
}
