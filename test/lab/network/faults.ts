// Faults as shell commands, named as a support engineer would name them.
import { addressOf, endpoints, publicnetAddress6, type EndpointName } from './plan.js';

/** Rules for what the router carries; for `onRouter`. */
export const routerRules = (...rules: readonly string[]): string => chain('forward', rules);

/** Rules of the host's own firewall for what it sends; for `onHost`. */
export const hostRules = (...rules: readonly string[]): string => chain('output', rules);

function chain(hook: string, rules: readonly string[]): string {
  return `
nft -f - <<'RULES'
table inet fault {
  set doomed { type inet_service; flags dynamic; }
  set spared { type inet_service; flags dynamic; }
  chain fault {
    type filter hook ${hook} priority 0;
    ${rules.join('\n    ')}
  }
}
RULES
`;
}

/** Matches for rules. */
export const https = 'tcp dport 443';
export const publicnetHttps = `ip daddr 198.51.100.0/24 ${https}`;
export const servicenetHttps = `ip daddr 10.191.209.0/24 ${https}`;
export const httpsTo = (name: EndpointName): string => `ip daddr ${addressOf(name)} ${https}`;
export const httpsOverIpv6To = (name: EndpointName): string => `ip6 daddr ${publicnetAddress6(endpoints[name])} ${https}`;

/** Every second connection is lost for good, as where one of two ways is dead; a lost packet alone would be sent again. */
export const everySecondConnection = (match: string): readonly string[] => [
  `${match} tcp sport @doomed drop`,
  `${match} tcp sport @spared accept`,
  `${match} numgen inc mod 2 == 0 add @doomed { tcp sport } drop`,
  `${match} add @spared { tcp sport }`,
];

/** The way takes only packets of up to 1280 bytes, and the router says so to whoever sends more. For `onRouter`. */
export const narrowWay = (network: 'publicnet' | 'servicenet', direction: 'there' | 'back'): string =>
  `ip route replace ${ways[network][direction]} mtu lock 1280\n`;

const ways = {
  publicnet: { there: '198.51.100.0/24 via 192.0.2.2', back: '203.0.113.0/24 dev pub0' },
  servicenet: { there: '10.191.209.0/24 via 192.0.2.6', back: '10.176.0.0/19 dev svc0' },
} as const;

/** The messages that say so are lost, and large packets vanish. */
export const silentRouter = chain('output', ['icmp type destination-unreachable drop', 'icmpv6 type packet-too-big drop']);

/** For `onHost`: the program's own clock, and that of no other. */
export const clock = (offset: string): string => `
export FAKETIME=${offset} FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
export LD_PRELOAD=$(echo /usr/lib/*/faketime/libfaketimeMT.so.1)
`;
