// Asks the services with a token: each question over a connection of its own, to a server that has proved who it is. No redirect
// is followed. What is no success is kept as a fault, without anything that is secret.
import type { ApiCall, ApiFault } from '../../facts/api.js';
import { parseLooseJson } from '../../facts/api/loose-json.js';
import { interpretFault } from '../../facts/fault/interpret-fault.js';
import { keepHarmless } from '../../facts/network/kept-headers.js';
import { keepPage } from '../../facts/network/kept-page.js';
import { isForeignPage } from '../../facts/network/health-answer.js';
import type { ApiReply, Endpoint } from '../../facts/network.js';
import { observed, unavailable, type Observed } from '../../facts/observed.js';
import { maskSecrets } from '../../facts/secrets.js';
import { ConnectionSlots } from '../network/connection-slots.js';
import type { HttpsAnswer } from '../network/https-client.js';
import { brokenExplanation, endedBefore, kindOf, pauseFor, urlOf, type Answered, type ApiAnswer, type ApiQuestion } from './api-answer.js';
import { apiLimits } from './limits.js';
import { pause } from './pause.js';
import { reach, type Asking } from './reach.js';
import { scrub, scrubTree, type Secret } from './secret.js';

/** What is not asked a second time: it may have been done although the answer was lost. */
const writes: readonly ApiCall[] = ['wake-up', 'upload'];

/** One for all calls: at most so many connections are open at once, to whatever host. */
const anyPlace = { host: 'the services', address: 'the services' };

export class ApiClient {
  readonly #walk: Asking;
  readonly #openAtOnce = new ConnectionSlots();
  readonly #faults: ApiFault[] = [];
  #secrets: readonly Secret[];
  #token: Secret | null = null;

  /** @param onToken told the token of the login: no output may hold it */
  constructor(
    walk: Asking,
    secrets: readonly Secret[],
    private readonly onToken: (token: Secret) => void = () => undefined,
  ) {
    this.#walk = walk;
    this.#secrets = secrets;
  }

  get signal(): AbortSignal {
    return this.#walk.signal;
  }

  get faults(): readonly ApiFault[] {
    return this.#faults;
  }

  carry(token: Secret): void {
    this.#secrets = [...this.#secrets, token];
    this.#token = token;
    this.onToken(token);
  }

