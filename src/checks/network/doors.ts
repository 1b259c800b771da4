// Sorts the connections of one network by what they mean: open doors, closed ones that the agent needs, closed
// ones that it can do without, and those that nobody could try because the name has no address.
import type { ConnectOutcome, Connection, NetworkName } from '../../facts/network.js';

export interface Doors {
  readonly tried: readonly Connection[];
  readonly open: readonly Connection[];
  /** Needed by the agent, and closed. */
  readonly closed: readonly Connection[];
  readonly closedOptional: readonly Connection[];
  /** Needed by the agent, and never tried. */
  readonly unresolved: readonly Connection[];
}

export function doorsOf(network: NetworkName, connections: readonly Connection[] | null): Doors {
  const own = (connections ?? []).filter(({ endpoint }) => endpoint.network === network);
  const unresolved = own.filter(({ outcome }) => outcome === 'name-not-resolved');
  const tried = own.filter(({ outcome }) => outcome !== 'name-not-resolved');
  const closed = tried.filter(({ outcome }) => outcome !== 'connected');
  return {
    tried,
    open: tried.filter(({ outcome }) => outcome === 'connected'),
    closed: closed.filter(({ endpoint }) => endpoint.isRequired),
    closedOptional: closed.filter(({ endpoint }) => !endpoint.isRequired),
    unresolved: unresolved.filter(({ endpoint }) => endpoint.isRequired),
  };
}

/** Each outcome has words and a remedy of its own. */
export const endpointProblems = [
  'endpoint-timed-out',
  'endpoint-refused',
  'endpoint-no-route',
  'endpoint-prohibited',
  'endpoint-failed',
] as const;

const problems: Partial<Record<ConnectOutcome, (typeof endpointProblems)[number]>> = {
  'timed-out': 'endpoint-timed-out',
  refused: 'endpoint-refused',
  'no-route': 'endpoint-no-route',
  prohibited: 'endpoint-prohibited',
};

export const problemOf = ({ outcome }: Connection): (typeof endpointProblems)[number] => problems[outcome] ?? 'endpoint-failed';

export const namesNotResolved = (unresolved: readonly Connection[]): string =>
  `no connection could be tried: ${unresolved.map(({ endpoint }) => endpoint.host).join(', ')} has no known address`;
