// What every rule on PublicNet judges from, and the evidence that several of them show.
import type { AgentProxy } from '../../facts/agent.js';
import type { Connection, NetworkFacts } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence, Seen } from '../check.js';
import { isOpenNowAndThen, waysOf } from '../network/closed-ways.js';
import { doorsOf, type Doors } from '../network/doors.js';
import { connectionEvidence, count, roleOf, word } from '../network/evidence.js';

export interface Case {
  readonly networks: NetworkFacts;
  readonly doors: Doors;
  readonly ways: readonly PathCell[];
  /** Of all the networks; null where none was walked. */
  readonly paths: readonly PathCell[] | null;
  /** null where nobody could see it. */
  readonly agentProxy: AgentProxy | null;
  /** Packets were allowed, and yet no connection was tried to its end. */
  readonly isUntried: boolean;
  /** Shown with every verdict. */
  readonly ground: readonly Evidence[];
}

type Given = Pick<Seen, 'networks' | 'conditions'> & {
  readonly [Name in 'connections' | 'paths' | 'agent.proxy']: Seen[Name] | null;
};

export function caseOf({ networks, conditions, connections, paths, 'agent.proxy': agentProxy }: Given): Case {
  const ways = waysOf('publicnet', paths);
  const doors = doorsOf('publicnet', connections, ways.filter(isOpenNowAndThen));
  const isUntried = connections === null && !conditions.offline;
  return { networks, doors, ways, paths, agentProxy, isUntried, ground: groundOf(networks, doors) };
}

function groundOf(networks: NetworkFacts, { tried, open }: Doors): readonly Evidence[] {
  const role = roleOf('publicnet', networks);
  const subject = role.interfaceName ?? 'PublicNet';
  const source = 'source-bound TCP connections';
  return [
    word(subject, 'because', role.because, 'interfaces and routes'),
    count(subject, 'connectedCount', open.length, source),
    count(subject, 'triedCount', tried.length, source),
  ];
}

/** The first one speaks, all are shown. */
export const about = (first: Connection, all: readonly Connection[], ground: readonly Evidence[]): readonly Evidence[] => [
  ...connectionEvidence(first),
  word(first.endpoint.host, 'closedEndpoints', all.map(({ endpoint }) => endpoint.host).join(', '), 'TCP connections'),
  ...ground,
  ...all.slice(1).flatMap(connectionEvidence),
];

export function sharedHop(way: PathCell | undefined): readonly Evidence[] {
  const subject = way?.route?.interfaceName ?? 'PublicNet';
  return [
    word(subject, 'gateway', way?.route?.gateway ?? null, 'routes'),
    word(subject, 'gatewayState', gatewayState(way?.gatewayAnswers ?? null), '/proc/net/arp'),
  ];
}

function gatewayState(answers: boolean | null): string {
  if (answers === null) return 'could not be asked on the link';
  return answers ? 'answers on the link' : 'does not answer on the link';
}
