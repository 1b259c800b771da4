// What else lies on the way, or keeps packets from it: middleboxes, losses, narrow links, proxies, IPv6, source ports.
import {
  everySecondConnection,
  httpsOverIpv6To,
  httpsTo,
  https,
  narrowWay,
  publicnetHttps,
  routerRules,
  servicenetHttps,
  silentRouter,
} from '../faults.js';
import { proxies, proxyPort, publicnetAddress, publicnetNames, servicenetAddress, servicenetName, standIns } from '../plan.js';
import { startProxy } from '../provider.js';
import { cellsAt, type Scenario } from '../scenario.js';

const everyPublicName = cellsAt('tcp', publicnetNames);
const servicenet = cellsAt('tcp', [servicenetName]);
const eventService = cellsAt('tcp', ['rse.drivesrvr.com']);
const proxy = (name: keyof typeof proxies, credentials = ''): string =>
  `export HTTPS_PROXY=http://${credentials}${publicnetAddress(proxies[name])}:${proxyPort}`;

export const waysThere: readonly Scenario[] = [
  // Middleboxes
  {
    what: 'a middlebox accepts every connection and stays silent',
    onRouter: `nft 'table ip fault { chain fault { type nat hook prerouting priority -100; ${publicnetHttps} dnat to ${publicnetAddress(standIns['accepts and stays silent'])} ; } ; }'`,
    // Only so that the silent server is there.
    standIns: { 'agentrepo.drivesrvr.com': 'accepts and stays silent' },
    causes: ['tls-failure handshake-stalled critical'],
    cells: cellsAt('tls', publicnetNames),
  },
  // Losses
  {
    what: 'every second connection to the event service is lost',
    onRouter: routerRules(...everySecondConnection(httpsTo('rse.drivesrvr.com'))),
    causes: ['publicnet-unreachable connection-intermittent warning'],
    cells: eventService,
    says: ['rse.drivesrvr.com'],
  },
  {
    what: 'every second connection over ServiceNet is lost',
    onRouter: routerRules(...everySecondConnection(servicenetHttps)),
    causes: ['servicenet-unreachable connection-intermittent warning'],
    cells: servicenet,
  },
  {
    what: 'two of five connection requests over PublicNet are lost',
    onRouter: routerRules('ip daddr 198.51.100.0/24 tcp flags syn / syn,ack numgen inc mod 5 < 2 drop'),
    causes: ['publicnet-unreachable connection-intermittent warning'],
  },
  {
    what: 'one of two addresses is dead, at the event service and at the storage',
    resolvers: ['names a second, dead address'],
    causes: ['publicnet-unreachable address-dead warning', 'servicenet-unreachable address-dead warning'],
    says: [publicnetAddress(250), servicenetAddress(250)],
  },
  // Narrow ways
  {
    what: 'large packets vanish on the way to the storage over ServiceNet',
    onRouter: narrowWay('servicenet', 'there') + silentRouter,
    causes: ['path-mtu large-packets-vanish critical'],
    says: [servicenetName, /largest packet that passes: 1,2[0-8]\d bytes/],
  },
  {
    what: 'large packets vanish on PublicNet, and the vault is reached over PublicNet',
    onRouter: narrowWay('publicnet', 'there') + silentRouter,
    onHost: 'vault_over publicnet',
    causes: ['path-mtu large-packets-vanish critical'],
    says: [/largest packet that passes: 1,2[0-8]\d bytes/],
  },
  {
    what: 'large packets vanish on the way back, the certificates among them',
    onRouter: narrowWay('publicnet', 'back') + silentRouter,
    causes: ['tls-failure handshake-stalled critical'],
    cells: cellsAt('tls', publicnetNames),
  },
  // Proxies, which the agent does not know
  {
    what: 'only the proxy of the environment gets out',
    onProvider: startProxy('open'),
    onRouter: routerRules(`${publicnetHttps} drop`),
    onHost: proxy('open'),
    causes: ['publicnet-unreachable proxy-required critical'],
    cells: everyPublicName,
    says: [publicnetAddress(proxies.open)],
  },
  {
    what: 'only the proxy of the environment gets out, with credentials',
    onProvider: startProxy('guarded'),
    onRouter: routerRules(`${publicnetHttps} drop`),
    onHost: proxy('guarded', 'backup:secret@'),
    causes: ['publicnet-unreachable proxy-required critical'],
    cells: everyPublicName,
  },
  {
    what: 'the proxy of the environment wants credentials that nobody has',
    onProvider: startProxy('guarded'),
    onRouter: routerRules(`${publicnetHttps} drop`),
    onHost: proxy('guarded'),
    causes: ['publicnet-unreachable proxy-required critical'],
    says: ['407'],
    cells: everyPublicName,
  },
  // IPv6 alone
  {
    what: 'IPv6 is swallowed while IPv4 works',
    hasIpv6: true,
    onRouter: routerRules(`ip6 daddr 2001:db8:51::/64 ${https} drop`),
    causes: ['publicnet-unreachable ipv6-unreachable warning'],
    cells: cellsAt('tcp', publicnetNames, 6),
  },
  {
    what: 'IPv4 is swallowed while IPv6 works',
    hasIpv6: true,
    onHost: "echo 'nameserver 2001:db8:51::53' > /etc/resolv.conf",
    onRouter: routerRules(`ip daddr 198.51.100.0/24 ${https} drop`),
    causes: ['publicnet-unreachable ipv4-unreachable warning'],
    cells: cellsAt('tcp', publicnetNames),
  },
  {
    what: 'the event service refuses IPv6 alone',
    hasIpv6: true,
    onRouter: routerRules(`${httpsOverIpv6To('rse.drivesrvr.com')} reject with tcp reset`),
    causes: ['publicnet-unreachable ipv6-unreachable warning'],
    cells: cellsAt('tcp', ['rse.drivesrvr.com'], 6),
  },
  // The host's own means
  {
    what: 'every source port is taken',
    onHost: `
      sysctl -qw net.ipv4.ip_local_port_range='40000 40063'
      node -e 'let n = 0; for (let port = 40000; port < 40064; port++) require("net").createServer().listen(port, "0.0.0.0", () => ++n === 64 && console.log("ready"))' > /tmp/backup-doctor-lab/ports &
      wait_for /tmp/backup-doctor-lab/ports ready
    `,
    causes: ['publicnet-unreachable source-ports-exhausted critical'],
  },
];
