// bootstrap.json, the registration file of driveclient, in its old and its new key set. AgentKey, RsaKeyPair,
// Password and the values of VolumePasswords are looked at, but never kept: only whether they are there.
import type { Registration } from '../agent.js';
import { findJsonFault, type JsonFault } from './json-fault.js';
import { mask } from '../secrets.js';
import { isBlank } from './registration-secrets.js';

export type RegistrationContent = Pick<
  Registration,
  | 'isRegistered'
  | 'agentId'
  | 'accountId'
  | 'apiHostName'
  | 'hasAgentKey'
  | 'hasKeyPair'
  | 'hasPassword'
  | 'missingKeys'
  | 'malformedKeys'
  | 'keySet'
> & {
  /** The keys of VolumePasswords. */
  readonly containerUrls: readonly string[];
  /** null where VolumePasswords is missing or says nothing. */
  readonly isEncrypted: boolean | null;
};

export type ParsedRegistration =
  | { readonly state: 'parsed'; readonly content: RegistrationContent }
  /** `why` completes "bootstrap.json …" and quotes nothing of the file. */
  | { readonly state: 'malformed'; readonly why: string };

/** Documentation of 2016 and later lists these; agents of 2013 and 2014 do not write them. */
const newerKeys = ['AgentFingerprint', 'AgentFingerprintPlainText', 'AgentIdV2', 'ApiVersion', 'ProjectId'];

type Json = Readonly<Record<string, unknown>>;

export function parseRegistration(text: string): ParsedRegistration {
  // Its byte order mark is no UTF-8, and half of its bytes are 0.
  if (/^\uFFFD{2}[^]?\0/.test(text))
    return { state: 'malformed', why: 'is UTF-16 text, as some Windows editors save it; save it as UTF-8' };
  const plain = text.replace(/^\uFEFF/, '');
  const fault = findJsonFault(plain);
  if (fault !== null) return { state: 'malformed', why: faultText(fault) };
  const value: unknown = JSON.parse(plain);
  if (!isObject(value)) return { state: 'malformed', why: 'is valid JSON but no object in braces' };
  return { state: 'parsed', content: contentOf(value) };
}

/** The file with its harmless members alone: of all others only that they are there. null where it cannot be read. */
export function harmlessPart(text: string): Json | null {
  const plain = text.replace(/^\uFEFF/, '');
  const value: unknown = findJsonFault(plain) === null ? JSON.parse(plain) : null;
  if (!isObject(value)) return null;
  const members = Object.entries(value).map(([key, member]) => [key, harmlessMembers.has(key) ? harmlessValue(member) : withoutValue(key, member)]);
  return Object.fromEntries(members) as Json;
}

const harmlessMembers = new Set(['AccountId', 'AgentId', 'AgentIdV2', 'ApiHostName', 'ApiVersion', 'IsRegistered', 'ProjectId', 'Https']);

/** An id may be a number, and what hides ids looks at texts. */
const harmlessValue = (value: unknown): unknown => (typeof value === 'number' ? String(value) : isObject(value) || Array.isArray(value) ? mask : value);

function withoutValue(key: string, value: unknown): unknown {
  if (key === 'VolumePasswords' && isObject(value)) return Object.fromEntries(containerUrls(value).map((url) => [url, mask]));
  return typeof value === 'string' && isBlank(value) ? value : mask;
}

function contentOf(json: Json): RegistrationContent {
  const keySet = newerKeys.some((key) => Object.hasOwn(json, key)) ? 'new' : 'old';
  const known = {
    isRegistered: toBoolean(json['IsRegistered']),
    agentId: toId(json['AgentId']),
    accountId: toId(json['AccountId']),
    apiHostName: toHostName(json['ApiHostName']),
    hasAgentKey: isFilled(json['AgentKey']),
    hasKeyPair: isFilled(json['RsaKeyPair']),
    hasPassword: isFilled(json['Password']),
    isEncrypted: isEncrypted(json['VolumePasswords']),
  };
  const isUsable: Readonly<Record<string, boolean>> = {
    AccountId: known.accountId !== null,
    AgentId: known.agentId !== null,
    AgentKey: known.hasAgentKey,
    ApiHostName: known.apiHostName !== null,
    IsRegistered: known.isRegistered !== null,
  };
  const unusable = Object.keys(isUsable).filter((key) => !isUsable[key]);
  const missingKeys = unusable.filter((key) => isBlank(json[key]));
  const malformedKeys = unusable.filter((key) => !isBlank(json[key]));
  return { ...known, keySet, missingKeys, malformedKeys, containerUrls: containerUrls(json['VolumePasswords']) };
}

/** The file's writers are loose with types: `true` and `"true"`, `5` and `"5"` both occur. */
function toBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : null;
  return word === 'true' ? true : word === 'false' ? false : null;
}

function toId(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[A-Za-z0-9][\w-]{0,63}$/.test(text) && text !== '0' ? text : null;
}

/** A bare host name: a whole URL is a documented mistake. */
function toHostName(value: unknown): string | null {
  const isHostName = typeof value === 'string' && value.length <= 253 && /^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(value);
  return isHostName ? value : null;
}

const isFilled = (value: unknown): boolean => typeof value === 'string' && !isBlank(value);

/** Documented: `{}` where backups are not encrypted. */
function isEncrypted(passwords: unknown): boolean | null {
  if (!isObject(passwords)) return null;
  const values = Object.values(passwords);
  if (values.length === 0) return false;
  return values.some((value) => value !== null && value !== '') ? true : null;
}

function containerUrls(passwords: unknown): readonly string[] {
  if (!isObject(passwords)) return [];
  return [...new Set(Object.keys(passwords).slice(0, 100).flatMap(toContainerUrl))];
}

/** User name, password, query and fragment of the URL are dropped: each may carry a secret. */
function toContainerUrl(key: string): readonly string[] {
  const address = /^https?:\/\//i.test(key) ? key : `https://${key}`;
  if (key.length > 1_024 || !URL.canParse(address)) return [];
  const { protocol, host, pathname } = new URL(address);
  return /^[\w.-]+\.[\w-]+(:\d+)?$/.test(host) ? [`${protocol}//${host}${pathname}`] : [];
}

function faultText({ kind, line, column }: JsonFault): string {
  const place = `line ${line}, column ${column}`;
  switch (kind) {
    case 'empty':
      return 'is empty';
    case 'cut-off':
      return `is cut off: the text ends at ${place} before its last bracket closes`;
    case 'nul-byte':
      return `is no valid JSON: ${place} holds a NUL byte, as after a crash of the host or in UTF-16 text`;
    case 'typographic-quote':
      return `is no valid JSON: ${place} holds a typographic quote, as copied from a web page; write plain quotes (") instead`;
    case 'repeated-key':
      return `names a key twice: remove the wrong one, the second stands at ${place}`;
    case 'too-deep':
      return `is nested deeper than any registration, at ${place}`;
    case 'unexpected-character':
      return `is no valid JSON: ${place} holds a character that cannot stand there; look at it and at the line before`;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
