// Replaces what a policy takes out, in any text of one run: members of the recording, lines of a log, a configuration. Tokens keep what
// the checks and a reader need: equality, the folders of a path, the subnets of addresses.
import { isOwnWord } from '../leaks/own-words.js';
import { standInMark } from '../network/ip-address.js';
import { AddressMap } from './address-map.js';
import { findPersonal, homesIn, kindOfMember, ownersForm, pathsIn, replaceHomes, withoutStop, type Personal } from './find-personal.js';
import { isCommonAccount, isCommonComponent, isOrdinaryWord } from './known-words.js';
import { NameFinder } from './name-finder.js';
import type { Policy } from './policy.js';
import { TokenTable, type TokenKind } from './token-table.js';

export type Counts = Record<string, number>;

/** Shorter names and numbers occur in innocent words and numbers: they are replaced only in the members that hold them. */
const shortest: Readonly<Partial<Record<TokenKind, number>>> = { user: 3, host: 2, domain: 4, name: 4, account: 5, agent: 5, id: 5 };

const isToldFromProse = ({ kind, text }: Personal): boolean => text.length >= (shortest[kind] ?? 1) && !isOrdinaryWord(text);

export class Redactor {
  /** How often something was replaced, by kind. */
  readonly counts: Counts = {};
  readonly #policy: Policy;
  readonly #tokens: TokenTable;
  readonly #addresses = new AddressMap();
  readonly #kinds = new Map<string, TokenKind>();
  readonly #names = new NameFinder();
  /** With blanks and the like, which no pattern tells from the words around them; the longest first. */
  readonly #oddPaths: readonly string[];

  /**
   * @param seen the recording whose names are to be found again in every other text
   * @param users whom the host knows besides
   */
  constructor(seen: object, policy: Policy, users: readonly string[] = []) {
    this.#policy = policy;
    this.#tokens = new TokenTable(JSON.stringify(seen));
    this.#learn(findPersonal(seen, policy));
    this.#learn(users.filter((user) => !this.#kinds.has(user.toLowerCase())).map((user) => ({ kind: 'user', text: user })));
    this.#oddPaths = policy === 'strict' ? pathsIn(seen, pathMembers).filter((path) => path.replace(absolutePath, '') !== '') : [];
  }

  /** Whom this text names, so that they are known in texts before it, too. */
  learn(text: string): void {
    const found = homesIn(text).filter((user) => !this.#kinds.has(user.toLowerCase()));
    this.#learn(found.map((user) => ({ kind: 'user', text: user })));
  }

  #learn(found: readonly Personal[]): void {
    const personal = found.filter(({ kind, text }) => isWorthHiding(kind, text));
    for (const { kind, text } of personal) this.#kinds.set(text.toLowerCase(), kind);
    for (const { text } of personal.filter(isToldFromProse)) this.#names.add(text);
    // Tokens are numbered in the order of the recording, whatever text comes first.
    for (const { kind, text } of personal) this.#tokens.tokenFor(kind, text);
  }

