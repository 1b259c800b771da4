// Do the servers prove who they are? Judges every handshake that could begin; what the agent needs speaks before what it
// can do without. OpenSSL's codes tell the faults apart, and the certificate itself an interceptor from a forgetful server.
import type { PathCell } from '../facts/paths.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { count } from './network/evidence.js';
import { hasReached, hostsOf, isNeeded, isOnLossyWay } from './network/judged-ways.js';
import { endingFirst, handshakeEvidence, lifeEvidence } from './tls-failure/handshake-evidence.js';
import { problemOf, tlsProblems, type TlsProblem } from './tls-failure/handshake-problem.js';

export const tlsFailure = defineCheck({
  id: 'tls-failure',
  needs: ['paths'],
  limits: ['expiryWarningDays'],
  problems: tlsProblems,
  judge({ paths }, { expiryWarningDays }) {
    if (paths.every(({ skipped }) => skipped !== null)) return { status: 'not-applicable', reason: 'no way to an endpoint was tried' };
    const begun = paths.filter((cell) => hasReached('tls', cell) && cell.handshake !== null);
    const faults = begun.flatMap((cell) => toFault(cell, paths, expiryWarningDays)).sort(byGravity);
    if (faults[0]?.isCritical === true) return worstOf(faults, begun, paths);
    const cutOff = begun.find((cell) => cell.handshake?.outcome === 'cut-off' && isNeeded(cell, paths));
    if (cutOff !== undefined) return { status: 'unknown', reason: cutOffReason(cutOff), evidence: countsOf(begun) };
    if (faults.length > 0) return worstOf(faults, begun, paths);
    const first = endingFirst(begun);
    if (first === null) return { status: 'unknown', reason: 'no connection came to the end of a TLS handshake' };
    return { status: 'ok', evidence: [...lifeEvidence(first, paths), ...countsOf(begun)] };
  },
});

interface Fault {
  readonly cell: PathCell;
  readonly problem: TlsProblem;
  readonly isCritical: boolean;
}

function toFault(cell: PathCell, cells: readonly PathCell[], expiryWarningDays: number): readonly Fault[] {
  const found = problemOf(cell, cells, expiryWarningDays);
  if (found === null) return [];
  const isChance = found.problem === 'handshake-stalled' && isOnLossyWay(cell, cells);
  return [{ cell, problem: found.problem, isCritical: found.stopsAgent && isNeeded(cell, cells) && !isChance }];
}

const byGravity = (a: Fault, b: Fault): number =>
  Number(b.isCritical) - Number(a.isCritical) || tlsProblems.indexOf(a.problem) - tlsProblems.indexOf(b.problem);

/** The first one speaks, all are shown. */
function worstOf(faults: readonly Fault[], begun: readonly PathCell[], cells: readonly PathCell[]): Verdict {
  const [first = [], ...others] = faults.map(({ cell }) => handshakeEvidence(cell, cells));
  const { problem = 'certificate-refused', isCritical = false } = faults[0] ?? {};
  return { status: isCritical ? 'critical' : 'warning', problem, evidence: [...first, ...countsOf(begun), ...others.flat()] };
}

function countsOf(begun: readonly PathCell[]): readonly Evidence[] {
  const told = begun.filter(({ handshake }) => handshake?.outcome !== 'cut-off');
  const trusted = told.filter(({ handshake }) => handshake?.outcome === 'trusted');
  return [
    count('the endpoints', 'trustedCount', hostsOf(trusted).length, 'TLS handshakes'),
    count('the endpoints', 'judgedCount', hostsOf(told).length, 'TLS handshakes'),
  ];
}

const cutOffReason = ({ endpoint }: PathCell): string =>
  `the run ended before the TLS handshake with ${endpoint.host} did: raise --timeout`;
