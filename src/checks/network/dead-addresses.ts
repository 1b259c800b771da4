// A name with several addresses of which one does not answer: every connection that happens to take it fails or waits.
import type { AddressAttempt, PathCell } from '../../facts/paths.js';
import type { Confidence, Verdict } from '../check.js';
import { word } from './evidence.js';

interface DeadAddress extends AddressAttempt {
  readonly host: string;
  readonly openAddress: string;
}

/** Each address was tried once: silence may be one lost packet, a refusal is none. */
export function judgeDeadAddress(ways: readonly PathCell[]): Extract<Verdict, { status: 'warning' | 'critical' }> | null {
  const dead = ways.flatMap(deadOf);
  const [first] = dead;
  if (first === undefined) return null;
  const confidence: Confidence = first.outcome === 'timed-out' ? 'likely' : 'certain';
  return { status: 'warning', problem: 'address-dead', confidence, evidence: dead.flatMap(deadEvidence) };
}

function deadOf({ endpoint: { host }, connection }: PathCell): readonly DeadAddress[] {
  if (connection?.outcome !== 'connected') return [];
  const silent = (connection.otherAddresses ?? []).filter(({ outcome }) => outcome !== 'connected' && outcome !== 'cut-off');
  return silent.map((attempt) => ({ ...attempt, host, openAddress: connection.address }));
}

const deadEvidence = ({ host, openAddress, address, outcome, code }: DeadAddress) => [
  word(host, 'deadAddress', address, 'DNS'),
  word(host, 'deadOutcome', code === null ? outcome : `${outcome} (${code})`, 'TCP connection'),
  word(host, 'openAddress', openAddress, 'TCP connection'),
];
