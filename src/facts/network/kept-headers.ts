// Which headers of an answer are kept: those that tell the time, the server and when to come back. All others
// are dropped unseen, since cookies and tokens travel in headers.
import { mask, maskSecrets } from '../secrets.js';

const keptWhole: ReadonlySet<string> = new Set([
  'date',
  'age',
  'last-modified',
  'server',
  'via',
  'content-type',
  'retry-after',
  'reply-after',
]);
const longestValue = 200;

/** Names in lower case; of a repeated header the first value. */
export function keepHarmless(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).flatMap(([name, values]): [string, string][] => {
    const value = typeof values === 'string' ? values : values?.[0];
    const harmless = value === undefined ? null : harmlessPart(name.toLowerCase(), value);
    return harmless === null ? [] : [[name.toLowerCase(), masked(harmless).slice(0, longestValue)]];
  });
  return Object.fromEntries(kept);
}

function harmlessPart(name: string, value: string): string | null {
  if (keptWhole.has(name)) return value;
  // Where a redirect points to may carry a session; the host alone tells a portal.
  if (name === 'location') return siteOf(value);
  if (name === 'www-authenticate') return /^[A-Za-z-]+/.exec(value)?.[0] ?? null;
  return null;
}

/** null for a place on the same server. */
function siteOf(address: string): string | null {
  const { protocol = '', host = '' } = URL.canParse(address) ? new URL(address) : {};
  return host === '' ? null : `${protocol}//${host}`;
}

/** What stands before an @ is somebody, perhaps with the password: proxies name themselves so. */
const masked = (value: string): string => maskSecrets(value).replace(/(?<!\S)\S+@/g, `${mask}@`);