  /** The same user, until another end: what must be cleaned up outlives what it was for. */
  until(signal: AbortSignal): ApiClient {
    const client = new ApiClient({ ...this.#walk, signal }, this.#secrets);
    client.#token = this.#token;
    return client;
  }

  /** Never rejects. Again only where the fault says that waiting helps, and a write never. */
  async ask(question: ApiQuestion): Promise<ApiAnswer> {
    let answer = await this.#askOnce(question);
    let fault = answer;
    for (
      let count = 0;
      count < apiLimits.retryCount && !writes.includes(question.call) && answer.state === 'fault' && answer.pauseMs !== null;
      count += 1
    ) {
      await pause(answer.pauseMs, this.signal);
      if (this.signal.aborted) break;
      fault = answer;
      answer = await this.#askOnce(question);
    }
    this.#keep(question.call, answer.state === 'fault' ? answer : fault, answer.state === 'answered');
    return answer;
  }

  /** A parsed answer without secrets. @param what was asked for, in words */
  async read<T>(question: ApiQuestion, what: string, parse: (json: unknown, askedAt: string) => T | null): Promise<Observed<T>> {
    const answer = await this.ask(question);
    return answer.state === 'answered' ? this.parsed(answer, question.endpoint, what, parse) : this.failureOf(answer, what);
  }

  parsed<T>(
    { body, askedAt }: Answered,
    { host }: Endpoint,
    what: string,
    parse: (json: unknown, askedAt: string) => T | null,
  ): Observed<T> {
    const value = parse(scrubTree(parseLooseJson(body), this.#secrets), askedAt);
    return value === null ? unavailable('malformed', `${what}: the answer of ${host} has not the documented form`) : observed(value);
  }

  failureOf(answer: Exclude<ApiAnswer, { state: 'answered' }>, what: string): Observed<never> {
    if (answer.state === 'not-reached') return answer.failure;
    const { status, errorCode, endpoint } = answer.reply;
    if (errorCode === 'cut-off') return endedBefore(endpoint.host);
    const code = status === null || status < 300 ? (errorCode ?? 'too long') : String(status);
    return unavailable(kindOf(status, errorCode), `${what}: ${endpoint.host} ${answer.explanation}`, { code });
  }

  #keep(call: ApiCall, answer: ApiAnswer, hasPassed: boolean): void {
    if (answer.state !== 'fault' || this.#faults.length >= apiLimits.faultCount) return;
    // The end of the run is no answer.
    if (answer.reply.errorCode !== 'cut-off') this.#faults.push({ call, reply: answer.reply, hasPassed });
  }

  async #askOnce(question: ApiQuestion): Promise<ApiAnswer> {
    return this.#openAtOnce.hold(anyPlace, async () => {
      if (this.signal.aborted) return { state: 'not-reached', failure: endedBefore(question.endpoint.host) };
      const reached = await reach(question.endpoint, this.#walk);
      if ('failure' in reached) return { state: 'not-reached', failure: reached.failure };
      const { ask } = await import('../network/https-client.js');
      const { endpoint, method = 'GET', path, body, bodyBytes = apiLimits.bodyBytes } = question;
      const answer = await ask(
        reached.socket,
        {
          ...endpoint,
          method,
          path,
          headers: this.#headersFor(question),
          keptBodyBytes: bodyBytes,
          ...(body === undefined ? {} : { body }),
        },
        question.limitMs ?? apiLimits.replyMs,
        this.signal,
      );
      return this.#judge(question, answer);
    });
  }

  #headersFor({ body, headers }: ApiQuestion): Readonly<Record<string, string>> {
    const kind = body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream' };
    const token = this.#token === null ? {} : { 'x-auth-token': this.#token.reveal() };
    return { accept: 'application/json', ...kind, ...headers, ...token };
  }

  #judge(question: ApiQuestion, answer: HttpsAnswer): ApiAnswer {
    const { status, headers, body, isBodyTruncated, errorCode, askedAtMs, tookMs } = answer;
    const isSuccess = status !== null && status >= 200 && status < 300 && !isBodyTruncated && errorCode === null;
    if (status !== null && (isSuccess || question.alsoFine?.includes(status) === true)) {
      return { state: 'answered', status, headers, body, askedAt: new Date(askedAtMs).toISOString(), tookMs };
    }
    const reply = this.#replyOf(question, answer);
    if (status === null || status < 400) {
      return { state: 'fault', reply, explanation: brokenExplanation(reply, question.bodyBytes ?? apiLimits.bodyBytes), pauseMs: null };
    }
    const { sentence, retryable, retryAfterSeconds } = interpretFault({ ...reply, receivedAt: reply.askedAt });
    return {
      state: 'fault',
      reply,
      explanation: `answered HTTP ${status}: ${sentence}`,
      pauseMs: retryable === true ? pauseFor(retryAfterSeconds) : null,
    };
  }

  #replyOf(
    { endpoint, path }: ApiQuestion,
    { status, errorCode, headers, body, isBodyTruncated, askedAtMs, tookMs }: HttpsAnswer,
  ): ApiReply {
    // Cut behind the scrubbing, which would not know half of a secret.
    const clean = (text: string): string => maskSecrets(scrub(text, this.#secrets).slice(0, apiLimits.interpretedBytes));
    const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, clean(String(value ?? ''))]);
    const reply: ApiReply = {
      endpoint,
      url: urlOf({ endpoint, path }),
      status,
      errorCode: errorCode !== null && this.signal.aborted ? 'cut-off' : errorCode,
      headers: keepHarmless(Object.fromEntries(texts)),
      body: clean(body),
      isBodyTruncated,
      askedAt: new Date(askedAtMs).toISOString(),
      tookMs,
    };
    const kept = (isForeignPage(reply) ? keepPage(reply.body) : reply.body).slice(0, apiLimits.faultBodyBytes);
    return { ...reply, body: kept, isBodyTruncated: isBodyTruncated || kept !== reply.body };
  }
}
