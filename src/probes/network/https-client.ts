// The only file that imports undici, and never Node's own older copy of it: one request over one connection that is
// already open, from its own source address and to an address that our own DNS step found. No redirect is followed.
import type { TLSSocket } from 'node:tls';
import { Client, type Dispatcher } from 'undici';

export interface HttpsQuestion {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** Bytes of harmless headers beside the usual ones: a request that fills more than one packet. */
  readonly paddingBytes?: number;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Of the answer's body. */
  readonly keptBodyBytes?: number;
}

export interface HttpsAnswer {
  /** null when no HTTP answer came. */
  readonly status: number | null;
  /** null unless the exchange broke off; an answer whose body broke off has both. */
  readonly errorCode: string | null;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: string;
  readonly isBodyTruncated: boolean;
  /** Milliseconds of the epoch, half way between the request and the answer's headers. */
  readonly askedAtMs: number;
  readonly tookMs: number;
}

const usualBodyBytes = 16 * 1_024;
/** What undici itself lets through before it breaks off. */
const largestBodyBytes = (kept: number): number => 4 * kept;

/** Never rejects: what breaks the exchange is told by its code. The socket is closed afterwards. */
export async function ask(socket: TLSSocket, question: HttpsQuestion, limitMs: number, signal: AbortSignal): Promise<HttpsAnswer> {
  const { method = 'GET', path, headers = {}, body = null, paddingBytes = 0, keptBodyBytes = usualBodyBytes } = question;
  const startedAt = performance.now();
  // AbortSignal.timeout can be collected inside AbortSignal.any before it fires (nodejs/node issue 54614).
  const late = new AbortController();
  const limit = setTimeout(() => late.abort(), limitMs);
  const client = clientOver(socket, question);
  const since = (): Pick<HttpsAnswer, 'askedAtMs' | 'tookMs'> => {
    const tookMs = performance.now() - startedAt;
    return { askedAtMs: Date.now() - tookMs / 2, tookMs: Math.round(tookMs) };
  };
  try {
    const reply = await client.request({
      method,
      path,
      body,
      headers: { 'user-agent': 'backup-doctor', accept: '*/*', ...padding(paddingBytes), ...headers },
      signal: AbortSignal.any([signal, late.signal]),
    });
    const times = since();
    return { status: reply.statusCode, headers: reply.headers, ...(await readBody(reply.body, keptBodyBytes)), ...times };
  } catch (error) {
    return { status: null, errorCode: codeOf(error), headers: {}, body: '', isBodyTruncated: false, ...since() };
  } finally {
    clearTimeout(limit);
    await client.destroy();
    socket.destroy();
  }
}

const clientOver = (socket: TLSSocket, { host, port, keptBodyBytes = usualBodyBytes }: HttpsQuestion): Client =>
  new Client(`https://${host}:${port}`, {
    // undici never sends anything where the connector answers at once.
    connect: (_options, callback) => void setImmediate(() => callback(null, socket)),
    maxResponseSize: largestBodyBytes(keptBodyBytes),
    pipelining: 1,
  });

/** Servers limit one header to some kilobytes and all of them to more. */
const longestPaddingBytes = 2_000;

/** What the padding of a request takes, with the names of its headers. */
export const paddedBytes = (byteCount: number): number =>
  byteCount + Math.ceil(byteCount / longestPaddingBytes) * 'x-padding-0: \r\n'.length;

function padding(byteCount: number): Readonly<Record<string, string>> {
  const count = Math.ceil(byteCount / longestPaddingBytes);
  const sizes = Array.from({ length: count }, (_, index) => Math.min(longestPaddingBytes, byteCount - index * longestPaddingBytes));
  return Object.fromEntries(sizes.map((size, index) => [`x-padding-${index}`, '0'.repeat(size)]));
}

/** Bodies that drip or never end are cut by the caller's signal; what came until then is kept. */
async function readBody(
  body: AsyncIterable<Buffer>,
  keptBodyBytes: number,
): Promise<Pick<HttpsAnswer, 'body' | 'isBodyTruncated' | 'errorCode'>> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  const text = (): string => Buffer.concat(chunks).subarray(0, keptBodyBytes).toString('utf8');
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      byteCount += chunk.length;
      if (byteCount > keptBodyBytes) return { body: text(), isBodyTruncated: true, errorCode: null };
    }
    return { body: text(), isBodyTruncated: false, errorCode: null };
  } catch (error) {
    return { body: text(), isBodyTruncated: true, errorCode: codeOf(error) };
  }
}

/** An elapsed limit has a number for a code; undici wraps the socket's own error in some cases. */
function codeOf(error: unknown): string {
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'ETIMEDOUT';
  const inner = typeof cause?.code === 'string' ? cause.code : code;
  return typeof inner === 'string' ? inner : 'EIO';
}
