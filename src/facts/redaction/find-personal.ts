// Goes through a recording once and notes which texts name somebody or something: by the member that they stand in, since no pattern
// knows a host name or a user from a word.
import { isCommonAccount } from './known-words.js';
import type { Policy } from './policy.js';
import type { TokenKind } from './token-table.js';

/** Of a folder in running text. */
const nameCharacter = String.raw`[^/\\\s"'<>|,;:()[\]{}*?$%]`;

export interface Personal {
  readonly kind: TokenKind;
  readonly text: string;
}

const users: Readonly<Record<string, TokenKind>> = { user: 'user', asUser: 'user', forUser: 'user', insteadOf: 'user' };

const others: Readonly<Record<string, TokenKind>> = {
  ...{ hostname: 'host', machineName: 'host', searchDomains: 'domain', accountId: 'account', agentId: 'agent' },
  ...{ configurationName: 'name', configurationId: 'id', backupId: 'id', mac: 'mac', hash: 'hash' },
};

/** Members whose meaning hangs on what they belong to. */
const byParent: Readonly<Record<string, TokenKind>> = {
  ...{ 'configurations.name': 'name', 'activity.name': 'name', 'configurations.id': 'id', 'named.host': 'host' },
};

/** @param parents names of the members above, the nearest last */
export function kindOfMember(member: string, parents: readonly string[], policy: Policy): TokenKind | null {
  // A registration capitalises its own: AccountId.
  const name = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
  const ofUser = users[name];
  if (ofUser !== undefined || policy !== 'strict') return ofUser ?? null;
  if (/Hash(?:es)?$/.test(name)) return 'hash';
  const nearest = parents.findLast((parent) => parent !== 'value');
  return byParent[`${nearest ?? ''}.${name}`] ?? others[name] ?? null;
}

export function findPersonal(value: unknown, policy: Policy): readonly Personal[] {
  const found: Personal[] = [];
  visit(value, '', [], policy, found);
  return found;
}

function visit(value: unknown, name: string, parents: readonly string[], policy: Policy, found: Personal[]): void {
  if (typeof value === 'string') found.push(...personalIn(value, name, parents, policy));
  else if (Array.isArray(value)) for (const item of value) visit(item, name, parents, policy, found);
  else if (typeof value === 'object' && value !== null) {
    if (policy === 'strict') found.push(...loggedName(value));
    for (const [key, item] of Object.entries(value)) visit(item, key, [...parents, name], policy, found);
  }
}

function personalIn(text: string, name: string, parents: readonly string[], policy: Policy): readonly Personal[] {
  const kind = kindOfMember(name, parents, policy);
  const ofMember = kind === null ? [] : kind === 'host' ? hostParts(text) : [{ kind, text }];
  return [...ofMember, ...usersIn(text, name)];
}

/** Owners as `0700 alice:staff`, and whose home a path leads to. */
function usersIn(text: string, name: string): readonly Personal[] {
  const owners = name === 'mode' ? (ownersForm.exec(text)?.slice(2) ?? []) : [];
  return [...owners, ...homesIn(text)].map((user) => ({ kind: 'user', text: user }));
}

export const ownersForm = /^([0-7]{3,4}) ([^:\s]+):(\S+)$/;

/** Whose homes paths lead to, whether they end there or go on. A line of a log may name somebody whom no fact does. */
export const homesIn = (text: string): readonly string[] => [...text.matchAll(home)].flatMap(([, , first = '', rest = '']) => ownersOf(first, rest));

/** What has blanks may be one name, or a name with words behind it: either is somebody. */
function ownersOf(first: string, rest: string): readonly string[] {
  const [whole, short] = [first + rest, withoutStop(first)];
  if (isCommonAccount(whole)) return [];
  return rest === '' ? [short] : [whole, short];
}

/** @param tokenFor the same for the same name */
export const replaceHomes = (text: string, tokenFor: (user: string) => string): string =>
  text.replace(home, (_, folder: string, first: string, rest: string | undefined = '') => {
    const whole = `${first}${rest}`;
    const user = rest === '' ? withoutStop(first) : whole;
    return `${folder}${tokenFor(user)}${whole.slice(user.length)}`;
  });

/** Of a sentence that ends with the path. */
export function withoutStop(name: string): string {
  let length = name.length;
  while (name[length - 1] === '.') length -= 1;
  return length === 0 ? name : name.slice(0, length);
}

/** What no account is called ends a name, a pattern such as `/home/*` among it. */
const home = new RegExp(String.raw`(/home/|/Users/|\\Users\\)(${nameCharacter}{1,256})((?: ${nameCharacter}{1,64}){1,4}(?=[/\\]))?`, 'g');

/** `web-08.example.com` is a host in a domain: its short name elsewhere is the same host. */
function hostParts(text: string): readonly Personal[] {
  const [label = '', ...domain] = text.split('.');
  return [{ kind: 'host', text: label }, ...(domain.length === 0 ? [] : [{ kind: 'domain' as const, text: domain.join('.') }])];
}

/** What the log calls the machine that it was written on. */
function loggedName(value: object): readonly Personal[] {
  const { kind, value: text } = value as { readonly kind?: unknown; readonly value?: unknown };
  return kind === 'host-name' && typeof text === 'string' ? hostParts(text) : [];
}

/** @returns texts with a folder in them, the longest first */
export function pathsIn(value: unknown, members: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  const look = (item: unknown, name: string): void => {
    if (typeof item === 'string' && members.has(name) && /[/\\]./.test(item)) found.add(item);
    else if (Array.isArray(item)) for (const inner of item) look(inner, name);
    else if (typeof item === 'object' && item !== null) for (const [key, inner] of Object.entries(item)) look(inner, key);
  };
  look(value, '');
  return [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
