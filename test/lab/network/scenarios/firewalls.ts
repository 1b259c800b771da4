// Firewalls of this host and of others: one endpoint alone, a whole network, all there is.
import { hostRules, https, httpsTo, publicnetHttps, routerRules, servicenetHttps } from '../faults.js';
import { publicnetNames, servicenetName } from '../plan.js';
import { cellsAt, type Scenario } from '../scenario.js';

const everyPublicName = cellsAt('tcp', publicnetNames);
const servicenet = cellsAt('tcp', [servicenetName]);
const eventService = cellsAt('tcp', ['rse.drivesrvr.com']);
const cloudFiles = cellsAt('tcp', ['storage101.dfw1.clouddrive.com', servicenetName]);
const cloudFilesDown =
  "nft 'table inet fault { chain fault { type filter hook input priority 0; ip daddr { 198.51.100.4, 10.191.209.32 } drop ; } ; }'";

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
    cells: cellsAt('tcp', ['api.drivesrvr.com']),
    says: ['api.drivesrvr.com'],
  },
  {
    what: "this host's own firewall rejects connections to the agent API",
    onHost: hostRules(`${httpsTo('api.drivesrvr.com')} reject with icmpx admin-prohibited`),
    causes: ['publicnet-unreachable endpoint-no-route critical'],
    cells: cellsAt('tcp', ['api.drivesrvr.com']),
    says: ['api.drivesrvr.com'],
  },
  {
    what: 'an endpoint that the agent can do without is swallowed',
    onRouter: routerRules(`${httpsTo('agentrepo.drivesrvr.com')} drop`),
    causes: ['publicnet-unreachable optional-endpoint-unreachable warning'],
    cells: cellsAt('tcp', ['agentrepo.drivesrvr.com']),
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
    causes: ['publicnet-unreachable everything-refused critical'],
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
    cells: servicenet,
  },
  {
    what: 'connections over ServiceNet are refused',
    onRouter: routerRules(`${servicenetHttps} reject with tcp reset`),
    causes: ['servicenet-unreachable endpoint-refused critical'],
    cells: servicenet,
  },
  {
    what: 'connections over ServiceNet are swallowed, and the vault is reached over PublicNet',
    onRouter: routerRules(`${servicenetHttps} drop`),
    onHost: 'vault_over publicnet',
    causes: ['servicenet-unreachable endpoint-timed-out warning'],
    cells: servicenet,
  },
  {
    what: 'the registration knows the vault on both networks',
    onHost: 'vault_over both',
    causes: ['servicenet-unreachable vault-networks-differ warning'],
    cells: [],
  },
  {
    what: 'only Cloud Files is down, on both networks',
    onProvider: cloudFilesDown,
    causes: ['servicenet-unreachable cloud-files-silent critical'],
    cells: cloudFiles,
    says: ['the trouble is theirs'],
  },
  {
    what: 'only Cloud Files is down, on both networks, and the vault is reached over PublicNet',
    onProvider: cloudFilesDown,
    onHost: 'vault_over publicnet',
    causes: ['publicnet-unreachable cloud-files-silent critical'],
    cells: cloudFiles,
    says: ['the trouble is theirs'],
  },
  {
    what: 'every connection over both networks is swallowed',
    onRouter: routerRules(`${https} drop`),
    causes: ['publicnet-unreachable nothing-answers critical'],
    cells: [...everyPublicName, ...servicenet],
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
];
