// The path matrix: one cell for each endpoint, family of addresses and network that it must be reached through, as far
// as the way led. The first layer that failed speaks for the cell.
import type { ApiReply, ConnectOutcome, DnsOutcome, Endpoint, Route } from './network.js';

/** In the order in which a connection passes them. */
export const layers = ['route', 'name', 'tcp', 'tls', 'http', 'health'] as const;
export type Layer = (typeof layers)[number];

export interface PathFailure {
  readonly layer: Layer;
  /** ENETUNREACH, SERVFAIL, ETIMEDOUT, CERT_HAS_EXPIRED, `HTTP 503` … */
  readonly code: string;
}

export interface PathCell {
  readonly endpoint: Endpoint;
  readonly family: 4 | 6;
  /** Why nobody tried: no IPv6 address, no AAAA record; null where it was tried, and the rest is null where it was not. */
  readonly skipped: string | null;
  /** Which interface carries the endpoint's network; null where none is known. */
  readonly interfaceName: string | null;
  /** The way that the kernel takes to the address; null where it has none, or no address was known. */
  readonly route: Route | null;
  readonly name: NameStep | null;
  readonly connection: ConnectionStep | null;
  readonly handshake: Handshake | null;
  readonly reply: ApiReply | null;
  readonly largeRequest: LargeRequest | null;
  readonly proxied: ProxiedConnection | null;
  /** Whether the route's gateway answers on the link; null where the connection was made, and where nobody can tell. */
  readonly gatewayAnswers: boolean | null;
  /** null where every layer passed, or the cell was skipped. */
  readonly failure: PathFailure | null;
  readonly tookMs: number;
}

/** A cell before its first step. */
export const nothingTried: Omit<PathCell, 'endpoint' | 'family' | 'interfaceName'> = {
  skipped: null,
  route: null,
  name: null,
  connection: null,
  handshake: null,
  reply: null,
  largeRequest: null,
  proxied: null,
  gatewayAnswers: null,
  failure: null,
  tookMs: 0,
};

/** Where the address came from, and how it ended where there is none. */
export interface NameStep {
  readonly outcome: DnsOutcome;
  /** A resolver's address, or `/etc/hosts`; null where nobody gave a final answer. */
  readonly source: string | null;
  readonly addresses: readonly string[];
  /** What the resolvers say instead, where /etc/hosts gave the address and they give none of its addresses. */
  readonly otherAddresses: readonly string[];
  readonly code: string | null;
}

/** One TCP connection, bound to the source address of the network that it judges. */
export interface ConnectionStep {
  readonly outcome: ConnectOutcome;
  readonly sourceAddress: string | null;
  readonly address: string;
  readonly code: string | null;
  readonly tookMs: number;
  /** All tries, the first one first: more than one where a single failure would be a guess. */
  readonly attempts: readonly ConnectAttempt[];
  /** The first try of each other address of the name, in order; older recordings tell none. */
  readonly otherAddresses?: readonly AddressAttempt[];
  /**
   * Connection requests that the kernel repeated meanwhile, ours or others': none proves that a late answer is this host's own
   * slowness. Only counted where there was one; else null.
   */
  readonly repeatedRequestCount: number | null;
}

export interface ConnectAttempt {
  readonly outcome: ConnectOutcome;
  readonly code: string | null;
  readonly tookMs: number;
}

export interface AddressAttempt extends ConnectAttempt {
  readonly address: string;
}

export interface Handshake {
  /** `untrusted`: it was completed, and the certificate proves nothing. `refused`: ended by the other side. */
  readonly outcome: 'trusted' | 'untrusted' | 'refused' | 'stalled' | 'cut-off';
  /** OpenSSL's or the socket's code; null where it is trusted. */
  readonly code: string | null;
  /** `TLSv1.3` */
  readonly protocol: string | null;
  readonly certificate: Certificate | null;
  /** The verdict of each set of authorities: null is trust, else the code; a set that is not there is left out. */
  readonly stores: readonly { readonly store: string; readonly code: string | null }[];
  readonly tookMs: number;
}

/** The server's own certificate, and what it sent of the chain above. */
export interface Certificate {
  /** DNS names that it is for; its common name where it has none. */
  readonly names: readonly string[];
  readonly issuer: string;
  /** ISO 8601 UTC */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly sentCount: number;
  readonly isSelfSigned: boolean;
  /** It tells where the certificate of its issuer can be had, as public authorities do. */
  readonly namesIssuerAddress: boolean;
}

/** A request padded beyond one packet, where the small one was answered. */
export interface LargeRequest {
  readonly requestBytes: number;
  readonly outcome: 'answered' | 'stalled' | 'cut-off' | 'failed';
  readonly code: string | null;
  /** The largest packet that was answered and the smallest that was not, each on a fresh connection; null where not measured. */
  readonly largestPassedBytes: number | null;
  readonly smallestStalledBytes: number | null;
  readonly tookMs: number;
}

/** CONNECT through the proxy of the environment, tried where the direct way is closed. */
export interface ProxiedConnection {
  /** `http://proxy.example.com:3128`, without credentials. */
  readonly proxy: string;
  readonly outcome: 'connected' | 'refused' | 'timed-out' | 'credentials-wanted' | 'failed';
  /** `HTTP 407`, or the socket's code; null when connected. */
  readonly code: string | null;
  readonly tookMs: number;
}
