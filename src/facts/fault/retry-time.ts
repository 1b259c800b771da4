// When may the request be sent again: every spelling and form of Retry-After → a wall-clock time and seconds.
// A wait in seconds is preferred to a date (no second clock takes part); at equal kind the header, which the last
// server on the way wrote, comes before the body. What cannot be a time is ignored, never guessed.

export interface RetryTime {
  readonly retryAt: string | null;
  readonly retryAfterSeconds: number | null;
  /** "0 seconds" was said, which is not the same as a date that has passed. */
  readonly isZero: boolean;
  /** One value named several times, as proxies join repeated headers; waiting less than the longest fails one of them. */
  readonly isLongest: boolean;
}

type Wait = { readonly kind: 'seconds'; readonly seconds: number } | { readonly kind: 'date'; readonly atMs: number };

/** Longer waits are no waits: numbers above are epochs or dates in disguise. */
const maxWaitSeconds = 31 * 24 * 3600;
const maxDateAheadMs = 366 * 24 * 3600 * 1000;

export const noRetryTime: RetryTime = { retryAt: null, retryAfterSeconds: null, isZero: false, isLongest: false };

/** `values` in order of trust: headers first. */
export function findRetryTime(values: readonly unknown[], receivedAt: string): RetryTime {
  const receivedAtMs = parseIsoTime(receivedAt);
  const waits = values.map(parseWaits).map((named) => longestOf(named, receivedAtMs));
  const found = waits.find(({ wait }) => wait?.kind === 'seconds') ?? waits.find(({ wait }) => wait !== undefined);
  if (found?.wait === undefined) return noRetryTime;
  return { ...toRetryTime(found.wait, receivedAtMs), isLongest: found.isLongest };
}

function longestOf(waits: readonly Wait[], receivedAtMs: number | null): { readonly wait: Wait | undefined; readonly isLongest: boolean } {
  const lengthMs = (wait: Wait): number => (wait.kind === 'seconds' ? wait.seconds * 1000 : wait.atMs - (receivedAtMs ?? 0));
  const byLength = waits.filter((wait) => isSane(wait, receivedAtMs)).sort((a, b) => lengthMs(b) - lengthMs(a));
  const [wait, ...shorter] = byLength;
  return { wait, isLongest: wait !== undefined && shorter.some((other) => lengthMs(other) < lengthMs(wait)) };
}

function toRetryTime(wait: Wait, receivedAtMs: number | null): Omit<RetryTime, 'isLongest'> {
  if (wait.kind === 'date') {
    const retryAfterSeconds = receivedAtMs === null ? null : Math.max(0, Math.ceil((wait.atMs - receivedAtMs) / 1000));
    return { retryAt: toIso(wait.atMs), retryAfterSeconds, isZero: false };
  }
  const { seconds } = wait;
  const atMs = receivedAtMs === null ? null : Math.ceil(receivedAtMs / 1000 + seconds) * 1000;
  return { retryAt: atMs === null ? null : toIso(atMs), retryAfterSeconds: seconds, isZero: seconds === 0 };
}

function isSane(wait: Wait, receivedAtMs: number | null): boolean {
  if (wait.kind === 'seconds' || receivedAtMs === null) return true;
  return wait.atMs - receivedAtMs <= maxDateAheadMs;
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}

/** Commas part the values of a repeated header; the one behind the weekday of a date does not. */
const betweenValues = /,(?!\s?\d{1,2}[ -][a-z]{3})/i;

function parseWaits(value: unknown): readonly Wait[] {
  const numeric = typeof value === 'number' ? secondsWait(value) : null;
  if (numeric !== null) return [numeric];
  if (typeof value !== 'string' || value.length > 100) return [];
  const whole = parseWait(value);
  return whole === null ? value.split(betweenValues).flatMap((part) => parseWait(part) ?? []) : [whole];
}

const units: readonly (readonly [name: RegExp, seconds: number])[] = [
  [/^(?:|s|secs?|seconds?)$/i, 1],
  [/^(?:ms|milliseconds?)$/i, 0.001],
  [/^(?:m|mins?|minutes?)$/i, 60],
  [/^(?:h|hrs?|hours?)$/i, 3600],
];

function parseWait(quoted: string): Wait | null {
  const text = quoted.trim().replace(/^(["'])(.*)\1$/, '$2');
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,9})?) ?([a-z]{0,12})$/i.exec(text) ?? [];
  const seconds = units.find(([name]) => name.test(unit))?.[1];
  if (number !== undefined) return seconds === undefined ? null : secondsWait(Number(number) * seconds);
  const atMs = parseIsoTime(text) ?? parseHttpDate(text);
  return atMs === null ? null : { kind: 'date', atMs };
}

/** The wait that a sentence names: `retry after 30 seconds`; a number without its unit is none. */
export function spokenWait(text: string): string | null {
  return /\b(?:retry|try again)(?:[- ]after| in)?:? (\d{1,6}(?:\.\d{1,3})? ?[a-z]{1,12})\b/i.exec(text.slice(0, 2000))?.[1] ?? null;
}

function secondsWait(value: number): Wait | null {
  const isWait = Number.isFinite(value) && value >= 0 && value <= maxWaitSeconds;
  return isWait ? { kind: 'seconds', seconds: Math.ceil(value) } : null;
}

const isoTime = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/** A time without a zone is UTC, as OpenStack writes it; `UTC` as suffix is how Rackspace UK wrote it. */
function parseIsoTime(text: string): number | null {
  const [match, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = isoTime.exec(text) ?? [];
  if (match === undefined) return null;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const localMs = utcMs([year, month, day, hour, minute, second].map(Number), milliseconds);
  return localMs === null ? null : localMs - zoneOffsetMs(zone);
}

function zoneOffsetMs(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const clock = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';
/** The three forms of RFC 9110, section 5.6.7; servers mix the first two. */
const httpDates = [
  new RegExp(
    `^(?:[a-z]{3,9}, )?(?<day>\\d{1,2})[ -](?<month>[a-z]{3})[ -](?<year>\\d{4}|\\d\\d) ${clock} (?<zone>GMT|UTC|[+-]\\d{4})$`,
    'i',
  ),
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) {1,2}(?<day>\\d{1,2}) ${clock} (?<year>\\d{4})$`, 'i'),
];

function parseHttpDate(text: string): number | null {
  const found = httpDates.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) return null;
  const month = monthNames.indexOf((found['month'] ?? '').toLowerCase()) + 1;
  const year = Number(found['year']);
  const fullYear = year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
  const localMs = utcMs([fullYear, month, ...['day', 'hour', 'minute', 'second'].map((name) => Number(found[name]))], 0);
  return localMs === null ? null : localMs - zoneOffsetMs(found['zone'] ?? '');
}

/** null for dates that no calendar has (30 February) and for years that no answer means. */
function utcMs(parts: readonly number[], milliseconds: number): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (year < 1970 || year > 2100 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  const isOnCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isOnCalendar ? date.getTime() : null;
}
