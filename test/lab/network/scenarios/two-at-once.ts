// Two faults that have nothing to do with each other: both are named, and neither hides the other.
import { clock, httpsTo, routerRules } from '../faults.js';
import { cellsAt, type Scenario } from '../scenario.js';

export const twoAtOnce: readonly Scenario[] = [
  {
    what: 'the first resolver is dead, and the certificate of the event service is expired',
    resolvers: ['takes questions and stays silent', 'good'],
    standIns: { 'rse.drivesrvr.com': 'expired certificate' },
    causes: ['dns-failure resolver-dead warning', 'tls-failure certificate-expired critical'],
    cells: cellsAt('tls', ['rse.drivesrvr.com']),
  },
  {
    what: 'the ServiceNet route is missing, and the event service refuses connections',
    onHost: 'ip route del 10.176.0.0/12',
    onRouter: routerRules(`${httpsTo('rse.drivesrvr.com')} reject with tcp reset`),
    causes: ['servicenet-unreachable route-missing critical', 'publicnet-unreachable endpoint-refused critical'],
    cells: [...cellsAt('tcp', ['rse.drivesrvr.com']), ...cellsAt('route', ['snet-storage101.dfw1.clouddrive.com'])],
  },
  {
    what: 'the clock is 2 h ahead, and the event service answers 503',
    onHost: clock('+2h'),
    standIns: { 'rse.drivesrvr.com': 'answers 503' },
    causes: ['clock-skew clock-ahead critical', 'api-fault service-unavailable critical'],
    cells: cellsAt('health', ['rse.drivesrvr.com']),
  },
];