  /** The same value with every text replaced; its form stays. */
  tree(value: unknown, name = '', parents: readonly string[] = []): unknown {
    if (typeof value === 'string') return this.#member(value, name, parents);
    if (Array.isArray(value)) return value.map((item) => this.tree(item, name, parents));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.tree(item, key, [...parents, name])]));
  }

  /** Prose: a line of a log, a sentence. */
  text(text: string): string {
    this.learn(text);
    const withoutMail = text.replace(mail, (address) => this.#token('mail', address));
    if (this.#policy !== 'strict') return this.#replaceNames(replaceHomes(withoutMail, this.#user));
    return this.#replaceNumbers(this.#replaceNames(this.#replacePaths(withoutMail)));
  }

  /** A path and nothing else. */
  path(text: string): string {
    if (this.#policy !== 'strict') return this.text(text);
    this.learn(text);
    return this.#replaceNames(this.#path(text));
  }

  #member(text: string, name: string, parents: readonly string[]): string {
    if (isOwnWord(text, name) || kept.has(name)) return text;
    const kind = kindOfMember(name, parents, this.#policy);
    if (kind !== null && kind !== 'host') return isWorthHiding(kind, text) ? this.#token(kind, text) : text;
    if (name === 'mode') return text.replace(ownersForm, (_, bits: string, ...owners: string[]) => `${bits} ${owners.slice(0, 2).map(this.#user).join(':')}`);
    return pathMembers.has(name) ? this.path(text) : this.text(text);
  }

  readonly #user = (text: string): string => (isWorthHiding('user', text) ? this.#token('user', text) : text);

  #replaceNames(text: string): string {
    return this.#names.replace(text, (found) => this.#token(this.#kinds.get(found.toLowerCase()) ?? 'name', found));
  }

  /** Before the names in them are, or they would no longer be known. */
  #replacePaths(text: string): string {
    const withoutOdd = this.#oddPaths.reduce((left, path) => left.replaceAll(path, () => this.#path(path)), text);
    const withoutShares = replaceHomes(withoutOdd, this.#user).replace(share, (_, scheme: string, host: string, path: string) => {
      const bare = withoutStop(path);
      return `${scheme}${this.#host(host)}${this.#path(bare)}${path.slice(bare.length)}`;
    });
    return withoutShares.replace(absolutePath, (path) => {
      const bare = withoutStop(path);
      return `${this.#path(bare)}${path.slice(bare.length)}`;
    });
  }

  /** Of a share: addresses are replaced as such. */
  #host(text: string): string {
    if (!/^[a-z][\w-]*(?:\.[a-z][\w-]*)*$/i.test(text) || !isWorthHiding('host', text)) return text;
    const [label = '', ...domain] = text.split('.');
    return [this.#token('host', label), ...(domain.length === 0 ? [] : [this.#token('domain', domain.join('.'))])].join('.');
  }

  #replaceNumbers(text: string): string {
    return text
      .replace(uuid, (id) => this.#token('id', id))
      .replace(macAddress, (mac) => this.#token('mac', mac))
      .replace(ipv4, (address) => this.#address(address))
      .replace(ipv6, (address) => this.#address(address));
  }

  #address(text: string): string {
    const [, address = '', rest = ''] = /^(.*?)([.:]*)$/.exec(text) ?? [];
    const standIn = this.#addresses.standInFor(address);
    if (standIn === null) return text;
    this.#count('address');
    return `${standInMark}${standIn}${rest}`;
  }

  /** Folder by folder, so that what lies below what can still be told. */
  #path(text: string): string {
    if (!/[/\\]/.test(text)) return this.text(text);
    return text.replace(/[^/\\]+/g, (component) => {
      const kind = this.#kinds.get(component.toLowerCase());
      return kind === undefined && isCommonComponent(component) ? component : this.#token(kind ?? 'path', component);
    });
  }

  #token(kind: TokenKind, text: string): string {
    const token = this.#tokens.tokenFor(kind, text);
    if (token !== text) this.#count(kind);
    return token;
  }

  #count(kind: string): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }
}

/** Versions look like addresses; paths of our own questions and of the kernel's devices tell nothing. */
const kept: ReadonlySet<string> = new Set(['kernel', 'version', 'healthPath', 'deviceChain', 'protocol', 'stack', 'stores']);

const pathMembers: ReadonlySet<string> = new Set(['path', 'mountPoint', 'measuredPath', 'examples', 'leftOut', 'inclusions', 'exclusions', 'root', 'device']);

function isWorthHiding(kind: TokenKind, text: string): boolean {
  if (text === '') return false;
  if (kind === 'user') return !isCommonAccount(text);
  return kind !== 'host' || text.toLowerCase() !== 'localhost';
}

const mail = /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?!\w)/g;
const uuid = /(?<![\da-f])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\da-f])/gi;
const macAddress = /(?<![\w:])(?:[\da-f]{2}:){5}[\da-f]{2}(?![\w:])|(?<![\w-])(?:[\da-f]{2}-){5}[\da-f]{2}(?![\w-])/gi;
/** A hyphen before it joins a range or a name to it; only our own mark says that it stands for another. */
const ipv4 = /(?<![A-Za-z\d.]|address-)(?!255\.)\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}(?![\w/]))?(?![A-Za-z\d]|\.\d)/g;
/** Paths of the customer, unlike those of web addresses, which are the agent's calls. */
const share = /\b((?:file|smb|cifs|nfs|afp|ftp|sftp|rsync):\/\/)([^\s/"'<>|,;()[\]{}]{0,255})(\/[^\s"'<>|:;,()[\]{}]{1,4000})/gi;
const ipv6 = /(?<![\w:.]|address-)(?=[\da-f:.]*:[\da-f:.]*:)[\da-f:.]{2,45}(?:%\w{1,15})?(?:\/\d{1,3})?(?![\w:])/gi;
/** Those of Windows have blanks in them, which tell from prose by the folder that follows. */
const folder = String.raw`[^\s"'<>|:;,()[\]{}\\]+`;
/** Neither the path of an address nor the closing of a tag. */
const absolutePath = new RegExp(
  String.raw`(?<![\p{L}\p{N}_:/.<~-])(?:[A-Za-z]:\\(?:${folder}(?: (?:${folder}|\(x86\))){0,4}\\)*|/)[^\s"'<>|:;,()[\]{}]+`,
  'gu',
);
