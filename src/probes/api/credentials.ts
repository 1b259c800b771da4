// Credentials for the services, as a file or the environment holds them. Nothing of what they hold is ever quoted: a line that is
// not understood may be the secret itself.
import { Secret } from './secret.js';

export type Credentials =
  | { readonly kind: 'api-key' | 'password'; readonly source: string; readonly username: string; readonly secret: Secret }
  | { readonly kind: 'token'; readonly source: string; readonly tenantId: string; readonly secret: Secret };

/** `why` completes "the file …" and quotes nothing of it. */
export type ParsedCredentials =
  { readonly state: 'parsed'; readonly credentials: Credentials } | { readonly state: 'malformed'; readonly why: string };

const names = ['username', 'apikey', 'password', 'token', 'tenant'] as const;
type Name = (typeof names)[number];
type Values = Partial<Record<Name, string>>;

export const credentialForms = 'username with apiKey or password, or token with tenant';

/** JSON, or lines of key=value. */
export function parseCredentials(text: string, source: string): ParsedCredentials {
  const plain = text.replace(/^\uFEFF/, '');
  const values = plain.trimStart().startsWith('{') ? valuesOfJson(plain) : valuesOfLines(plain);
  return typeof values === 'string' ? malformed(values) : toCredentials(values, source);
}

/** @param values null and '' count as not given */
export function toCredentials(values: Values, source: string): ParsedCredentials {
  const given = names.filter((name) => (values[name] ?? '') !== '');
  const unfit = given.find((name) => !isFit(values[name] ?? ''));
  if (unfit !== undefined)
    return malformed(`holds a ${shownNames[unfit]} with control characters, or of more than ${longestValue} characters`);
  const { username = '', apikey = '', password = '', token = '', tenant = '' } = values;
  const secrets = [apikey, password, token].filter((secret) => secret !== '');
  if (secrets.length === 0) return malformed(`holds no secret; it takes ${credentialForms}`);
  if (secrets.length > 1) return malformed(`holds more than one of apiKey, password and token; keep one of them`);
  if (token !== '') return toToken(token, tenant, source);
  if (username === '') return malformed('holds no username beside its secret');
  const kind = apikey === '' ? 'password' : 'api-key';
  return { state: 'parsed', credentials: { kind, source, username, secret: new Secret(apikey || password) } };
}

function toToken(token: string, tenant: string, source: string): ParsedCredentials {
  if (!/^[\x21-\x7e]+$/.test(token)) return malformed('holds a token with blanks or characters that no token has');
  if (!/^\d{1,20}$/.test(tenant)) return malformed('holds no tenant, the number of the account, beside its token');
  return { state: 'parsed', credentials: { kind: 'token', source, tenantId: tenant, secret: new Secret(token) } };
}

const malformed = (why: string): ParsedCredentials => ({ state: 'malformed', why });

const shownNames: Readonly<Record<Name, string>> = {
  username: 'username',
  apikey: 'apiKey',
  password: 'password',
  token: 'token',
  tenant: 'tenant',
};
const allowedNames = Object.values(shownNames).join(', ');
const longestValue = 8_192;

const isFit = (value: string): boolean => value.length <= longestValue && !/[\p{Cc}\p{Cs}]/u.test(value);

/** `apiKey`, `api_key`, `BACKUP_DOCTOR_API_KEY` and `tenantId` are known; null for any other. */
function nameOf(key: string): Name | null {
  const letters = key
    .toLowerCase()
    .replace(/^backup_doctor_/, '')
    .replace(/[-_]/g, '')
    .replace(/^tenantid$/, 'tenant');
  return names.find((name) => name === letters) ?? null;
}

function valuesOfJson(text: string): Values | string {
  const value = tryParse(text);
  if (typeof value !== 'object' || value === null) return 'begins like JSON but is not valid JSON';
  const members = Object.entries(value).map(([key, member]: [string, unknown]) => [nameOf(key), member] as const);
  if (members.some(([name]) => name === null)) return `has a member that is none of ${allowedNames}`;
  // The number of an account may stand there without quotes.
  const isFine = members.every(([name, member]) => typeof member === 'string' || (name === 'tenant' && Number.isSafeInteger(member)));
  if (!isFine) return 'has a member that is no text';
  return Object.fromEntries(members.map(([name, member]): [string, string] => [name ?? '', String(member)]));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The message would quote the text.
    return null;
  }
}

function valuesOfLines(text: string): Values | string {
  const values: Values = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, key = '', value = ''] = /^\s*(?:export\s+)?([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const name = nameOf(key);
    if (name === null) return `has a line ${index + 1} that is no key=value with one of ${allowedNames}`;
    if (values[name] !== undefined) return `gives ${shownNames[name]} a second time in line ${index + 1}`;
    values[name] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
  return values;
}
