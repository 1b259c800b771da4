// Asks one resolver one question: over UDP from a random port with a random id, twice, and over TCP when the
// answer was cut. Every socket is closed and every wait ends, also when the run is aborted.
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import type { DnsReply } from '../../facts/network/dns-outcome.js';
import { decodeAnswer, encodeTcp, encodeUdp, type WireAnswer, type WireQuestion } from './dns-message.js';
import { limits } from './limits.js';
import { wait } from './wait.js';

export interface Resolver {
  readonly address: string;
  readonly port: number;
}

type Exchange = WireAnswer | { readonly code: string };

/** Never rejects. */
export async function askResolver(resolver: Resolver, question: WireQuestion, signal: AbortSignal): Promise<DnsReply> {
  const startedAt = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedAt);
  const overUdp = await askOverUdp(resolver, question, signal);
  if ('code' in overUdp) return { kind: 'error', code: overUdp.code, transport: 'udp', tookMs: tookMs() };
  if (!overUdp.isTruncated) return toReply(overUdp, 'udp', tookMs());
  const overTcp = await exchangeTcp(resolver, question, signal);
  if ('code' in overTcp) return { kind: 'error', code: overTcp.code, transport: 'tcp', tookMs: tookMs() };
  return toReply(overTcp, 'tcp', tookMs());
}

function toReply({ responseCode, addresses }: WireAnswer, transport: 'udp' | 'tcp', tookMs: number): DnsReply {
  return { kind: 'answer', responseCode, addresses, transport, tookMs };
}

/** The second try goes without EDNS, which old servers refuse as malformed. */
async function askOverUdp(resolver: Resolver, question: WireQuestion, signal: AbortSignal): Promise<Exchange> {
  let last: Exchange = { code: 'ETIMEDOUT' };
  for (let tryNumber = 1; tryNumber <= limits.dnsTryCount && !signal.aborted; tryNumber++) {
    last = await exchangeUdp(resolver, question, tryNumber === 1, signal);
    const mayRepeat = 'code' in last ? last.code === 'ETIMEDOUT' : last.responseCode === 'FORMERR';
    if (!mayRepeat) return last;
  }
  return last;
}

function exchangeUdp({ address, port }: Resolver, question: WireQuestion, hasEdns: boolean, signal: AbortSignal): Promise<Exchange> {
  const id = randomInt(65_536);
  const bytes = encodeUdp(question, id, hasEdns);
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  let wasAnsweredWrongly = false;
  return wait<Exchange>(
    { limitMs: limits.dnsTryMs, signal, late: () => ({ code: wasAnsweredWrongly ? 'EBADMSG' : 'ETIMEDOUT' }) },
    (finish) => {
      socket.on('error', (error: NodeJS.ErrnoException) => finish({ code: error.code ?? 'EIO' }));
      socket.on('message', (received) => {
        const answer = decodeAnswer(received, question, id);
        wasAnsweredWrongly ||= answer === null;
        if (answer !== null) finish(answer);
      });
      // Connected, so that the kernel drops other senders and reports a closed port.
      socket.on('connect', () => socket.send(bytes));
      socket.connect(port, address);
      return () => socket.close();
    },
  );
}

function exchangeTcp({ address, port }: Resolver, question: WireQuestion, signal: AbortSignal): Promise<Exchange> {
  const id = randomInt(65_536);
  const bytes = encodeTcp(question, id);
  const socket = connect({ host: address, port });
  let received = Buffer.alloc(0);
  return wait<Exchange>({ limitMs: limits.dnsTcpMs, signal, late: () => ({ code: 'ETIMEDOUT' }) }, (finish) => {
    socket.on('error', (error: NodeJS.ErrnoException) => finish({ code: error.code ?? 'EIO' }));
    socket.on('close', () => finish({ code: 'ECONNRESET' }));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const lengthBytes = received.length < 2 ? Infinity : received.readUInt16BE(0);
      if (received.length < lengthBytes + 2) return;
      finish(decodeAnswer(received.subarray(2, lengthBytes + 2), question, id) ?? { code: 'EBADMSG' });
    });
    socket.write(bytes);
    return () => socket.destroy();
  });
}
