// Whatever the agent needs is open, or nobody could try it: what is left to say of lost packets, endpoints that it can do
// without, and a family of addresses that leads nowhere.
import type { PathCell } from '../../facts/paths.js';
import type { Evidence, Verdict } from '../check.js';
import { judgeDeadAddress } from '../network/dead-addresses.js';
import { deadFamily, isMostlyLost, lossEvidence } from '../network/closed-ways.js';
import { untriedReason, whyUntold } from '../network/doors.js';
import { connectionEvidence } from '../network/evidence.js';
import { about, type Case } from './case.js';

export const openProblems = ['connection-intermittent', 'optional-endpoint-unreachable', 'address-dead', 'ipv4-unreachable', 'ipv6-unreachable'] as const;

export function judgeUntold({ doors: { untold }, isUntried, ground }: Case): Verdict | null {
  if (untold.length > 0) return { status: 'unknown', reason: whyUntold(untold), evidence: ground };
  return isUntried ? { status: 'unknown', reason: untriedReason, evidence: ground } : null;
}

export function judgeLosses({ ways, ground }: Case): Verdict | null {
  const losses = lossEvidence('PublicNet', ways);
  if (losses === null) return null;
  return { status: isMostlyLost(ways) ? 'critical' : 'warning', problem: 'connection-intermittent', evidence: [...losses, ...ground] };
}

export function judgeOptional({ doors: { closedOptional }, ground }: Case): Verdict | null {
  const [first] = closedOptional;
  if (first === undefined) return null;
  return { status: 'warning', problem: 'optional-endpoint-unreachable', evidence: about(first, closedOptional, ground) };
}

export function judgeAddresses({ ways, ground }: Case): Verdict | null {
  const dead = judgeDeadAddress(ways);
  return dead === null ? null : { ...dead, evidence: [...dead.evidence, ...ground] };
}

export function judgeFamily(family: 4 | 6, { ways, ground }: Case): Verdict | null {
  const dead = deadFamily(family, ways);
  if (dead.length === 0) return null;
  const problem = family === 4 ? 'ipv4-unreachable' : 'ipv6-unreachable';
  return { status: 'warning', problem, evidence: [...dead.flatMap(wayEvidence), ...ground] };
}

const wayEvidence = ({ endpoint, connection }: PathCell): readonly Evidence[] =>
  connection === null ? [] : connectionEvidence({ endpoint, ...connection });
