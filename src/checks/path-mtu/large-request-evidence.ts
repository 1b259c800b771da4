// What was measured with padded requests: sizes, the interface that sends them, and how many ways of the network are hit.
import type { NetworkFacts, NetworkName } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence } from '../check.js';
import { count, word } from '../network/evidence.js';
import { hostsOf } from '../network/judged-ways.js';
import type { MeasuredCell } from './measured-cell.js';

const source = 'padded HTTPS requests';
/** Nearly every tunnel lets it through, and with less IPv6 ends. */
const smallestIpv6MtuBytes = 1_280;

export function sizeEvidence({ endpoint: { host }, largeRequest, connection }: MeasuredCell): readonly Evidence[] {
  const { requestBytes, outcome, largestPassedBytes, smallestStalledBytes } = largeRequest;
  return [
    bytes(host, 'requestBytes', requestBytes, source),
    word(host, 'largeOutcome', outcome, source),
    bytes(host, 'largestPassedBytes', largestPassedBytes, source),
    bytes(host, 'smallestStalledBytes', smallestStalledBytes, source),
    bytes(host, 'usableMtuBytes', largestPassedBytes ?? smallestIpv6MtuBytes, source),
    word(host, 'address', connection?.address ?? null, 'TCP connection'),
  ];
}

export function interfaceEvidence(cell: PathCell, networks: NetworkFacts | null): readonly Evidence[] {
  const name = interfaceOf(cell);
  const subject = name ?? 'the interface';
  return [
    word(subject, 'interfaceName', name, 'routes'),
    bytes(subject, 'mtuBytes', mtuOf(cell, networks), `/sys/class/net/${subject}/mtu`),
  ];
}

export const mtuOf = (cell: PathCell, networks: NetworkFacts | null): number | null =>
  networks?.interfaces.find(({ name }) => name === interfaceOf(cell))?.mtu ?? null;

const networkNames: Readonly<Record<NetworkName, string>> = { publicnet: 'PublicNet', servicenet: 'ServiceNet' };

/** Whether the narrow link is near this host or near that endpoint, as far as the other ways of the network tell. */
export function extentEvidence({ endpoint }: MeasuredCell, told: readonly MeasuredCell[]): readonly Evidence[] {
  const same = told.filter((cell) => cell.endpoint.network === endpoint.network);
  const measuredCount = hostsOf(same).length;
  const stalledCount = hostsOf(same.filter(({ largeRequest }) => largeRequest.outcome === 'stalled')).length;
  const subject = networkNames[endpoint.network];
  return [
    word(subject, 'network', subject, 'endpoints of the catalogue'),
    count(subject, 'measuredCount', measuredCount, source),
    count(subject, 'stalledCount', stalledCount, source),
    word(subject, 'whereabouts', whereaboutsOf(stalledCount, measuredCount), source),
  ];
}

function whereaboutsOf(stalledCount: number, measuredCount: number): string {
  if (measuredCount === 1) return 'no other way was measured to compare with';
  if (stalledCount === measuredCount) return 'every way is hit, so look near this host first';
  if (stalledCount === 1) return 'only this way is hit, so look near that endpoint';
  return 'other ways are free, so it is not this host itself';
}

const interfaceOf = ({ route, interfaceName }: PathCell): string | null => route?.interfaceName ?? interfaceName;

/** What was not measured is told as unknown. */
const bytes = (subject: string, name: string, value: number | null, from: string): Evidence =>
  value === null ? word(subject, name, null, from) : { subject, name, value, unit: 'bytes', source: from };
