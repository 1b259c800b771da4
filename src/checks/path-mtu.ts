// Do large packets arrive where small ones do? Where a padded request stalls after a small one was answered, a link on the
// way takes only smaller packets, and the message that says so is lost.
import type { NetworkFacts } from '../facts/network.js';
import { defineCheck, type Verdict } from './check.js';
import { hasReached, isNeeded, isOnLossyWay } from './network/judged-ways.js';
import { extentEvidence, interfaceEvidence, mtuOf, sizeEvidence } from './path-mtu/large-request-evidence.js';
import { hasLargeRequest, isNarrow, type MeasuredCell } from './path-mtu/measured-cell.js';

export const pathMtu = defineCheck({
  id: 'path-mtu',
  needs: ['paths'],
  uses: ['networks'],
  problems: ['large-packets-vanish'],
  judge({ paths, networks }) {
    if (paths.every(({ skipped }) => skipped !== null)) return { status: 'not-applicable', reason: 'no way to an endpoint was tried' };
    const measured = paths.filter(hasLargeRequest).filter((cell) => hasReached('tls', cell));
    const told = measured.filter(({ largeRequest: { outcome } }) => outcome === 'answered' || outcome === 'stalled');
    const stalled = told.filter(({ largeRequest: { outcome } }) => outcome === 'stalled');
    const narrow = stalled.filter((cell) => isNarrow(cell, mtuOf(cell, networks)));
    const isGrave = (cell: MeasuredCell): boolean => isNeeded(cell, paths) && !isOnLossyWay(cell, paths);
    const worst = narrow.find(isGrave) ?? narrow[0];
    if (worst !== undefined) return vanishing(worst, isGrave(worst), told, networks);
    const [lossy] = stalled;
    if (lossy !== undefined) return { status: 'unknown', reason: contradictionOf(lossy), evidence: sizeEvidence(lossy) };
    const [passed] = told;
    if (passed === undefined) return { status: 'unknown', reason: whyUntold(measured) };
    return { status: 'ok', evidence: [...sizeEvidence(passed), ...interfaceEvidence(passed, networks), ...extentEvidence(passed, told)] };
  },
});

function vanishing(worst: MeasuredCell, isCritical: boolean, told: readonly MeasuredCell[], networks: NetworkFacts | null): Verdict {
  const { largestPassedBytes, smallestStalledBytes } = worst.largeRequest;
  const isMeasured = largestPassedBytes !== null || smallestStalledBytes !== null;
  const others = told.filter((cell) => cell !== worst);
  return {
    status: isCritical ? 'critical' : 'warning',
    problem: 'large-packets-vanish',
    confidence: isMeasured ? 'certain' : 'likely',
    evidence: [
      ...sizeEvidence(worst),
      ...interfaceEvidence(worst, networks),
      ...extentEvidence(worst, told),
      ...others.flatMap(sizeEvidence),
    ],
  };
}

const contradictionOf = ({ endpoint, largeRequest }: MeasuredCell): string =>
  `a request of ${largeRequest.requestBytes} bytes to ${endpoint.host} stalled, but no size of packet marks where that begins: packets of any size may be lost on the way`;

function whyUntold(measured: readonly MeasuredCell[]): string {
  const [first] = measured;
  if (first === undefined) return 'no endpoint answered a small request, so large ones could not be compared with it';
  const isCutOff = measured.some(({ largeRequest }) => largeRequest.outcome === 'cut-off');
  if (isCutOff) return 'the run ended before a large request could be answered: raise --timeout';
  return `the large request to ${first.endpoint.host} broke off (${first.largeRequest.code ?? 'no code'}), so large packets could not be judged`;
}
