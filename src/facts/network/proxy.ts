// The proxy that the environment names, as curl and most programs read it. The agent's documentation knows none.
import type { KnownSecret } from '../leaks/leak-search.js';

export interface ProxySetting {
  /** `https_proxy` */
  readonly variable: string;
  readonly host: string;
  readonly port: number;
  /** `https:`: the proxy itself is spoken to over TLS. */
  readonly isSecure: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** For HTTPS, in the order in which curl looks; null where none is named, or none that can be read. */
export function proxyIn(environment: Environment): (ProxySetting & { readonly credentials: string | null }) | null {
  const variable = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].find((name) => (environment[name] ?? '') !== '');
  const url = variable === undefined ? null : parseUrl(environment[variable] ?? '');
  if (variable === undefined || url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  const credentials = url.username === '' ? null : `${decoded(url.username)}:${decoded(url.password)}`;
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port || (isSecure ? '443' : '80'));
  return { variable, host: url.hostname.replace(/^\[|\]$/g, ''), port, isSecure, credentials };
}

/** Passwords of all proxies, as the variables spell them and as they are meant: for nothing but to take them out of other texts. */
export function proxySecretsIn(environment: Environment): readonly KnownSecret[] {
  const urls = Object.entries(environment).flatMap(([name, value]) => (/^\w+_proxy$/i.test(name) ? (parseUrl(value ?? '') ?? []) : []));
  return urls.flatMap(({ password }) => [password, decoded(password)]).map((text) => ({ kind: 'password of a proxy', text }));
}

/** `NO_PROXY`: names, with or without a leading dot, that match themselves and what is below them; `*` matches all. */
export function bypassesProxy(environment: Environment, host: string): boolean {
  const entries = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return entries.some((entry) => {
    const name = entry
      .replace(/^\*?\./, '')
      .replace(/:\d+$/, '')
      .toLowerCase();
    return entry === '*' || host === name || host.endsWith(`.${name}`);
  });
}

/** What is no escaped UTF-8 stands for itself: a lone per cent sign, a byte of Latin-1. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without a scheme, as `proxy.example.com:3128`, it is HTTP. */
function parseUrl(text: string): URL | null {
  const full = text.includes('://') ? text : `http://${text}`;
  return URL.canParse(full) ? new URL(full) : null;
}
