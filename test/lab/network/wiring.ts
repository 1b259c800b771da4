// Three network namespaces: the host, a router that carries both networks, and the provider behind it. No packet
// leaves them: none has a way to this machine.
//
//   host            router             provider
//   eth0 203.0.113.10 ── pub0 … up0 ── net0   198.51.100.N   PublicNet
//   eth1 10.176.4.20  ── svc0 … sup0 ─ snet0  10.191.209.N   ServiceNet
import { allAddressesOf, everybody } from './plan.js';

export interface Namespaces {
  readonly host: string;
  readonly router: string;
  readonly provider: string;
}

/** A script for sh. All the lines for one namespace go through one `ip`: a whole lab stands within a tenth of a second. */
export const wiring = ({ host, router, provider }: Namespaces, { hasIpv6 }: { readonly hasIpv6: boolean }): string =>
  [
    ip([...[host, router, provider].map((name) => `netns add ${name}`), ...cables({ host, router, provider })]),
    settings(host, ['net.ipv6.conf.eth0.accept_dad=0']),
    settings(router, ['net.ipv6.conf.pub0.accept_dad=0', 'net.ipv6.conf.up0.accept_dad=0', ...forwarding]),
    settings(provider, ['net.ipv6.conf.net0.accept_dad=0']),
    ip(routerLines, router),
    ip(providerLines, provider),
    ip([...hostLines, ...(hasIpv6 ? hostIpv6Lines : [])], host),
    `ip netns exec ${router} nft -f - <<'RULES'${wrongNetwork}RULES`,
  ].join('\n');

const ip = (lines: readonly string[], namespace?: string): string =>
  [`ip ${namespace === undefined ? '' : `-n ${namespace} `}-batch - <<'LINES'`, ...lines, 'LINES'].join('\n');

/** Without accept_dad=0 the kernel looks for a second whether anybody else has the IPv6 address. */
const settings = (namespace: string, assignments: readonly string[]): string =>
  `ip netns exec ${namespace} sysctl -qw ${assignments.join(' ')}`;
const forwarding = ['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1'];

const cables = ({ host, router, provider }: Namespaces): readonly string[] => [
  `link add eth0 netns ${host} type veth peer name pub0 netns ${router}`,
  `link add eth1 netns ${host} type veth peer name svc0 netns ${router}`,
  `link add up0 netns ${router} type veth peer name net0 netns ${provider}`,
  `link add sup0 netns ${router} type veth peer name snet0 netns ${provider}`,
];

const up = (...devices: readonly string[]): readonly string[] => devices.map((device) => `link set ${device} up`);

const hostLines = [
  'address add 203.0.113.10/24 dev eth0',
  'address add 10.176.4.20/19 dev eth1',
  ...up('lo', 'eth0', 'eth1'),
  'route add default via 203.0.113.1',
  'route add 10.176.0.0/12 via 10.176.0.1',
  'route add 10.208.0.0/12 via 10.176.0.1',
];
const hostIpv6Lines = ['address add 2001:db8:113::10/64 dev eth0 nodad', 'route add default via 2001:db8:113::1'];

const routerLines = [
  'address add 203.0.113.1/24 dev pub0',
  'address add 2001:db8:113::1/64 dev pub0 nodad',
  'address add 10.176.0.1/19 dev svc0',
  'address add 192.0.2.1/30 dev up0',
  'address add 2001:db8:2::1/64 dev up0 nodad',
  'address add 192.0.2.5/30 dev sup0',
  ...up('lo', 'pub0', 'svc0', 'up0', 'sup0'),
  'route add 198.51.100.0/24 via 192.0.2.2',
  'route add 2001:db8:51::/64 via 2001:db8:2::2',
  'route add 10.191.209.0/24 via 192.0.2.6',
];

const providerLines = [
  ...everybody.flatMap(allAddressesOf).map((address) => `address add ${address} dev lo${address.includes(':') ? ' nodad' : ''}`),
  'address add 192.0.2.2/30 dev net0',
  'address add 2001:db8:2::2/64 dev net0 nodad',
  'address add 192.0.2.6/30 dev snet0',
  ...up('lo', 'net0', 'snet0'),
  'route add 203.0.113.0/24 via 192.0.2.1',
  'route add 2001:db8:113::/64 via 2001:db8:2::1',
  'route add 10.176.0.0/12 via 192.0.2.5',
];

/** What comes over the wrong network is lost, as at the real provider. */
const wrongNetwork = `
table inet router {
  chain wrong_network {
    type filter hook forward priority -10;
    iifname pub0 ip daddr 10.0.0.0/8 drop
    iifname svc0 ip daddr != 10.0.0.0/8 drop
  }
}
`;
