// Hosts whose backups work: nothing to be told, or the one true warning.
import { clock, hostRules, narrowWay, routerRules } from '../faults.js';
import { startProxy } from '../provider.js';
import { proxies, proxyPort, publicnetAddress } from '../plan.js';
import type { Scenario } from '../scenario.js';

const ways = ['publicnet', 'servicenet'] as const;

export const healthy: readonly Scenario[] = [
  { what: 'all is well, without IPv6', causes: [], cells: [] },
  { what: 'all is well, with IPv6 beside IPv4', hasIpv6: true, causes: [], cells: [] },
  {
    what: 'IPv6 is switched off in the kernel',
    onHost: 'sysctl -qw net.ipv6.conf.all.disable_ipv6=1',
    causes: [],
    cells: [],
  },
  {
    what: 'OnMetal: both networks are sub-interfaces of one bond',
    onRouter: `
      ip address del 10.176.0.1/19 dev svc0
      ip address add 10.176.0.1/19 dev pub0
      nft flush ruleset
    `,
    onHost: `
      ip link del eth1
      ip link set eth0 down; ip address flush dev eth0; ip link set eth0 name bond0; ip link set bond0 up
      sub_interface() { ip link add link bond0 name $1 type macvlan mode bridge; ip address add $2 dev $1; ip link set $1 up; }
      sub_interface bond0.101 203.0.113.10/24
      sub_interface bond0.401 10.176.4.20/19
      ip route add default via 203.0.113.1
      ip route add 10.176.0.0/12 via 10.176.0.1; ip route add 10.208.0.0/12 via 10.176.0.1
    `,
    causes: [],
    cells: [],
  },
  {
    what: 'renamed interfaces, ServiceNet first',
    onHost: `
      ip link set eth1 down; ip link set eth1 name ens3; ip link set ens3 up
      ip link set eth0 down; ip link set eth0 name ens4; ip link set ens4 up
      ip route add default via 203.0.113.1
      ip route add 10.176.0.0/12 via 10.176.0.1; ip route add 10.208.0.0/12 via 10.176.0.1
    `,
    causes: [],
    cells: [],
  },
  {
    what: 'several addresses on both interfaces',
    onHost: `
      for last in 11 12 13; do ip address add 203.0.113.$last/24 dev eth0; ip address add 10.176.4.$last/19 dev eth1; done
      ip address add 192.168.77.1/24 dev eth0
    `,
    causes: [],
    cells: [],
  },
  {
    what: 'an isolated network of the customer beside the two',
    onHost: `
      ip link add eth2 type veth peer name far2
      ip link set far2 up; ip address add 192.168.3.5/24 dev eth2; ip link set eth2 up
    `,
    causes: [],
    cells: [],
  },
  {
    what: 'the default route stands in a table of its own, found by a rule',
    onHost: `
      ip route del default
      ip route add default via 203.0.113.1 table 100
      ip rule add priority 40000 table 100
    `,
    causes: [],
    cells: [],
  },
  {
    what: 'a second default route of lower rank',
    onHost: 'ip route add default via 10.176.0.1 metric 500',
    causes: [],
    cells: [],
  },
  {
    what: 'the resolver is reached over IPv6',
    hasIpv6: true,
    onHost: "echo 'nameserver 2001:db8:51::53' > /etc/resolv.conf",
    causes: [],
    cells: [],
  },
  {
    what: 'PublicNet has IPv6 alone',
    hasIpv6: true,
    onHost: "ip address del 203.0.113.10/24 dev eth0; echo 'nameserver 2001:db8:51::53' > /etc/resolv.conf",
    causes: [],
    cells: [],
  },
  {
    what: 'the second of two resolvers knows other names',
    resolvers: ['good', 'knows no name'],
    causes: [],
    cells: [],
  },
  {
    what: 'the vault is reached over PublicNet, and there is no ServiceNet',
    onHost: 'vault_over publicnet; ip link del eth1',
    causes: [],
  },
  {
    what: 'proxy variables are set, and the direct way is open',
    onProvider: startProxy('open'),
    onHost: `export HTTPS_PROXY=http://${publicnetAddress(proxies.open)}:${proxyPort} NO_PROXY=localhost`,
    causes: [],
    cells: [],
  },
  {
    what: 'a proxy that is gone is set, and the direct way is open',
    onHost: `export HTTPS_PROXY=http://${publicnetAddress(proxies.open)}:${proxyPort}`,
    causes: [],
    cells: [],
  },
  {
    what: 'a slow link of 256 kbit/s',
    onRouter: 'for device in pub0 svc0 up0 sup0; do tc qdisc add dev $device root tbf rate 256kbit burst 4kb latency 4000ms; done',
    causes: [],
    cells: [],
  },
  {
    what: 'a strict firewall lets out questions and HTTPS, and nobody answers a ping',
    onRouter: routerRules('meta l4proto icmp drop'),
    onHost: hostRules(
      'oif lo accept',
      'udp dport 53 accept',
      'tcp dport { 53, 443 } accept',
      'ct state established accept',
      'meta l4proto icmp drop',
      'drop',
    ),
    causes: [],
    cells: [],
  },
  {
    what: 'names are answered by a stub on the host itself',
    onHost: `
      dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --bind-interfaces --user=root --pid-file= --listen-address=127.0.0.53 --server=198.51.100.53
      printf 'nameserver 127.0.0.53\\noptions edns0 trust-ad\\nsearch example.net\\n' > /etc/resolv.conf
    `,
    causes: [],
    cells: [],
  },
  {
    what: 'the hosts file names the right address of the event service',
    onHost: "echo '198.51.100.3 rse.drivesrvr.com' >> /etc/hosts",
    causes: [],
    cells: [],
  },
  {
    what: 'the hosts file holds a stale line, and nsswitch asks the resolvers first',
    onHost: "echo '198.51.100.200 rse.drivesrvr.com' >> /etc/hosts; printf 'hosts: dns files\\n' > /etc/nsswitch.conf",
    causes: [],
    cells: [],
  },
  {
    what: 'a narrow way that tells its size',
    onRouter: ways.flatMap((network) => [narrowWay(network, 'there'), narrowWay(network, 'back')]).join(''),
    causes: [],
    cells: [],
  },
  {
    what: 'the first of two resolvers is dead',
    resolvers: ['takes questions and stays silent', 'good'],
    causes: ['dns-failure resolver-dead warning'],
    cells: [],
    says: ['198.51.100.75'],
  },
  {
    what: 'a health resource is not there',
    standIns: { 'api.drivesrvr.com': 'answers 404' },
    causes: [],
  },
  {
    what: 'the clock is 20 s behind, which harms nobody',
    onHost: clock('-20'),
    causes: [],
    cells: [],
  },
];
