// The order of evidence: a success status ends the question; a specific element beats every code; the HTTP status beats
// a base element and the code inside the body; the message decides between rate limit, quota and size.

import type { FaultElement } from './fault-elements.js';
import { explainFaultElement } from './fault-elements.js';
import type { FaultCategory } from './fault-interpretation.js';
import {
  isAboutCredentials,
  isAboutLoginRequest,
  isAboutProvider,
  isAboutRequest,
  isAboutState,
  isNameOf413,
  limitKind,
  strictLimitKind,
} from './message-kinds.js';
import type { LimitKind } from './message-kinds.js';
import type { FaultBody } from './read-body.js';
import { describeHtml, findHtml, readHtml } from './read-html.js';
import { categoryOfStatus } from './response-codes.js';
import type { RetryTime } from './retry-time.js';
import { guessStatus, isSpokenSuccess, namedStatus, spokenStatus } from './spoken-status.js';

export interface Judgement {
  readonly category: FaultCategory;
  /** What decided; it is said in the sentence. */
  readonly decidedBy: 'status' | 'element' | 'code' | 'message' | 'wait' | 'body' | 'nothing';
  readonly element: FaultElement | null;
}

export interface Evidence {
  readonly status: number | null;
  readonly body: FaultBody;
  readonly retry: RetryTime;
}

export function judgeCategory(evidence: Evidence): Judgement {
  const { status, body } = evidence;
  const element = body.element === null ? null : explainFaultElement(body.element);
  if (status !== null && categoryOfStatus(status) === 'not_an_api_failure') {
    return { category: 'not_an_api_failure', decidedBy: 'status', element };
  }
  const first = judgeByKind(evidence, element);
  if (isUnreadable(evidence, first, element)) return { category: 'unparsable', decidedBy: 'nothing', element };
  const refined = refine(first.category, evidence, element);
  return { ...(refined ?? first), element };
}

/** A title may be the name of the server, as Tomcat's is; the text of the page tells it then. */
export function codeInWords({ shape, message, details }: FaultBody): number | null {
  return spokenStatus(message ?? '') ?? (shape === 'html' ? spokenStatus(details ?? '') : null);
}

type FirstJudgement = Omit<Judgement, 'element'>;

function judgeByKind({ status, body }: Evidence, element: FaultElement | null): FirstJudgement {
  if (element !== null && !element.isBase) return { category: element.category, decidedBy: 'element' };
  if (status !== null) return judgeByStatus(status, body, element);
  if (body.isResource) return byBody('not_an_api_failure');
  const code = body.code ?? codeInWords(body);
  if (code !== null) return { ...judgeByStatus(code, body, element), decidedBy: body.code === null ? 'message' : 'code' };
  return judgeWithoutCode(body, element);
}

function judgeByStatus(status: number, body: FaultBody, element: FaultElement | null): FirstJudgement {
  const text = body.message ?? '';
  if (status === 400 && element?.isBase === true && (element.providerCodes.includes(400) || isAboutProvider(text))) {
    return { category: 'server_error', decidedBy: 'element' };
  }
  // A finer name that is the name of a status of its own, as S3's RequestTimeout in a 400.
  const named = status === 400 && body.type !== null ? namedStatus(body.type) : null;
  if (named !== null) return byBody(categoryOfStatus(named));
  // A service that passes on the page of the proxy behind it speaks of that one.
  const wrapped = status === 500 && body.shape !== 'html' && findHtml(text) !== -1 ? pageStatus(text) : null;
  if (wrapped !== null) return { category: categoryOfStatus(wrapped), decidedBy: 'message' };
  return { category: categoryOfStatus(status), decidedBy: 'status' };
}

function pageStatus(text: string): number | null {
  const { title } = readHtml(text.slice(findHtml(text)));
  return title === null ? null : (spokenStatus(title) ?? namedStatus(title));
}

/** Neither status nor code: finer name, health, words; a readable document that holds no fault is none. */
function judgeWithoutCode(body: FaultBody, element: FaultElement | null): FirstJudgement {
  const typed = body.type === null ? null : explainFaultElement(body.type);
  if (typed !== null && !typed.isBase) return byBody(typed.category);
  if (body.isOffline) return byBody('service_unavailable');
  const worded = categoryInWords(body, element);
  if (worded !== null) return byMessage(worded);
  const side = sides.find(([name]) => name.test(body.type ?? ''));
  if (side !== undefined) return byBody(side[1]);
  if (element !== null) return { category: element.category, decidedBy: element.category === 'unparsable' ? 'nothing' : 'element' };
  if (body.shape === 'json' && body.message !== null && body.details !== null) return byBody('bad_request');
  if (isSpokenSuccess(body.message ?? '')) return byMessage('not_an_api_failure');
  const isOtherDocument = ['json', 'xml'].includes(body.shape) && body.quality === 'whole' && body.message === null;
  return { category: isOtherDocument ? 'not_an_api_failure' : 'unparsable', decidedBy: 'nothing' };
}

