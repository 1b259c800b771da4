// Reads the JSON of `ip -j`: what /proc does not tell, such as the addresses of an interface that is down and
// whether a route says unreachable, prohibit or blackhole. iproute2 before 4.14 and busybox know no JSON.
import type { InterfaceAddress, Route } from '../network.js';
import { scopeOf } from './ip-address.js';

/** `ip -j address show`: interface → its addresses. */
export function parseIpAddresses(text: string): ReadonlyMap<string, readonly InterfaceAddress[]> {
  const entries = parseList(text).flatMap((entry): [string, InterfaceAddress[]][] =>
    typeof entry['ifname'] === 'string' ? [[entry['ifname'], listOf(entry['addr_info']).flatMap(toAddress)]] : [],
  );
  return new Map(entries);
}

/** `ip -j -4 route show`: the routes that refuse, as `destination` → kind. */
export function parseRefusingRoutes(text: string): ReadonlyMap<string, Route['kind']> {
  const refusing = parseList(text).flatMap((entry): [string, Route['kind']][] => {
    const { type, dst } = entry;
    if (type !== 'unreachable' && type !== 'prohibit' && type !== 'blackhole') return [];
    return typeof dst === 'string' ? [[toCidr(dst), type]] : [];
  });
  return new Map(refusing);
}

/** `ip -j route get ADDRESS`: the way that the kernel takes; null where it prints none. */
export function parseRouteLookup(text: string): Route | null {
  const [entry] = parseList(text);
  const { dst, gateway, dev } = entry ?? {};
  if (typeof dst !== 'string' || typeof dev !== 'string') return null;
  const destination = dst.includes('/') ? dst : `${dst}/${dst.includes(':') ? 128 : 32}`;
  return { destination, gateway: typeof gateway === 'string' ? gateway : null, interfaceName: dev, kind: 'unicast', metric: 0 };
}

/** `ip -j rule show`: whether anything else than the three tables of every host is looked up. */
export function hasPolicyRules(text: string): boolean {
  return parseList(text).some(({ table, action }) => typeof action === 'string' || !['local', 'main', 'default'].includes(String(table)));
}

type JsonObject = Readonly<Record<string, unknown>>;

function toAddress(entry: JsonObject): readonly InterfaceAddress[] {
  const { local, prefixlen } = entry;
  if (typeof local !== 'string' || typeof prefixlen !== 'number') return [];
  return [{ address: local, prefixLength: prefixlen, family: local.includes(':') ? 6 : 4, scope: scopeOf(local) }];
}

function toCidr(destination: string): string {
  if (destination === 'default') return '0.0.0.0/0';
  if (destination.includes('/')) return destination;
  return `${destination}/32`;
}

function parseList(text: string): readonly JsonObject[] {
  try {
    return listOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((entry): entry is JsonObject => typeof entry === 'object' && entry !== null) : [];
