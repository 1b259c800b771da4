// The transfer itself: a container is made, rounds of objects are sent into it until they tell a rate, and all of it is removed.
import { randomBytes } from 'node:crypto';
import type { Endpoint, NetworkName } from '../../facts/network.js';
import { observed, unavailable, type Observed } from '../../facts/observed.js';
import type { UploadTest } from '../../facts/throughput.js';
import type { ApiAnswer, ApiQuestion } from './api-answer.js';
import type { ApiClient } from './api-client.js';
import { waitedForProcessorMs } from '../platform/waited-for-processor.js';
import { removeUpload } from './upload-removal.js';
import { nextRound, rateOf, uploadLimits, type Round } from './upload-rounds.js';

export interface Transfer {
  readonly client: ApiClient;
  readonly endpoint: Endpoint;
  /** Of the container. */
  readonly path: string;
  readonly network: NetworkName;
  readonly streamCount: number;
  /** Of the sending; what follows has its own. */
  readonly limitMs: number;
}

export const what = 'the upload test';

export async function transfer(to: Transfer): Promise<Observed<UploadTest>> {
  const { client, endpoint, path, network, streamCount } = to;
  const made = await client.ask({ call: 'upload-container', endpoint, path, method: 'PUT' });
  const sent = made.state === 'answered' ? await sendRounds(to) : { rounds: [], failed: made };
  const leftovers = isRefused(made) ? [] : await removeUpload(to, objectsOf(to));
  if (sent.failed !== null) return withLeftovers(client.failureOf(sent.failed, what), leftovers);
  const rate = rateOf(sent.rounds);
  const sentBytes = sent.rounds.reduce((sum, { bytes }) => sum + bytes, 0);
  if (rate === null) return withLeftovers(tooSlow(to, sentBytes), leftovers);
  return observed({ method: 'transfer', rate, streamCount, sentBytes, network, host: endpoint.host, leftovers });
}

/** Then there is no container. Where only the answer was lost, there may be one. */
const isRefused = (made: ApiAnswer): boolean => made.state === 'not-reached' || (made.state === 'fault' && (made.reply.status ?? 0) >= 400);

interface Sent {
  readonly rounds: readonly Round[];
  /** null where the rounds, or their time, ended by themselves. */
  readonly failed: Exclude<ApiAnswer, { state: 'answered' }> | null;
}

async function sendRounds(to: Transfer): Promise<Sent> {
  const data = randomBytes(Math.ceil(uploadLimits.largestBytes / to.streamCount));
  const end = new AbortController();
  const limit = setTimeout(() => end.abort(), to.limitMs);
  const client = to.client.until(AbortSignal.any([to.client.signal, end.signal]));
  const rounds: Round[] = [];
  try {
    for (let next = nextRound(rounds); next !== null; next = nextRound(rounds)) {
      const part = data.subarray(0, Math.ceil(next.bytes / to.streamCount));
      const waitedBefore = waitedForProcessorMs();
      const answers = await Promise.all(objectsOf(to).map((path) => client.ask(objectOf(to, path, part))));
      const failed = answers.find((answer) => answer.state !== 'answered');
      if (failed !== undefined) return { rounds, failed: end.signal.aborted ? null : failed };
      rounds.push({ bytes: part.length * to.streamCount, tookMs: longestOf(answers), waitedMs: waitedForProcessorMs() - waitedBefore, isWarmUp: next.isWarmUp });
    }
    return { rounds, failed: null };
  } finally {
    clearTimeout(limit);
  }
}

/** Each round writes over the last one: little is ever there, and little is to be removed. */
const objectsOf = ({ path, streamCount }: Transfer): readonly string[] =>
  Array.from({ length: streamCount }, (_, index) => `${path}/stream-${index + 1}`);

const objectOf = ({ endpoint, limitMs }: Transfer, path: string, body: Buffer): ApiQuestion => ({
  call: 'upload',
  endpoint,
  path,
  method: 'PUT',
  body,
  limitMs,
  // Cloud Files removes it by itself where this program is killed before it can.
  headers: { 'x-delete-after': '3600' },
});

const longestOf = (answers: readonly ApiAnswer[]): number =>
  Math.max(1, ...answers.map((answer) => (answer.state === 'answered' ? answer.tookMs : 0)));

const tooSlow = ({ endpoint, limitMs }: Transfer, sentBytes: number): Observed<never> =>
  unavailable(
    'timed-out',
    `${what}: within ${Math.round(limitMs / 1_000)} s ${endpoint.host} took only ${sentBytes} bytes, too few to tell a rate`,
  );

function withLeftovers(failure: Observed<never>, leftovers: readonly string[]): Observed<never> {
  if (failure.state !== 'unavailable' || leftovers.length === 0) return failure;
  const detail = `${failure.failure.detail}; what could not be removed is still in Cloud Files: ${leftovers.join(', ')}`;
  return { ...failure, failure: { ...failure.failure, detail } };
}
