// When may the request be sent again: every spelling and form of Retry-After → a wall-clock time and seconds.
// A wait in seconds is preferred to a date (no second clock takes part); at equal kind the header, which the last
// server on the way wrote, comes before the body. What cannot be a time is ignored, never guessed.

export interface RetryTime {
  readonly retryAt: string | null;
  readonly retryAfterSeconds: number | null;
  /** "0 seconds" was said, which is not the same as a date that has passed. */
  readonly isZero: boolean;
}

type Wait = { readonly kind: 'seconds'; readonly seconds: number } | { readonly kind: 'date'; readonly atMs: number };

/** Longer waits are no waits: numbers above are epochs or dates in disguise. */
const maxWaitSeconds = 31 * 24 * 3600;
const maxDateAheadMs = 366 * 24 * 3600 * 1000;

export const noRetryTime: RetryTime = { retryAt: null, retryAfterSeconds: null, isZero: false };

/** `values` in order of trust: headers first. */
export function findRetryTime(values: readonly unknown[], receivedAt: string): RetryTime {
  const receivedAtMs = parseIsoTime(receivedAt);
  const waits = values.map(parseWait).filter((wait) => wait !== null);
  const wait = waits.find(({ kind }) => kind === 'seconds') ?? waits.find((date) => isSane(date, receivedAtMs));
  if (wait === undefined) return noRetryTime;
  if (wait.kind === 'seconds') return fromSeconds(wait.seconds, receivedAtMs);
  return fromDate(wait.atMs, receivedAtMs);
}

function fromSeconds(seconds: number, receivedAtMs: number | null): RetryTime {
  const atMs = receivedAtMs === null ? null : Math.ceil(receivedAtMs / 1000 + seconds) * 1000;
  return { retryAt: atMs === null ? null : toIso(atMs), retryAfterSeconds: seconds, isZero: seconds === 0 };
}

function fromDate(atMs: number, receivedAtMs: number | null): RetryTime {
  const retryAfterSeconds = receivedAtMs === null ? null : Math.max(0, Math.ceil((atMs - receivedAtMs) / 1000));
  return { retryAt: toIso(atMs), retryAfterSeconds, isZero: false };
}

function isSane(wait: Wait, receivedAtMs: number | null): boolean {
  if (wait.kind === 'seconds' || receivedAtMs === null) return true;
  return wait.atMs - receivedAtMs <= maxDateAheadMs;
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}

function parseWait(value: unknown): Wait | null {
  if (typeof value === 'number') return secondsWait(value);
  if (typeof value !== 'string' || value.length > 100) return null;
  const text = value.trim();
  const [, seconds] = /^(\d{1,9}(?:\.\d{1,9})?)(?: ?s(?:ec(?:ond)?s?)?)?$/i.exec(text) ?? [];
  if (seconds !== undefined) return secondsWait(Number(seconds));
  const atMs = parseIsoTime(text) ?? parseHttpDate(text);
  return atMs === null ? null : { kind: 'date', atMs };
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
/** The three forms of RFC 9110, section 5.6.7. */
const httpDates = [
  new RegExp(`^[a-z]{3}, (?<day>\\d{1,2}) (?<month>[a-z]{3}) (?<year>\\d{4}) ${clock} (?:GMT|UTC|[+-]0000)$`, 'i'),
  new RegExp(`^[a-z]{6,9}, (?<day>\\d\\d)-(?<month>[a-z]{3})-(?<year>\\d\\d) ${clock} (?:GMT|UTC)$`, 'i'),
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) {1,2}(?<day>\\d{1,2}) ${clock} (?<year>\\d{4})$`, 'i'),
];

function parseHttpDate(text: string): number | null {
  const found = httpDates.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) return null;
  const month = monthNames.indexOf((found['month'] ?? '').toLowerCase()) + 1;
  const year = Number(found['year']);
  const fullYear = year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
  return utcMs([fullYear, month, ...['day', 'hour', 'minute', 'second'].map((name) => Number(found[name]))], 0);
}

/** null for dates that no calendar has (30 February) and for years that no answer means. */
function utcMs(parts: readonly number[], milliseconds: number): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (year < 1970 || year > 2100 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  const isOnCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isOnCalendar ? date.getTime() : null;
}
