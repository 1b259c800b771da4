// Resolvers, the hosts file, and how the system itself looks names up.
import { routerRules } from '../faults.js';
import { endpointNames, publicnetAddress, resolvers, type Resolver } from '../plan.js';
import { cellsAt, type Scenario } from '../scenario.js';

const everyName = cellsAt('name', endpointNames);
const eventService = cellsAt('name', ['rse.drivesrvr.com']);
const addressOf = (resolver: Resolver): string => publicnetAddress(resolvers[resolver]);

/** The only resolver is dead, each time in another way. */
const dead = (resolver: Resolver): Scenario => ({
  what: `the only resolver: ${resolver}`,
  resolvers: [resolver],
  causes: ['dns-failure all-resolvers-dead critical'],
  cells: everyName,
  says: [addressOf(resolver)],
});

export const names: readonly Scenario[] = [
  dead('takes questions and stays silent'),
  dead('nobody there'),
  dead('fails at every name'),
  dead('refuses all'),
  dead('answers with a wrong id'),
  dead('cuts its answers and takes no TCP'),
  {
    ...dead('cuts its answers and takes no TCP'),
    what: 'the only resolver cuts its answers, and a firewall swallows TCP to it, on which the C library hangs',
    onRouter: routerRules('tcp dport 53 drop'),
    endsWithinMs: 15_000,
  },
  {
    what: 'the only resolver knows no name',
    resolvers: ['knows no name'],
    causes: ['dns-failure name-not-found critical'],
    cells: everyName,
    says: [addressOf('knows no name')],
  },
  {
    what: 'the only resolver knows the names, and no address',
    resolvers: ['knows no address'],
    causes: ['dns-failure name-not-found critical'],
    cells: everyName,
  },
  {
    what: 'the only resolver leads every name into a private network',
    resolvers: ['leads into a private network'],
    causes: ['dns-failure wrong-answer critical'],
    says: ['10.66.66.66'],
  },
  {
    what: 'the first of two resolvers leads every name into a private network',
    resolvers: ['leads into a private network', 'good'],
    causes: ['dns-failure wrong-answer critical'],
    says: ['10.66.66.66'],
  },
  {
    what: 'the only resolver leads every name to a portal',
    resolvers: ['leads to the portal'],
    causes: ['tls-failure certificate-wrong-name critical'],
    says: ['portal.example.net'],
  },
  {
    what: 'the first of two resolvers fails at every name',
    resolvers: ['fails at every name', 'good'],
    causes: ['dns-failure resolver-dead warning'],
    cells: [],
    says: [`each look-up first loses time on ${addressOf('fails at every name')}`],
  },
  {
    what: 'the second of two resolvers is dead',
    resolvers: ['good', 'takes questions and stays silent'],
    causes: ['dns-failure resolver-dead warning'],
    cells: [],
    says: [addressOf('takes questions and stays silent'), 'cannot stand in', /^(?!.*(waits for|loses time on))/],
  },
  {
    what: 'two of three resolvers are dead, each in its way',
    resolvers: ['takes questions and stays silent', 'refuses all', 'good'],
    causes: ['dns-failure resolver-dead warning'],
    cells: [],
    says: [`${addressOf('takes questions and stays silent')}: timed-out`, `${addressOf('refuses all')}: refused`],
  },
  {
    what: 'every question for the event service is lost on its way to the only resolver',
    // The first label of the name, as it stands in the question behind the two headers.
    onRouter: routerRules('udp dport 53 @th,160,32 0x03727365 drop'),
    causes: ['dns-failure resolver-unreliable critical'],
    cells: eventService,
    says: [addressOf('good'), 'rse.drivesrvr.com', 'unreliable'],
  },
  {
    what: 'the resolver takes 1.5 s for each answer',
    resolvers: ['answers after 1.5 s'],
    causes: ['dns-failure slow-resolver warning'],
    cells: [],
  },
  {
    what: 'resolv.conf names no resolver',
    onHost: ': > /etc/resolv.conf',
    causes: ['dns-failure no-resolver critical'],
    cells: everyName,
  },
  {
    what: "a dnsmasq at systemd-resolved's address asks a resolver that is not there",
    onHost: `
      dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --bind-interfaces --user=root --pid-file= --listen-address=127.0.0.53 --server=${addressOf('nobody there')}
      echo 'nameserver 127.0.0.53' > /etc/resolv.conf
    `,
    causes: ['dns-failure all-resolvers-dead critical'],
    cells: everyName,
    says: ['127.0.0.53, a resolver on this host itself'],
  },
  {
    what: 'the hosts file leads the event service to an address of old',
    onHost: "echo '198.51.100.200 rse.drivesrvr.com' >> /etc/hosts",
    causes: ['dns-failure wrong-override critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com', '198.51.100.200'],
  },
  {
    what: 'the hosts file leads the event service to this host',
    onHost: "echo '127.0.0.1 rse.drivesrvr.com' >> /etc/hosts",
    causes: ['dns-failure wrong-override critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com', '127.0.0.1'],
  },
  {
    what: 'the hosts file leads the event service to the shop of somebody else',
    onHost: "echo '198.51.100.103 rse.drivesrvr.com' >> /etc/hosts",
    causes: ['dns-failure wrong-override critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com', '198.51.100.103'],
  },
  {
    what: 'every name is led to a portal by a search domain',
    resolvers: ['answers for all below corp.example'],
    onHost: "printf 'search corp.example\\noptions ndots:5\\n' >> /etc/resolv.conf",
    causes: ['dns-failure system-lookup-differs critical'],
    cells: [],
    says: ['198.51.100.110', 'ndots:5, search corp.example'],
  },
  {
    what: 'nsswitch asks no resolver',
    onHost: "printf 'hosts: files\\n' > /etc/nsswitch.conf",
    causes: ['dns-failure system-lookup-differs critical'],
  },
];
