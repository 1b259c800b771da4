// IPv4 and IPv6 addresses and networks as numbers, so that routes can be compared. Hostile text
// (masked octets of published samples, zones, junk) becomes null and never throws.

export type IpFamily = 4 | 6;

export interface IpNetwork {
  readonly family: IpFamily;
  readonly value: bigint;
  readonly prefixLength: number;
}

const bitCount = { 4: 32, 6: 128 } as const;

/** `10.176.0.0/12`, or an address alone as a network of one. A zone (`fe80::1%eth0`) is left out. */
export function parseNetwork(text: string): IpNetwork | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const parsed = parseIp(address);
  if (parsed === null || rest.length > 0) return null;
  const bits = bitCount[parsed.family];
  const prefixLength = prefix === undefined ? bits : parseDecimal(prefix, bits);
  return prefixLength === null ? null : { ...parsed, prefixLength };
}

/** An address of a redacted recording is none that anybody has: it only stands for one, `address-10.176.0.1`. */
export const standInMark = 'address-';

export function parseIp(text: string): { readonly family: IpFamily; readonly value: bigint } | null {
  const [bare = ''] = (text.startsWith(standInMark) ? text.slice(standInMark.length) : text).split('%');
  const ipv4 = parseIpv4(bare);
  if (ipv4 !== null) return { family: 4, value: ipv4 };
  const ipv6 = parseIpv6(bare);
  return ipv6 === null ? null : { family: 6, value: ipv6 };
}

/** Whether every address of `inner` lies in `outer`; false where either is no network. */
export function isWithin(inner: string, outer: string): boolean {
  const small = parseNetwork(inner);
  const large = parseNetwork(outer);
  if (small === null || large === null || small.family !== large.family) return false;
  return small.prefixLength >= large.prefixLength && networkOf(small, large.prefixLength) === networkOf(large, large.prefixLength);
}

/** First address of the network that holds `value`. */
export function networkOf({ family, value }: Pick<IpNetwork, 'family' | 'value'>, prefixLength: number): bigint {
  const hostBits = BigInt(bitCount[family] - prefixLength);
  return (value >> hostBits) << hostBits;
}

/** One after the last address of the network. */
export function endOf({ family, value, prefixLength }: IpNetwork): bigint {
  return networkOf({ family, value }, prefixLength) + (1n << BigInt(bitCount[family] - prefixLength));
}

export function formatIp(family: IpFamily, value: bigint): string {
  return family === 4 ? formatIpv4(value) : formatIpv6(value);
}

/** The first one that a host of the subnet may have; of a subnet that stands for another, one that does, too. */
export function firstAddressOf(address: string, prefixLength: number): string | null {
  const network = parseNetwork(`${address}/${prefixLength}`);
  if (network === null) return null;
  return `${address.startsWith(standInMark) ? standInMark : ''}${formatIp(network.family, networkOf(network, prefixLength) + 1n)}`;
}

export type AddressScope = 'global' | 'link' | 'host';

export function scopeOf(address: string): AddressScope {
  if (['127.0.0.0/8', '::1/128'].some((network) => isWithin(address, network))) return 'host';
  return ['169.254.0.0/16', 'fe80::/10'].some((network) => isWithin(address, network)) ? 'link' : 'global';
}

/** RFC 1918, shared (RFC 6598) and unique local addresses: routable, but not on the Internet. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

export const isPrivate = (address: string): boolean => privateNetworks.some((network) => isWithin(address, network));

/** Never the address of somebody else's server: this host, the link, or nowhere. */
const nowhereNetworks = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '::/128', '::1/128', 'fe80::/10'];

export const isNowhere = (address: string): boolean => nowhereNetworks.some((network) => isWithin(address, network));

export const isPublic = (address: string): boolean => parseIp(address) !== null && !isPrivate(address) && !isNowhere(address);

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.').map((part) => parseDecimal(part, 255));
  if (parts.length !== 4) return null;
  return parts.reduce<bigint | null>((sum, part) => (sum === null || part === null ? null : sum * 256n + BigInt(part)), 0n);
}

function parseIpv6(text: string): bigint | null {
  const halves = withoutEmbeddedIpv4(text)?.split('::') ?? [];
  if (halves.length < 1 || halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missingCount = 8 - head.length - tail.length;
  if (halves.length === 1 ? missingCount !== 0 : missingCount < 1) return null;
  const groups = [...head, ...Array<string>(missingCount).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** `::ffff:192.0.2.1` → `::ffff:c000:201` */
function withoutEmbeddedIpv4(text: string): string | null {
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!tail.includes('.')) return text;
  const value = parseIpv4(tail);
  if (value === null || start === 0) return null;
  return `${text.slice(0, start)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

const parseDecimal = (text: string, largest: number): number | null =>
  /^\d{1,3}$/.test(text) && Number(text) <= largest ? Number(text) : null;

const formatIpv4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');

/** RFC 5952: no leading zeros, and the first longest run of at least two zero groups becomes `::`. */
function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const { start, length } = longestZeroRun(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === '0') end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}