/** SOAP and AWS name the side that erred. */
const sides: readonly (readonly [name: RegExp, category: FaultCategory])[] = [
  [/^(?:client|sender)$/i, 'bad_request'],
  [/^(?:server|receiver)$/i, 'server_error'],
];

function categoryInWords(body: FaultBody, element: FaultElement | null): FaultCategory | null {
  const text = textOf(body);
  const kind = element === null ? limitKind(text) : strictLimitKind(text);
  if (kind !== null) return kind;
  if (isAboutCredentials(text)) return 'auth';
  const guessed = guessStatus(text);
  if (guessed !== null) return categoryOfStatus(guessed);
  if (!['json', 'xml'].includes(body.shape)) return null;
  if (isAboutRequest(text)) return 'bad_request';
  return /\berror (?:has )?occurred\b/i.test(text) ? 'server_error' : null;
}

/** 400 says only that something is wrong with the request; without a readable body nobody knows what. */
function isUnreadable({ status, body }: Evidence, first: FirstJudgement, element: FaultElement | null): boolean {
  const saysNothing = body.message === null && (element === null || element.isBase);
  return ['damaged', 'refused'].includes(body.quality) && saysNothing && (status === null || status === 400) && first.decidedBy !== 'code';
}

function refine(category: FaultCategory, evidence: Evidence, element: FaultElement | null): FirstJudgement | null {
  if (category === 'bad_request' && isAboutLoginRequest(textOf(evidence.body))) return byMessage('auth_request');
  if (category === 'rate_limited' || category === 'rate_limited_or_too_large') return refineLimit(category, evidence);
  if (element?.isCloudServersOnly === true) return null;
  return refineOpen(category, evidence);
}

/** Categories under which services also report a limit or a state of the resource. */
function refineOpen(category: FaultCategory, { status, body }: Evidence): FirstJudgement | null {
  if (category === 'service_unavailable') return kindOf(body, strictLimitKind) === 'rate_limited' ? byMessage('rate_limited') : null;
  if (!['bad_request', 'forbidden', 'conflict_state'].includes(category)) return null;
  if (category === 'forbidden' && isAboutCredentials(textOf(body))) return byMessage('auth');
  const code = status ?? body.code ?? 0;
  const kind = kindOf(body, [413, 429].includes(code) ? limitKind : strictLimitKind);
  if (kind !== null) return byMessage(kind);
  const isState = code === 422 && category === 'bad_request' && isAboutState(textOf(body));
  return isState ? byMessage('conflict_state') : null;
}

function refineLimit(category: FaultCategory, { status, body, retry }: Evidence): FirstJudgement | null {
  const hasWait = !retry.isZero && (retry.retryAt ?? retry.retryAfterSeconds) !== null;
  const isNameOnly = isNameOf413(body.message ?? '') && (hasWait || category === 'rate_limited');
  const kind = isNameOnly ? null : kindOf(body, limitKind);
  if (kind !== null) return kind === category ? null : byMessage(kind);
  // OpenStack services send "retry after 0" with a used-up quota where 413 leaves it open; a rate limit has something to wait for.
  if (retry.isZero && ![429, 498].includes(status ?? body.code ?? 0)) return { category: 'quota', decidedBy: 'wait' };
  return hasWait && category !== 'rate_limited' ? { category: 'rate_limited', decidedBy: 'wait' } : null;
}

function byMessage(category: FaultCategory): FirstJudgement {
  return { category, decidedBy: 'message' };
}

function byBody(category: FaultCategory): FirstJudgement {
  return { category, decidedBy: 'body' };
}

/** The message speaks first, unless it only names the code; details and the finer name speak where it is silent. */
function kindOf({ message, details, type }: FaultBody, kindIn: (text: string) => LimitKind | null): LimitKind | null {
  const texts = isNameOf413(message ?? '') ? [details, message, type] : [message, details, type];
  return texts.map((text) => kindIn(text ?? '')).find((kind) => kind !== null) ?? null;
}

function textOf({ message, details, type, shape }: FaultBody): string {
  const plainMessage = shape !== 'html' && message !== null && findHtml(message) !== -1 ? describeHtml(message) : message;
  return [plainMessage, details, type].filter((part) => part !== null).join('\n');
}
