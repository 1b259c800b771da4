// A question to a service, what it can end in, and how that is told.
import type { ApiCall } from '../../facts/api.js';
import type { ApiReply, Endpoint } from '../../facts/network.js';
import { unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import type { HttpsAnswer } from '../network/https-client.js';
import { apiLimits } from './limits.js';

export interface ApiQuestion {
  readonly call: ApiCall;
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** JSON as text, anything else as bytes. */
  readonly body?: string | Buffer;
  /** Beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a question that takes longer than usual. */
  readonly limitMs?: number;
  /** Of an answer that may be larger than the usual one. */
  readonly bodyBytes?: number;
  /** A status that is an answer of its own and no fault: 404 where what is asked for need not be there. */
  readonly alsoFine?: readonly number[];
}

export interface Answered {
  readonly state: 'answered';
  readonly status: number;
  readonly headers: HttpsAnswer['headers'];
  readonly body: string;
  readonly askedAt: string;
  /** From the request, over a connection that was open, to the headers of the answer. */
  readonly tookMs: number;
}

export type ApiAnswer =
  | Answered
  | { readonly state: 'fault'; readonly reply: ApiReply; readonly explanation: string; readonly pauseMs: number | null }
  | { readonly state: 'not-reached'; readonly failure: Observed<never> };

export const urlOf = ({ endpoint: { host, port }, path }: Pick<ApiQuestion, 'endpoint' | 'path'>): string =>
  `https://${host}${port === 443 ? '' : `:${port}`}${path}`;

/** null where the service wants a longer one than we wait. */
export function pauseFor(retryAfterSeconds: number | null): number | null {
  const wantedMs = retryAfterSeconds === null ? apiLimits.retryPauseMs : retryAfterSeconds * 1_000;
  return wantedMs > apiLimits.longestPauseMs ? null : Math.max(wantedMs, apiLimits.retryPauseMs);
}

/** What is neither a success nor an error of HTTP. */
export function brokenExplanation({ status, errorCode, headers, tookMs }: ApiReply, bodyBytes: number): string {
  if (status === null)
    return errorCode === 'ETIMEDOUT' ? `gave no answer within ${tookMs} ms` : `broke the connection off (${errorCode ?? 'no code'})`;
  if (status >= 300) return `answered HTTP ${status}, a redirect to ${headers['location'] ?? 'elsewhere'} that is not followed`;
  if (status < 200) return `answered HTTP ${status}`;
  return errorCode === null
    ? `answered with more than ${bodyBytes / 1_024 / 1_024} MiB`
    : `began an answer that never came to its end (${errorCode})`;
}

/** Nobody knows what the service would have said. */
export const endedBefore = (host: string): Observed<never> =>
  unavailable('timed-out', `the run ended before ${host} could answer: raise --timeout`, { code: 'cut-off' });

export function kindOf(status: number | null, errorCode: string | null): FailureKind {
  if (status === 401 || status === 403) return 'permission-denied';
  if (errorCode === 'ETIMEDOUT') return 'timed-out';
  return status !== null && status < 300 ? 'malformed' : 'unsupported';
}
