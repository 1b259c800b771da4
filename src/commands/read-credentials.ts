// Credentials for the services: from the file of --credentials, else the environment, else what systemd holds for the unit. A file
// that every user may read is refused, and nothing of what one holds is quoted.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { credentialForms, parseCredentials, toCredentials, type Credentials, type ParsedCredentials } from '../probes/api/credentials.js';
import { noAnswer, openToOthers, readNamedFile } from '../probes/platform/named-files.js';
import { UsageError } from '../usage-error.js';
import { absolute, limitWithin } from './named-path.js';

/** Key and name are short. */
const largestBytes = 16 * 1_024;

/**
 * @returns null where there are none
 * @throws UsageError where they cannot be used
 */
export async function readCredentials(path: string | null, deadlineMs: number): Promise<Credentials | null> {
  if (path !== null) return fromFile(path, deadlineMs);
  const given = fromEnvironment();
  if (given !== null) return given;
  const held = systemdPath();
  return held === null ? null : fromFile(held, deadlineMs);
}

async function fromFile(path: string, deadlineMs: number): Promise<Credentials> {
  const place = absolute(path);
  const refuse = (why: string, cause?: unknown): UsageError =>
    new UsageError(`the credentials file ${JSON.stringify(path)} ${why}`, { cause });
  const limitMs = limitWithin(deadlineMs);
  const bytes = await readNamedFile(place, { capBytes: largestBytes + 1, isStreamFine: false, isPrivate: true, limitMs }).catch(
    (cause: unknown) => {
      throw refuse(sentenceFor((cause as NodeJS.ErrnoException).code, place), cause);
    },
  );
  if (bytes.length > largestBytes) throw refuse(`is longer than ${largestBytes} bytes; it takes ${credentialForms}`);
  return orRefuse(parseCredentials(textOf(bytes) ?? '\0', place), (why) => refuse(why));
}

function sentenceFor(code: string | undefined, place: string): string {
  if (code === openToOthers) return `may be read or changed by every user of this host; make it private: chmod 600 ${quoted(place)}`;
  if (code === noAnswer) return 'gave no answer in time; put it on a local disk';
  return `cannot be read (${code ?? 'no code'}); name a regular file that you may read`;
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const names = [
  'BACKUP_DOCTOR_USERNAME',
  'BACKUP_DOCTOR_API_KEY',
  'BACKUP_DOCTOR_PASSWORD',
  'BACKUP_DOCTOR_TOKEN',
  'BACKUP_DOCTOR_TENANT',
] as const;

/** A name alone enables nothing and is no mistake; a secret without its name is. */
function fromEnvironment(): Credentials | null {
  const [username = '', apikey = '', password = '', token = '', tenant = ''] = names.map((name) => process.env[name]);
  if (apikey === '' && password === '' && token === '') return null;
  const parsed = toCredentials({ username, apikey, password, token, tenant }, 'environment');
  return orRefuse(parsed, (why) => new UsageError(`the environment (${names.join(', ')}) ${why}; set ${credentialForms}`));
}

/** As `LoadCredential=backup-doctor:FILE` of a unit leaves it. */
function systemdPath(): string | null {
  const folder = process.env['CREDENTIALS_DIRECTORY'];
  const path = folder === undefined || folder === '' ? null : join(folder, 'backup-doctor');
  // Units may hold other credentials alone; this folder lies in memory and never hangs.
  return path !== null && existsSync(path) ? path : null;
}

function orRefuse(parsed: ParsedCredentials, refuse: (why: string) => Error): Credentials {
  if (parsed.state === 'malformed') throw refuse(parsed.why);
  return parsed.credentials;
}
