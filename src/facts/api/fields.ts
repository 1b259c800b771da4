// One member of a loosely typed answer → a strict value, or null where it is missing, of another kind or senseless.
// Names are compared without case: `ID` and `Id`, `BackupDatacenter` and `BackupDataCenter` are one.
import { cleanText } from '../fault/clean-text.js';
import type { Json } from './loose-json.js';

export function member(json: Json, name: string): unknown {
  if (Object.hasOwn(json, name)) return json[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(json).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : json[key];
}

/** Shown to people, so control characters become visible; null for an empty one. */
export function textIn(json: Json, name: string): string | null {
  const value = member(json, name);
  const text = typeof value === 'string' ? cleanText(value) : typeof value === 'number' ? String(value) : '';
  return text === '' ? null : text;
}

/** It goes into paths of URLs: letters, digits and hyphens alone. 0 means none. */
export function idIn(json: Json, name: string): string | null {
  const value = member(json, name);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return isId(text) && text !== '0' ? text : null;
}

export const isId = (text: string): boolean => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/.test(text);

export function flagIn(json: Json, name: string): boolean | null {
  const value = member(json, name);
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** `5`, `"5"` */
export function countIn(json: Json, name: string): number | null {
  const value = member(json, name);
  const number = typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

const unitBytes: Readonly<Record<string, number>> = {
  ...{ '': 1, b: 1, byte: 1, bytes: 1 },
  ...{ kb: 1_024, mb: 1_024 ** 2, gb: 1_024 ** 3, tb: 1_024 ** 4, pb: 1_024 ** 5 },
};

/** `10245674584`, `"35.3 MB"`, `"0 bytes"` */
export function bytesIn(json: Json, name: string): number | null {
  const value = member(json, name);
  if (typeof value !== 'string') return countIn(json, name);
  const [, digits, unit = ''] = /^\s*(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]{0,5})\s*$/i.exec(value) ?? [];
  const factor = unitBytes[unit.toLowerCase()];
  const bytes = digits === undefined || factor === undefined ? NaN : Math.round(Number(digits) * factor);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** `"00:04:33"`; days stand before a point, `"1.02:00:00"`. */
export function durationIn(json: Json, name: string): number | null {
  const value = member(json, name);
  const [, days = '0', hours, minutes, seconds] =
    /^(?:(\d{1,5})\.)?(\d{1,5}):(\d{2}):(\d{2})(?:\.\d{1,9})?$/.exec(typeof value === 'string' ? value.trim() : '') ?? [];
  if (hours === undefined) return null;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** No backup is older than the service; `/Date(-62135578800000)/`, the year 1, means never. */
const firstYear = 2000;
const lastYear = 9999;

/** ISO 8601 UTC, from `/Date(1357817400000)/`, also escaped once more, or ISO 8601; null for never. */
export function timeIn(json: Json, name: string): string | null {
  const value = member(json, name);
  if (typeof value !== 'string') return null;
  const text = value.trim().replaceAll('\\', '');
  const [, milliseconds] = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text) ?? [];
  const time = new Date(milliseconds === undefined ? isoMilliseconds(text) : Number(milliseconds));
  const year = time.getUTCFullYear();
  return year >= firstYear && year <= lastYear ? time.toISOString() : null;
}

/** Without a zone it is UTC, whatever the zone of this machine. */
function isoMilliseconds(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return NaN;
  return Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
}
