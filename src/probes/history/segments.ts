// How the history lies in the state folder: files that only grow, each with all that its lines need. A new one begins where one is full, and
// the oldest goes when its time is over, so nothing is ever rewritten and no lock is needed.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Half a MiB is six weeks of hourly runs: what a forecast reads. */
export const segmentBytes = 512 * 1024;
/** 12 MiB together; a year of hourly runs takes about half of it. */
export const maxSegmentCount = 24;
/** A year, and a month to compare it with. */
export const maxAgeDays = 396;
/** A run in the making may lie beyond. */
export const segmentCapBytes = 2 * segmentBytes;

const name = /^history-(\d{6})\.ndjson$/;

/** The oldest first. */
export const segmentsIn = (names: readonly string[]): readonly string[] => names.filter((one) => name.test(one)).sort();

export function segmentAfter(last: string | undefined): string {
  const number = Number(name.exec(last ?? '')?.[1] ?? 0) + 1;
  return `history-${String(number).padStart(6, '0')}.ndjson`;
}

/** A checksum tells a whole line from a torn one. */
export const sealed = (json: string): string => `${crc32(json).toString(16).padStart(8, '0')} ${json}`;

/** @returns the lines that are whole, in order, and how many are not */
export function unsealed(text: string): { readonly lines: readonly string[]; readonly tornLineCount: number } {
  const lines: string[] = [];
  let tornLineCount = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const json = line.slice(9);
    if (line[8] === ' ' && crc32(json) === Number(`0x${line.slice(0, 8)}`)) lines.push(json);
    else tornLineCount += 1;
  }
  return { lines, tornLineCount };
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);
