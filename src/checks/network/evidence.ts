// Evidence that the network checks share: short builders, and the measured connections behind a verdict.
import type { Connection, NetworkFacts, NetworkInterface, NetworkName, NetworkRole } from '../../facts/network.js';
import type { Evidence } from '../check.js';

export const word = (subject: string, name: string, value: string | boolean | null, source: string): Evidence => ({
  subject,
  name,
  value,
  unit: null,
  source,
});

export const count = (subject: string, name: string, value: number, source: string): Evidence => ({
  subject,
  name,
  value,
  unit: 'count',
  source,
});

export function roleOf(network: NetworkName, { roles }: NetworkFacts): NetworkRole {
  const none: NetworkRole = { network, interfaceName: null, sourceAddress: null, certainty: 'none', because: 'nobody looked' };
  return roles.find((role) => role.network === network) ?? none;
}

export const carrierOf = ({ interfaceName }: NetworkRole, { interfaces }: NetworkFacts): NetworkInterface | null =>
  interfaces.find(({ name }) => name === interfaceName) ?? null;

/** What an interface shows of itself, for the report: `eth0 up, 203.0.113.10/24`. */
export const interfaceEvidence = (found: NetworkInterface): readonly Evidence[] => [
  word(found.name, 'state', stateOf(found), `/sys/class/net/${found.name}`),
  word(found.name, 'addresses', addressesOf(found), 'interface addresses'),
];

/** The kernel tells a lost carrier at once, and the state up to a second later. */
const stateOf = ({ state, hasCarrier }: NetworkInterface): string => (hasCarrier === false ? 'no carrier' : state);

export const addressesOf = ({ addresses }: NetworkInterface): string =>
  addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ') || 'none';

/** One line a connection: what it ended in, how long it took, from where. */
export const connectionEvidence = ({ endpoint, outcome, code, address, sourceAddress, tookMs }: Connection): readonly Evidence[] => [
  word(
    endpoint.host,
    'outcome',
    code === null || outcome === 'connected' ? outcome : `${outcome} (${code})`,
    `TCP connection to port ${endpoint.port}`,
  ),
  word(endpoint.host, 'address', address, 'DNS'),
  word(endpoint.host, 'sourceAddress', sourceAddress, 'TCP connection'),
  { subject: endpoint.host, name: 'connectMs', value: tookMs, unit: 'milliseconds', source: `TCP connection to port ${endpoint.port}` },
];
