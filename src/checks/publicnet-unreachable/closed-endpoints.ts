// Endpoints that the agent needs are closed: is it theirs, what all ways share, a missing proxy, or one endpoint alone?
import type { AgentProxy } from '../../facts/agent.js';
import type { Connection } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence, Verdict } from '../check.js';
import { isOpenThroughProxy, isStorageSilent } from '../network/closed-ways.js';
import { problemOf } from '../network/doors.js';
import { word } from '../network/evidence.js';
import { about, sharedHop, type Case } from './case.js';

export const sharedProblems = ['cloud-files-silent', 'proxy-required', 'source-ports-exhausted', 'nothing-answers', 'everything-refused'] as const;

export function judgeSilentStorage({ doors, paths, ground }: Case): Verdict | null {
  const [closed] = doors.closed;
  if (closed === undefined || !doors.closed.every(isStorage) || !isStorageSilent(paths)) return null;
  return { status: 'critical', problem: 'cloud-files-silent', confidence: 'likely', evidence: about(closed, doors.closed, ground) };
}

const isStorage = ({ endpoint }: Connection): boolean => endpoint.service === 'cloud-files';

export function judgeClosed(seen: Case): Verdict | null {
  const { doors, ground } = seen;
  const [closed] = doors.closed;
  if (closed === undefined) return null;
  const evidence = about(closed, doors.closed, ground);
  const needsProxy = judgeProxy(seen, evidence);
  if (needsProxy !== null) return needsProxy;
  if (closed.outcome === 'no-source-address') return { status: 'critical', problem: 'source-ports-exhausted', evidence };
  const ofThisHost = problemOf(closed) === 'endpoint-prohibited';
  if (doors.open.length > 0 || ofThisHost) return { status: 'critical', problem: problemOf(closed), evidence };
  return judgeAllClosed(closed, seen, evidence);
}

/** One hop that all ways share is nearer than all the servers at once. */
function judgeAllClosed(closed: Connection, { doors, ways }: Case, evidence: readonly Evidence[]): Verdict {
  const way = ways.find(({ gatewayAnswers }) => gatewayAnswers !== null) ?? ways[0];
  const problem = doors.closed.every(({ outcome }) => outcome === 'refused') ? 'everything-refused' : 'nothing-answers';
  const { host } = closed.endpoint;
  return { status: 'critical', problem, confidence: 'likely', evidence: [...sharedHop(way), word(host, 'endpoint', host, 'TCP connections'), ...evidence] };
}

function judgeProxy({ doors, ways, agentProxy }: Case, evidence: readonly Evidence[]): Verdict | null {
  const way = doors.open.length > 0 ? undefined : ways.find(({ endpoint, proxied }) => endpoint.isRequired && isOpenThroughProxy({ proxied }));
  if (way === undefined) return null;
  const confidence = way.proxied?.outcome === 'connected' ? 'certain' : 'likely';
  return { status: 'critical', problem: 'proxy-required', confidence, evidence: [...proxyEvidence(way, agentProxy), ...evidence] };
}

const proxyEvidence = ({ endpoint: { host }, proxied }: PathCell, agentProxy: AgentProxy | null): readonly Evidence[] => [
  word(host, 'proxy', proxied?.proxy ?? null, 'proxy variables of the environment'),
  word(host, 'proxyOutcome', proxied?.outcome === 'connected' ? 'lets them through' : `wants credentials first (${proxied?.code ?? ''})`, 'CONNECT through the proxy'),
  word('the agent', 'agentProxy', howItWasStarted(agentProxy), agentProxy?.source ?? '/proc'),
];

function howItWasStarted(proxy: AgentProxy | null): string {
  if (proxy === null) return 'does not show whether it was started with a proxy';
  const { named } = proxy;
  return named === null ? 'was started without a proxy' : `was started with ${named.variable} (${named.host}:${named.port})`;
}
