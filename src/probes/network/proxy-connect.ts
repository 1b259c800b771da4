// CONNECT through the proxy of the environment, over plain HTTP: does the proxy let through what the direct way does not?
// The proxy's credentials are sent to the proxy alone and kept nowhere.
import { connect } from 'node:net';
import type { ProxiedConnection } from '../../facts/paths.js';
import { limits } from './limits.js';
import { wait } from './wait.js';

export interface Proxy {
  readonly host: string;
  readonly port: number;
  readonly credentials: string | null;
}

/** Never rejects. */
export async function connectThroughProxy(
  { host: proxyHost, port: proxyPort, credentials }: Proxy,
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<ProxiedConnection> {
  const startedAt = performance.now();
  const socket = connect({ host: proxyHost, port: proxyPort });
  const authorization = credentials === null ? '' : `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  let received = '';
  const answer = await wait<number | string>({ limitMs: limits.proxyMs, signal, late: () => 'ETIMEDOUT' }, (finish) => {
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'EIO'));
    socket.on('close', () => finish('ECONNRESET'));
    socket.on('data', (chunk: Buffer) => {
      received = (received + chunk.toString('latin1')).slice(0, 1_000);
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1];
      if (status !== undefined) finish(Number(status));
    });
    socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n${authorization}\r\n`);
    return () => socket.destroy();
  });
  return { proxy: `http://${proxyHost}:${proxyPort}`, ...ended(answer), tookMs: Math.round(performance.now() - startedAt) };
}

function ended(answer: number | string): Pick<ProxiedConnection, 'outcome' | 'code'> {
  if (answer === 200) return { outcome: 'connected', code: null };
  if (answer === 407) return { outcome: 'credentials-wanted', code: 'HTTP 407' };
  if (typeof answer === 'number') return { outcome: 'failed', code: `HTTP ${answer}` };
  if (answer === 'ETIMEDOUT') return { outcome: 'timed-out', code: answer };
  return { outcome: answer === 'ECONNREFUSED' ? 'refused' : 'failed', code: answer };
}
