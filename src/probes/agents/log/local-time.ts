// The local time of the examined host, which need not be that of the machine or the login that looks at it.
import { readlinkSync } from 'node:fs';
import type { ToUtc } from '../../../facts/log/log-line.js';
import { resolveInRoot } from '../../platform/resolve-in-root.js';

/** Sets the zone of this whole process: for a child that does nothing else. */
export function localTime(root: string | null): ToUtc {
  const zone = zoneOf(root ?? '') ?? (root === null ? null : 'UTC');
  if (zone !== null) process.env['TZ'] = zone;
  return (wallClockMs) => {
    const clock = new Date(wallClockMs);
    const [hour, minute, second] = [clock.getUTCHours(), clock.getUTCMinutes(), clock.getUTCSeconds()];
    return new Date(
      clock.getUTCFullYear(),
      clock.getUTCMonth(),
      clock.getUTCDate(),
      hour,
      minute,
      second,
      clock.getUTCMilliseconds(),
    ).getTime();
  };
}

/** `/etc/localtime` is a link to the zone; where it is a copy its name is lost. */
function zoneOf(root: string): string | null {
  try {
    const target = readlinkSync(resolveInRoot(root, '/etc/localtime', { followLast: false }));
    return /\/zoneinfo\/(?:posix\/|right\/)?([\w+-]{1,32}(?:\/[\w+-]{1,32}){0,2})$/.exec(target)?.[1] ?? null;
  } catch {
    return null;
  }
}
