// Three network namespaces: the host, a router that carries both networks, and the provider behind it. No packet
// leaves them: none has a way to this machine.
//
//   host            router             provider
//   eth0 203.0.113.10 ── pub0 … up0 ── net0   198.51.100.N   PublicNet
//   eth1 10.176.4.20  ── svc0 … sup0 ─ snet0  10.191.209.N   ServiceNet
import { publicnetAddress, publicnetAddress6, publicnetNumbers, servicenetAddress, servicenetNumbers } from './plan.js';

export interface Namespaces {
  readonly host: string;
  readonly router: string;
  readonly provider: string;
}

/** A script for sh. All the lines for one namespace go through one `ip`: a whole lab stands within a tenth of a second. */
export function wiring({ host, router, provider }: Namespaces, { hasIpv6 }: { readonly hasIpv6: boolean }): string {
  const six = (lines: string): string => (hasIpv6 ? lines : '');
  return `
ip -batch - <<'LINES'
netns add ${host}
netns add ${router}
netns add ${provider}
link add eth0 netns ${host} type veth peer name pub0 netns ${router}
link add eth1 netns ${host} type veth peer name svc0 netns ${router}
link add up0 netns ${router} type veth peer name net0 netns ${provider}
link add sup0 netns ${router} type veth peer name snet0 netns ${provider}
LINES
ip netns exec ${router} sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
${hasIpv6 ? devices({ host, router, provider }).map(isReadyAtOnce).join('\n') : ''}
ip -n ${router} -batch - <<'LINES'
address add 203.0.113.1/24 dev pub0
address add 10.176.0.1/19 dev svc0
address add 192.0.2.1/30 dev up0
address add 192.0.2.5/30 dev sup0
${['pub0', 'svc0', 'up0', 'sup0'].map((device) => `link set ${device} up`).join('\n')}
route add 198.51.100.0/24 via 192.0.2.2
route add 10.191.209.0/24 via 192.0.2.6
${six('address add 2001:db8:113::1/64 dev pub0 nodad\naddress add 2001:db8:2::1/64 dev up0 nodad\nroute add 2001:db8:51::/64 via 2001:db8:2::2')}
LINES
ip -n ${provider} -batch - <<'LINES'
${publicnetNumbers.map((number) => `address add ${publicnetAddress(number)}/32 dev lo`).join('\n')}
${publicnetNumbers.map((number) => `address add ${publicnetAddress6(number)}/128 dev lo nodad`).join('\n')}
${servicenetNumbers.map((number) => `address add ${servicenetAddress(number)}/32 dev lo`).join('\n')}
address add 192.0.2.2/30 dev net0
address add 192.0.2.6/30 dev snet0
${['lo', 'net0', 'snet0'].map((device) => `link set ${device} up`).join('\n')}
route add 203.0.113.0/24 via 192.0.2.1
route add 10.176.0.0/12 via 192.0.2.5
${six('address add 2001:db8:2::2/64 dev net0 nodad\nroute add 2001:db8:113::/64 via 2001:db8:2::1')}
LINES
ip -n ${host} -batch - <<'LINES'
address add 203.0.113.10/24 dev eth0
address add 10.176.4.20/19 dev eth1
${['lo', 'eth0', 'eth1'].map((device) => `link set ${device} up`).join('\n')}
route add default via 203.0.113.1
route add 10.176.0.0/12 via 10.176.0.1
route add 10.208.0.0/12 via 10.176.0.1
${six('address add 2001:db8:113::10/64 dev eth0 nodad\nroute add default via 2001:db8:113::1')}
LINES
ip netns exec ${router} nft -f - <<'RULES'
${wrongNetwork}
RULES`;
}

const devices = ({ host, router, provider }: Namespaces): readonly (readonly [string, string])[] => [
  [host, 'eth0'],
  [router, 'pub0'],
  [router, 'up0'],
  [provider, 'net0'],
];

/** Else the kernel looks for a second whether anybody else has the address. */
const isReadyAtOnce = ([namespace, device]: readonly [string, string]): string =>
  `ip netns exec ${namespace} sysctl -qw net.ipv6.conf.${device}.accept_dad=0`;

/** What comes over the wrong network is lost, as at the real provider. */
const wrongNetwork = `
table inet router {
  chain wrong_network {
    type filter hook forward priority -10;
    iifname pub0 ip daddr 10.0.0.0/8 drop
    iifname svc0 ip daddr != 10.0.0.0/8 drop
  }
}`;
