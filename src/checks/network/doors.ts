// Sorts the connections of one network by what they mean: open doors, closed ones that the agent needs, closed
// ones that it can do without, and those that nobody could try because the name has no address.
import type { ConnectOutcome, Connection, NetworkName } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';

export interface Doors {
  readonly tried: readonly Connection[];
  readonly open: readonly Connection[];
  /** Needed by the agent, and closed. */
  readonly closed: readonly Connection[];
  readonly closedOptional: readonly Connection[];
  /** Needed by the agent, and never tried to the end. */
  readonly untold: readonly Connection[];
}

/** @param nowAndThen ways that let some attempts through: open, if not well */
export function doorsOf(network: NetworkName, connections: readonly Connection[] | null, nowAndThen: readonly PathCell[]): Doors {
  const hosts = nowAndThen.map(({ endpoint }) => endpoint.host);
  const isOpen = ({ outcome, endpoint }: Connection): boolean => outcome === 'connected' || hosts.includes(endpoint.host);
  const own = (connections ?? []).filter(({ endpoint }) => endpoint.network === network);
  const untold = own.filter(isUntold);
  const tried = own.filter((connection) => !isUntold(connection));
  const closed = tried.filter((connection) => !isOpen(connection));
  return {
    tried,
    open: tried.filter(isOpen),
    closed: closed.filter(({ endpoint }) => endpoint.isRequired),
    closedOptional: closed.filter(({ endpoint }) => !endpoint.isRequired),
    untold: untold.filter(({ endpoint }) => endpoint.isRequired),
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

/** No address to connect to, or no time to wait for the answer. */
export const isUntold = ({ outcome }: Connection): boolean => outcome === 'name-not-resolved' || outcome === 'cut-off';

/** Online, facts that are missing are facts that nobody could see. */
export const untriedReason = 'the connections to the agent\'s endpoints could not be tried to their end: see whether the resolvers answer, or raise --timeout';

export function whyUntold(untold: readonly Connection[]): string {
  const hosts = (outcome: ConnectOutcome): string =>
    untold.flatMap((connection) => (connection.outcome === outcome ? [connection.endpoint.host] : [])).join(', ');
  if (untold.some(({ outcome }) => outcome === 'cut-off')) return `the run ended before ${hosts('cut-off')} could answer: raise --timeout`;
  return `no connection could be judged: no address is known for ${hosts('name-not-resolved')} that leads to the service`;
}
