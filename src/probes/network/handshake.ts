// The TLS layer of one way: a handshake that is carried through whatever the certificate proves, so that the report can
// name the certificate. Nothing secret is ever sent over it.
import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect as startTls, type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import type { Certificate, Handshake } from '../../facts/paths.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { limits } from './limits.js';
import { wait } from './wait.js';

export interface HandshakeStep {
  readonly outcome: Handshake['outcome'];
  readonly code: string | null;
  readonly protocol: string | null;
  readonly certificate: Certificate | null;
  readonly tookMs: number;
  /** null unless completed; the caller closes it. */
  readonly socket: TLSSocket | null;
  /** What has gone out over the wire so far, encrypted as it was. */
  readonly sentBytes: () => number;
}

/** Never rejects. Takes over the socket. */
export async function handshake(socket: Socket, host: string, trust: SecureContext, signal: AbortSignal): Promise<HandshakeStep> {
  const startedAt = performance.now();
  const secure = startTls({
    socket,
    ...(parseIp(host) === null ? { servername: host } : {}),
    host,
    secureContext: trust,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  });
  secure.on('error', () => undefined);
  const code = await wait<string | null>({ limitMs: limits.handshakeMs, signal, late: () => 'ETIMEDOUT' }, (finish) => {
    secure.once('secureConnect', () => finish(null));
    secure.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'EIO'));
    secure.once('close', () => finish('ECONNRESET'));
    return () => undefined;
  });
  const tookMs = Math.round(performance.now() - startedAt);
  const sentBytes = (): number => socket.bytesWritten;
  if (code === null) return { ...completed(secure), tookMs, socket: secure, sentBytes };
  secure.destroy();
  return { outcome: brokenOutcome(code, signal), code, protocol: null, certificate: null, tookMs, socket: null, sentBytes };
}

function completed(secure: TLSSocket): Omit<HandshakeStep, 'tookMs' | 'socket' | 'sentBytes'> {
  const certificate = certificateOf(secure);
  const protocol = secure.getProtocol();
  if (secure.authorized) return { outcome: 'trusted', code: null, protocol, certificate };
  // Declared as an Error, and in truth the code alone.
  return { outcome: 'untrusted', code: String(secure.authorizationError), protocol, certificate };
}

function brokenOutcome(code: string, signal: AbortSignal): Handshake['outcome'] {
  if (code !== 'ETIMEDOUT') return 'refused';
  return signal.aborted ? 'cut-off' : 'stalled';
}

function certificateOf(secure: TLSSocket): Certificate | null {
  const sent = chainOf(secure.getPeerCertificate(true));
  const [leaf] = sent;
  if (leaf === undefined) return null;
  const peer = new X509Certificate(leaf.raw);
  const names = [...(peer.subjectAltName ?? '').matchAll(/DNS:([^,\s"]+)/g)].map(([, name = '']) => name);
  const isSelfSigned = peer.issuer === peer.subject;
  return {
    names: names.length > 0 ? names : [fieldOf(peer.subject, 'CN')].filter((name) => name !== ''),
    issuer: fieldOf(peer.issuer, 'CN') || fieldOf(peer.issuer, 'O') || peer.issuer.replaceAll('\n', ', '),
    startsAt: timeOf(peer.validFrom),
    endsAt: timeOf(peer.validTo),
    sentCount: sent.length,
    isSelfSigned,
    namesIssuerAddress: /CA Issuers/.test(peer.infoAccess ?? ''),
  };
}

const fieldOf = (name: string | undefined, field: string): string => new RegExp(`^${field}=(.*)$`, 'm').exec(name ?? '')?.[1] ?? '';

const timeOf = (text: string): string => {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
};

/** From the server's own certificate upwards; the root refers to itself. */
function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  // In truth an empty object where none was sent, and nothing above the last one.
  let next = leaf as Partial<DetailedPeerCertificate> | undefined;
  while (next?.raw !== undefined && !chain.some(({ raw }) => raw === next?.raw)) {
    chain.push(next as DetailedPeerCertificate);
    next = next.issuerCertificate;
  }
  return chain;
}
