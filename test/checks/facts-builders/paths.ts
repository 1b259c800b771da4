// Ways to the endpoints of a healthy cloud server, and what tests change about one. Where a way ends, what lies behind
// that layer is dropped, and the failing layer is named by the same code as in a real look.
import { firstFailure } from '../../../src/facts/network/path-failure.js';
import type { Endpoint, Route } from '../../../src/facts/network.js';
import { nothingTried, type Certificate, type ConnectionStep, type Handshake, type LargeRequest, type NameStep, type PathCell } from '../../../src/facts/paths.js';
import { apiReply, endpoints, route } from './network.js';

/** The own clock of every healthy cell, and the same time as its server tells it. */
export const askedAt = '2026-11-21T14:00:00.500Z';
const serverDate = 'Sat, 21 Nov 2026 14:00:00 GMT';

export const certificate = (changes: Partial<Certificate> = {}): Certificate => ({
  names: ['*.drivesrvr.com'],
  issuer: 'Example Public CA 1',
  startsAt: '2026-05-01T00:00:00.000Z',
  endsAt: '2027-05-01T00:00:00.000Z',
  sentCount: 2,
  isSelfSigned: false,
  namesIssuerAddress: true,
  ...changes,
});

/** Judged by this host's authorities alone, unless `changes` says otherwise. */
export const handshake = (changes: Partial<Handshake> = {}): Handshake => ({
  outcome: 'trusted',
  code: null,
  protocol: 'TLSv1.3',
  certificate: certificate(),
  stores: [{ store: '/etc/ssl/certs/ca-certificates.crt', code: changes.code ?? null }],
  tookMs: 30,
  ...changes,
});

/** Completed, with a certificate that proves nothing. */
export const untrusted = (code: string, changes: Partial<Certificate> = {}): Handshake =>
  handshake({ outcome: 'untrusted', code, certificate: certificate(changes) });

/** Never completed. */
export const brokenHandshake = (outcome: 'refused' | 'stalled' | 'cut-off', code: string, tookMs = 20): Handshake =>
  handshake({ outcome, code, protocol: null, certificate: null, stores: [], tookMs });

export const largeRequest = (changes: Partial<LargeRequest> = {}): LargeRequest => ({
  requestBytes: 8_192,
  outcome: 'answered',
  code: null,
  largestPassedBytes: null,
  smallestStalledBytes: null,
  tookMs: 40,
  ...changes,
});

export const nameStep = (changes: Partial<NameStep> = {}): NameStep => ({
  outcome: 'answered',
  source: '72.3.128.240',
  addresses: ['198.51.100.3'],
  otherAddresses: [],
  code: null,
  ...changes,
});

export const connectionStep = (changes: Partial<ConnectionStep> = {}): ConnectionStep => {
  const { outcome = 'connected', code = null, tookMs = 12 } = changes;
  const attempts = [{ outcome, code, tookMs }];
  return { sourceAddress: '203.0.113.10', address: '198.51.100.3', attempts, repeatedRequestCount: null, ...changes, outcome, code, tookMs };
};

/** The way to the agent API over IPv4, unless `changes` names another endpoint; healthy but for what they spoil. */
export function cellWith(changes: Partial<PathCell> = {}): PathCell {
  const { endpoint = endpoints.agentApi, family = 4 } = changes;
  const untried: PathCell = { ...nothingTried, tookMs: 100, endpoint, family, interfaceName: placeOf(endpoint, family).interfaceName };
  if (typeof changes.skipped === 'string') return { ...untried, ...changes };
  const walked = walk(untried, changes);
  return { ...walked, failure: firstFailure(walked, null), ...changes };
}

/** All ways as usual, but for those to the endpoints of the given cells. */
export const pathsBut = (...changed: readonly PathCell[]): readonly PathCell[] =>
  healthyPaths.flatMap((cell) => {
    const own = changed.filter(({ endpoint }) => endpoint.name === cell.endpoint.name);
    return own.length > 0 ? own : [cell];
  });

/** As far as the changed steps let it go. */
function walk(untried: PathCell, changes: Partial<PathCell>): PathCell {
  const { sourceAddress, address, wayOut } = placeOf(untried.endpoint, untried.family);
  const { name = nameStep({ addresses: [address] }) } = changes;
  if (name === null || name.addresses.length === 0) return { ...untried, name };
  const { connection = connectionStep({ sourceAddress, address }), route: way = wayOut } = changes;
  const named = { ...untried, name, route: way, connection };
  return connection?.outcome === 'connected' ? walkSecure(named, changes) : named;
}

function walkSecure(opened: PathCell, changes: Partial<PathCell>): PathCell {
  const { handshake: shaken = handshake() } = changes;
  const secured = { ...opened, handshake: shaken };
  if (shaken?.outcome !== 'trusted' && shaken?.outcome !== 'untrusted') return secured;
  const { reply = replyFrom(opened.endpoint) } = changes;
  if (reply === null || reply.status === null) return { ...secured, reply };
  return { ...secured, reply, largeRequest: changes.largeRequest === undefined ? largeRequest() : changes.largeRequest };
}

const replyFrom = (endpoint: Endpoint): PathCell['reply'] =>
  endpoint.healthPath === null ? null : apiReply(endpoint, { body: 'OK', headers: { date: serverDate }, askedAt });

interface Place {
  readonly interfaceName: string;
  readonly sourceAddress: string;
  readonly address: string;
  readonly wayOut: Route;
}

function placeOf({ network }: Endpoint, family: 4 | 6): Place {
  if (network === 'servicenet') {
    const wayOut = route('10.176.0.0/12 via 10.176.0.1 dev eth1');
    return { interfaceName: 'eth1', sourceAddress: '10.176.4.20', address: '10.191.209.32', wayOut };
  }
  const isIpv6 = family === 6;
  return {
    interfaceName: 'eth0',
    sourceAddress: isIpv6 ? '2001:db8:113::10' : '203.0.113.10',
    address: isIpv6 ? '2001:db8:51::2' : '198.51.100.3',
    wayOut: isIpv6 ? { ...route('default via fe80::1 dev eth0'), destination: '::/0' } : route('default via 203.0.113.1 dev eth0'),
  };
}

export const healthyPaths: readonly PathCell[] = Object.values(endpoints).map((endpoint) => cellWith({ endpoint }));
