// Names what one question to one resolver ended in, from the answer's code or from the socket's error code.
import type { DnsAnswer, DnsOutcome, NetworkName } from '../network.js';
import { isNowhere, isPrivate } from './ip-address.js';

export interface DnsQuestion {
  readonly name: string;
  /** The network that the name's server is on: only ServiceNet has private addresses. */
  readonly network: NetworkName;
}

/** What the wire gave: an answer, an error code, or nothing that fits the question. */
export type DnsReply =
  | {
      readonly kind: 'answer';
      readonly responseCode: string;
      readonly addresses: readonly string[];
      readonly transport: DnsAnswer['transport'];
      readonly tookMs: number;
    }
  | { readonly kind: 'error'; readonly code: string; readonly transport: DnsAnswer['transport']; readonly tookMs: number };

export function toDnsAnswer(resolver: string, { name, network }: DnsQuestion, reply: DnsReply): DnsAnswer {
  const { transport, tookMs } = reply;
  const addresses = reply.kind === 'answer' ? reply.addresses : [];
  const outcome = reply.kind === 'answer' ? outcomeOfAnswer(reply.responseCode, addresses, network) : outcomeOfError(reply.code);
  const code = reply.kind === 'error' ? reply.code : reply.responseCode;
  return { resolver, name, outcome, addresses, transport, code: outcome === 'answered' ? null : code, tookMs };
}

/** IPv4 and IPv6 are asked apart: the name is answered when either is. */
export function mergeFamilies(ipv4: DnsAnswer, ipv6: DnsAnswer | null): DnsAnswer {
  if (ipv6 === null) return ipv4;
  if (!hasAddresses(ipv4)) return hasAddresses(ipv6) ? ipv6 : ipv4;
  return { ...ipv4, addresses: [...ipv4.addresses, ...ipv6.addresses], tookMs: Math.max(ipv4.tookMs, ipv6.tookMs) };
}

export const hasAddresses = ({ addresses }: DnsAnswer): boolean => addresses.length > 0;

function outcomeOfAnswer(responseCode: string, addresses: readonly string[], network: NetworkName): DnsOutcome {
  if (responseCode === 'NXDOMAIN') return 'nxdomain';
  if (responseCode === 'SERVFAIL') return 'servfail';
  if (responseCode === 'REFUSED') return 'refused';
  if (responseCode !== 'NOERROR') return 'malformed';
  if (addresses.length === 0) return 'empty';
  return addresses.some((address) => isWrongFor(network, address)) ? 'wrong-answer' : 'answered';
}

/** A sinkhole, a captive portal or a blocking resolver answers with such addresses. */
const isWrongFor = (network: NetworkName, address: string): boolean =>
  isNowhere(address) || (network === 'publicnet' && isPrivate(address));

function outcomeOfError(code: string): DnsOutcome {
  if (code === 'ETIMEDOUT') return 'timed-out';
  if (code === 'ECONNREFUSED') return 'refused';
  return code === 'EBADMSG' ? 'malformed' : 'unreachable';
}
