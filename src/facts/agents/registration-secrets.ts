// The secrets of bootstrap.json themselves, for nothing but to take them out of other texts. A file that is no JSON has them all the
// same, and its agent may have logged them before it broke: there they are taken from whatever looks like a member.
import { shortestSecret, type KnownSecret, type SecretKind } from '../leaks/leak-search.js';
import { findJsonFault } from './json-fault.js';

type Json = Readonly<Record<string, unknown>>;

export function secretsIn(text: string): readonly KnownSecret[] {
  // UTF-16 that was read as UTF-8 has a NUL beside each letter.
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\0', '');
  const value: unknown = findJsonFault(plain) === null ? JSON.parse(plain) : null;
  return isObject(value) ? ofMembers(value) : ofBroken(plain);
}

const kinds: Readonly<Record<string, SecretKind>> = { agentkey: 'agent key', rsakeypair: 'key pair', password: 'password' };

function ofMembers(json: Json): readonly KnownSecret[] {
  const volumes = isObject(json['VolumePasswords']) ? json['VolumePasswords'] : {};
  return [
    ...asSecrets('agent key', [json['AgentKey']]),
    ...asSecrets('key pair', [json['RsaKeyPair']]),
    ...asSecrets('password', [json['Password']]),
    ...asSecrets('password in an address', Object.keys(volumes).map(passwordInUrl)),
    ...asSecrets('vault password', Object.values(volumes)),
  ];
}

const quote = String.raw`["'\u2018-\u201f\u00ab\u00bb]`;
const anyValue = String.raw`"(?:[^"\\]|\\[^])*|${quote}[^"'\u2018-\u201f\u00ab\u00bb\n]*|[^\s"',{}[\]]+`;
const namedMember = new RegExp(String.raw`(?<!\w)(agentkey|rsakeypair|password)(?!\w)${quote}?[\s:=]{0,40}(${anyValue})`, 'gi');
/** Nothing else in the file has a key that looks like an address. */
const volumeMember = new RegExp(String.raw`${quote}([^\s"'\u2018-\u201f\u00ab\u00bb]{0,1024}[./][^\s"'\u2018-\u201f\u00ab\u00bb]{0,1024})${quote}[\s:=]{1,40}(${anyValue})`, 'g');

const ofBroken = (text: string): readonly KnownSecret[] => [
  ...[...text.matchAll(namedMember)].flatMap(([, name = '', value = '']) => asSecrets(kinds[name.toLowerCase()] ?? 'password', readings(value))),
  ...[...text.matchAll(volumeMember)].flatMap(([, key = '', value = '']) => [
    ...asSecrets('password in an address', [passwordInUrl(key)]),
    ...asSecrets('vault password', readings(value)),
  ]),
];

/** With its escapes and without; a quote that is missing leaves the comma of the next member at the end. */
function readings(value: string): readonly string[] {
  const bare = value.replace(openingQuote, '');
  const lines = [bare, bare.replace(/\\n/g, '\n'), unescaped(bare)].flatMap((reading) => [reading, ...reading.split(/\r?\n/)]);
  return [...new Set(lines.flatMap((line) => [line, line.replace(loose, '')]))];
}

const openingQuote = new RegExp(`^${quote}`);
const loose = /[\s,;}\]]{1,40}$/;

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    // No string of JSON: then it is read as it stands.
    return text;
  }
}

/** A log may hold a key pair line by line; a last line of two characters is nothing that could be sought. */
const asSecrets = (kind: SecretKind, values: readonly unknown[]): readonly KnownSecret[] =>
  values
    .filter((value) => typeof value === 'string' && !isBlank(value))
    .flatMap((value) => [value as string, ...(value as string).split(/\r?\n/).filter((line) => line.length >= shortestSecret && !line.startsWith('-----') && !isBlank(line))])
    .map((text) => ({ kind, text }));

/** As it stands there: an address in a log spells it alike. */
const passwordInUrl = (key: string): string => (URL.canParse(key) ? new URL(key).password : '');

/** The packaged template stands full of `<blank-unless-registered>` and the like. */
export const isBlank = (value: unknown): boolean =>
  typeof value === 'string' ? /^\s*(<[^>]*>\s*)?$/.test(value) : value === undefined || value === null;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
