// Certificates, handshakes and the clock.
import { clock } from '../faults.js';
import { endpointNames, publicnetNames, servicenetName, type StandIn, type StandIns } from '../plan.js';
import { cellsAt, type Scenario } from '../scenario.js';

const eventService = cellsAt('tls', ['rse.drivesrvr.com']);
const rse = (standIn: StandIn): StandIns => ({ 'rse.drivesrvr.com': standIn });
const everyPublicName = (standIn: StandIn): StandIns => Object.fromEntries(publicnetNames.map((name) => [name, standIn]));

export const trust: readonly Scenario[] = [
  {
    what: 'the certificate of the event service is expired',
    standIns: rse('expired certificate'),
    causes: ['tls-failure certificate-expired critical'],
    cells: eventService,
    says: ['rse.drivesrvr.com'],
  },
  {
    what: 'the certificate of the event service begins next year',
    standIns: rse('certificate of next year'),
    causes: ['tls-failure certificate-not-yet-valid critical'],
    cells: eventService,
  },
  {
    what: 'the certificate of the storage on ServiceNet is expired',
    standIns: { [servicenetName]: 'expired certificate' },
    causes: ['tls-failure certificate-expired critical'],
    cells: cellsAt('tls', [servicenetName]),
    says: [servicenetName],
  },
  {
    what: 'the certificate of the event service is for another name',
    standIns: rse('certificate for another name'),
    causes: ['tls-failure certificate-wrong-name critical'],
    cells: eventService,
    says: ['www.example.com'],
  },
  {
    what: 'a firewall opens every connection over PublicNet, and shows its whole chain',
    standIns: everyPublicName('inspection with its whole chain'),
    causes: ['tls-failure unknown-issuer critical'],
    cells: cellsAt('tls', publicnetNames),
    says: ['Example Inspection CA'],
  },
  {
    what: 'a firewall opens connections to the event service, and hides its authority',
    standIns: rse('inspection without its chain'),
    causes: ['tls-failure unknown-issuer critical'],
    cells: eventService,
    says: ['Example Inspection CA'],
  },
  {
    what: 'the event service sends its certificate without the chain',
    standIns: rse('certificate without its chain'),
    causes: ['tls-failure incomplete-chain critical'],
    cells: eventService,
    says: ['Lab Issuing CA'],
  },
  {
    what: 'the authorities of this host lack the one that the agent trusts',
    onHost: 'cp "$LAB_OTHER_AUTHORITY" /etc/ssl/certs/ca-certificates.crt',
    causes: ['tls-failure stores-differ warning'],
  },
  {
    what: "the agent's own authorities lack the one that this host trusts",
    onHost: 'cp "$LAB_OTHER_AUTHORITY" /etc/driveclient/cacert.pem',
    causes: ['tls-failure stores-differ critical'],
  },
  {
    what: 'the event service speaks TLS 1.0 only',
    standIns: rse('TLS 1.0 only'),
    causes: ['tls-failure handshake-refused critical'],
    cells: eventService,
  },
  {
    what: 'the event service speaks no TLS at all',
    standIns: rse('no TLS at all'),
    causes: ['tls-failure handshake-refused critical'],
    cells: eventService,
  },
  {
    what: 'a filter hangs up when it reads the name of the event service',
    standIns: rse('hangs up during the handshake'),
    causes: ['tls-failure handshake-refused critical'],
    cells: eventService,
  },
  {
    what: 'the event service takes connections and stays silent',
    standIns: rse('accepts and stays silent'),
    causes: ['tls-failure handshake-stalled critical'],
    cells: eventService,
  },
  {
    what: 'the certificate of the event service ends in 5 days',
    standIns: rse('certificate that ends in 5 days'),
    causes: ['tls-failure certificate-expires-soon warning'],
    cells: [],
  },
  {
    what: 'the clock is 2 h ahead',
    onHost: clock('+2h'),
    causes: ['clock-skew clock-ahead critical'],
    cells: [],
  },
  {
    what: 'the clock is 2 h behind',
    onHost: clock('-2h'),
    causes: ['clock-skew clock-behind critical'],
    cells: [],
  },
  {
    what: 'the clock is 10 years ahead, so that every certificate looks expired',
    onHost: clock('+10y'),
    causes: ['clock-skew clock-ahead critical'],
    cells: cellsAt('tls', endpointNames),
  },
  {
    what: 'the clock is 10 years behind, so that no certificate looks valid yet',
    onHost: clock('-10y'),
    causes: ['clock-skew clock-behind critical'],
    cells: cellsAt('tls', endpointNames),
  },
];
