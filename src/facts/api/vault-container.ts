// Where the vault lies, and what Cloud Files tells of it in headers.
import type { VaultContainer } from '../api.js';

export interface ContainerPlace {
  /** Lower case. */
  readonly host: string;
  readonly port: number;
  /** `MossoCloudFS_929418` */
  readonly account: string;
  readonly container: string;
}

/** null for what is no https address of a container: a token goes there. */
export function containerPlaceOf(url: string): ContainerPlace | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, hostname, port, pathname } = new URL(url);
  const [, account, container] = /^\/v1\/([\w-]{1,256})\/([\w-]{1,256})\/?$/.exec(pathname) ?? [];
  if (protocol !== 'https:' || username !== '' || password !== '' || account === undefined || container === undefined) return null;
  return { host: hostname.toLowerCase(), port: port === '' ? 443 : Number(port), account, container };
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export function containerFacts(container: Headers, account: Headers | null): Pick<VaultContainer, 'objectCount' | 'usedBytes' | 'quota'> {
  const usedBytes = numberIn(container, 'x-container-bytes-used');
  const quotas = [
    quotaOf('container', usedBytes, numberIn(container, 'x-container-meta-quota-bytes')),
    quotaOf('account', numberIn(account ?? {}, 'x-account-bytes-used'), numberIn(account ?? {}, 'x-account-meta-quota-bytes')),
  ];
  const [tightest = null] = quotas.filter((quota) => quota !== null).sort((a, b) => roomIn(a) - roomIn(b));
  return { objectCount: numberIn(container, 'x-container-object-count'), usedBytes, quota: tightest };
}

type Quota = NonNullable<VaultContainer['quota']>;

const roomIn = ({ limitBytes, usedBytes }: Quota): number => limitBytes - usedBytes;

const quotaOf = (of: Quota['of'], usedBytes: number | null, limitBytes: number | null): Quota | null =>
  usedBytes === null || limitBytes === null ? null : { of, usedBytes, limitBytes };

function numberIn(headers: Headers, name: string): number | null {
  const value = headers[name];
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
