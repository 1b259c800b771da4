// Reads the kernel's main routing tables, /proc/net/route and /proc/net/ipv6_route. The flags are those
// of <linux/route.h> and <linux/ipv6_route.h>.
import type { Route } from '../network.js';
import { formatIp } from './ip-address.js';

const isUp = 0x0001;
const isRejected = 0x0200;
/** The kernel's own entries for addresses of this host, and remembered look-ups: no routes that anybody set. */
const isLocalOrCached = 0x8000_0000 | 0x0100_0000;
const lastResortMetric = 0xffff_ffff;

/** Addresses stand there as they lie in memory: reversed on the little-endian machines that the agent runs on. */
export function parseIpv4Routes(text: string): readonly Route[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [name, destination, gateway, flagsText, , , metric, mask] = line.trim().split(/\s+/);
      const flags = Number.parseInt(flagsText ?? '', 16);
      if (mask === undefined || name === undefined || (flags & isUp) === 0) return [];
      const address = reversedHex(destination);
      const prefixLength = prefixOf(reversedHex(mask));
      if (address === null || prefixLength === null) return [];
      const route: Route = {
        destination: `${formatIp(4, address)}/${prefixLength}`,
        gateway: gatewayOf(4, reversedHex(gateway)),
        interfaceName: name === '*' ? null : name,
        kind: ipv4Kind(name, flags),
        metric: Number(metric),
      };
      return [route];
    });
}

export function parseIpv6Routes(text: string): readonly Route[] {
  return text.split('\n').flatMap((line) => {
    const [destination, prefix, , , gateway, metricText, , , flagsText, name] = line.trim().split(/\s+/);
    const flags = Number.parseInt(flagsText ?? '', 16);
    const metric = Number.parseInt(metricText ?? '', 16);
    const address = hex(destination);
    if (name === undefined || address === null || (flags & isLocalOrCached) !== 0) return [];
    // The kernel ends its table with a reject of its own, and keeps multicast in the same list.
    if (metric === lastResortMetric || destination?.startsWith('ff')) return [];
    const isReject = (flags & isRejected) !== 0;
    const route: Route = {
      destination: `${formatIp(6, address)}/${Number.parseInt(prefix ?? '', 16)}`,
      gateway: gatewayOf(6, hex(gateway)),
      interfaceName: isReject ? null : name,
      kind: isReject ? 'unreachable' : 'unicast',
      metric,
    };
    return [route];
  });
}

/** `unreachable` and `prohibit` share the reject flag; a blackhole has neither flag nor interface. */
function ipv4Kind(name: string, flags: number): Route['kind'] {
  if ((flags & isRejected) !== 0) return 'unreachable';
  return name === '*' ? 'blackhole' : 'unicast';
}

const hex = (text: string | undefined): bigint | null => (/^[0-9a-f]+$/i.test(text ?? '') ? BigInt(`0x${text}`) : null);

const reversedHex = (text: string | undefined): bigint | null => hex(text?.match(/../g)?.reverse().join(''));

const gatewayOf = (family: 4 | 6, value: bigint | null): string | null => (value === null || value === 0n ? null : formatIp(family, value));

/** null for a mask with holes, which no route can have. */
function prefixOf(mask: bigint | null): number | null {
  if (mask === null) return null;
  const bits = mask.toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.lastIndexOf('1') + 1 : null;
}
