// What the way does to connections: firewalls of the host and of others, middleboxes, losses, narrow links, proxies.
import {
  everySecondConnection,
  hostRules,
  https,
  httpsTo,
  httpsOverIpv6To,
  narrowWay,
  publicnetHttps,
  routerRules,
  servicenetHttps,
  silentRouter,
} from '../faults.js';
import { proxies, proxyPort, publicnetAddress, publicnetNames, servicenetName, standIns } from '../plan.js';
import { startProxy } from '../provider.js';
import type { Scenario } from '../scenario.js';

const everyPublicName = publicnetNames.map((name) => `${name} 4 tcp`);
const servicenet = `${servicenetName} 4 tcp`;
const eventService = ['rse.drivesrvr.com 4 tcp'];
const proxy = (name: keyof typeof proxies, credentials = ''): string =>
  `export HTTPS_PROXY=http://${credentials}${publicnetAddress(proxies[name])}:${proxyPort}`;

export const firewalls: readonly Scenario[] = [
  // One endpoint alone
  {
    what: 'a firewall on the way swallows connections to the event service',
    onRouter: routerRules(`${httpsTo('rse.drivesrvr.com')} drop`),
    causes: ['publicnet-unreachable endpoint-timed-out critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com'],
  },
  {
    what: 'the event service refuses connections',
    onRouter: routerRules(`${httpsTo('rse.drivesrvr.com')} reject with tcp reset`),
    causes: ['publicnet-unreachable endpoint-refused critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com'],
  },
  {
    what: 'a router prohibits connections to the event service',
    onRouter: routerRules(`${httpsTo('rse.drivesrvr.com')} reject with icmpx admin-prohibited`),
    causes: ['publicnet-unreachable endpoint-no-route critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com'],
  },
  {
    what: 'a router has no way to the event service',
    onRouter: 'ip route add blackhole 198.51.100.3/32',
    causes: ['publicnet-unreachable endpoint-timed-out critical'],
    cells: eventService,
  },
  {
    what: "this host's own firewall swallows connections to the agent API",
    onHost: hostRules(`${httpsTo('api.drivesrvr.com')} drop`),
    causes: ['publicnet-unreachable endpoint-timed-out critical'],
    cells: ['api.drivesrvr.com 4 tcp'],
    says: ['api.drivesrvr.com'],
  },
  {
    what: "this host's own firewall rejects connections to the agent API",
    onHost: hostRules(`${httpsTo('api.drivesrvr.com')} reject with icmpx admin-prohibited`),
    causes: ['publicnet-unreachable endpoint-no-route critical'],
    cells: ['api.drivesrvr.com 4 tcp'],
    says: ['api.drivesrvr.com'],
  },
  {
    what: 'an endpoint that the agent can do without is swallowed',
    onRouter: routerRules(`${httpsTo('agentrepo.drivesrvr.com')} drop`),
    causes: ['publicnet-unreachable optional-endpoint-unreachable warning'],
    cells: ['agentrepo.drivesrvr.com 4 tcp'],
    says: ['agentrepo.drivesrvr.com'],
  },
  // A whole network
  {
    what: 'every connection over PublicNet is swallowed',
    onRouter: routerRules(`${publicnetHttps} drop`),
    causes: ['publicnet-unreachable nothing-answers critical'],
    cells: everyPublicName,
    says: ['203.0.113.1'],
  },
  {
    what: 'every connection over PublicNet is refused',
    onRouter: routerRules(`${publicnetHttps} reject with tcp reset`),
    causes: ['publicnet-unreachable nothing-answers critical'],
    cells: everyPublicName,
  },
  {
    what: 'a stateful firewall loses the answers from PublicNet',
    onRouter: routerRules('iifname up0 tcp sport 443 drop'),
    causes: ['publicnet-unreachable nothing-answers critical'],
    cells: everyPublicName,
  },
  {
    what: 'connections over ServiceNet are swallowed',
    onRouter: routerRules(`${servicenetHttps} drop`),
    causes: ['servicenet-unreachable endpoint-timed-out critical'],
    cells: [servicenet],
  },
  {
    what: 'connections over ServiceNet are refused',
    onRouter: routerRules(`${servicenetHttps} reject with tcp reset`),
    causes: ['servicenet-unreachable endpoint-refused critical'],
    cells: [servicenet],
  },
  {
    what: 'connections over ServiceNet are swallowed, and the vault is reached over PublicNet',
    onRouter: routerRules(`${servicenetHttps} drop`),
    onHost: 'vault_over publicnet',
    causes: ['servicenet-unreachable endpoint-timed-out warning'],
    cells: [servicenet],
  },
  {
    what: 'the registration knows the vault on both networks',
    onHost: 'vault_over both',
    causes: ['servicenet-unreachable vault-networks-differ warning'],
    cells: [],
  },
  {
    what: 'only Cloud Files is down, on both networks',
    onProvider:
      "nft 'table inet fault { chain fault { type filter hook input priority 0; ip daddr { 198.51.100.4, 10.191.209.32 } drop ; } ; }'",
    causes: ['servicenet-unreachable endpoint-timed-out critical', 'publicnet-unreachable optional-endpoint-unreachable warning'],
    cells: ['storage101.dfw1.clouddrive.com 4 tcp', servicenet],
  },
  {
    what: 'every connection over both networks is swallowed',
    onRouter: routerRules(`${https} drop`),
    causes: ['publicnet-unreachable nothing-answers critical'],
    cells: [...everyPublicName, servicenet],
    says: ['203.0.113.1'],
  },
  {
    what: 'everything is swallowed, questions for names too, and there is little time',
    onRouter: routerRules('drop'),
    args: ['--timeout', '12'],
    causes: ['dns-failure all-resolvers-dead critical'],
    endsWithinMs: 14_000,
  },
  {
    what: 'the names are known, everything is swallowed, and there is little time',
    onRouter: routerRules('drop'),
    onHost: `printf '%s\\n' '198.51.100.2 api.drivesrvr.com' '198.51.100.3 rse.drivesrvr.com' '10.191.209.32 ${servicenetName}' >> /etc/hosts`,
    args: ['--timeout', '12'],
    causes: ['publicnet-unreachable nothing-answers critical'],
    endsWithinMs: 14_000,
  },
  // Middleboxes
  {
    what: 'a middlebox accepts every connection and stays silent',
    onRouter: `nft 'table ip fault { chain fault { type nat hook prerouting priority -100; ${publicnetHttps} dnat to ${publicnetAddress(standIns['accepts and stays silent'])} ; } ; }'`,
    // Only so that the silent server is there.
    standIns: { 'agentrepo.drivesrvr.com': 'accepts and stays silent' },
    causes: ['tls-failure handshake-stalled critical'],
    cells: publicnetNames.map((name) => `${name} 4 tls`),
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
    cells: [servicenet],
  },
  {
    what: 'two of five connection requests over PublicNet are lost',
    onRouter: routerRules('ip daddr 198.51.100.0/24 tcp flags syn / syn,ack numgen inc mod 5 < 2 drop'),
    causes: ['publicnet-unreachable connection-intermittent warning'],
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
    cells: publicnetNames.map((name) => `${name} 4 tls`),
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
    cells: publicnetNames.map((name) => `${name} 6 tcp`),
  },
  {
    what: 'the event service refuses IPv6 alone',
    hasIpv6: true,
    onRouter: routerRules(`${httpsOverIpv6To('rse.drivesrvr.com')} reject with tcp reset`),
    causes: ['publicnet-unreachable ipv6-unreachable warning'],
    cells: ['rse.drivesrvr.com 6 tcp'],
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
