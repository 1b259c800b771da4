// Any answer of an API, whole or broken → what failed, whose it is, whether and when to retry, what to do. Pure: the
// caller brings the time. `fault` and the check `api-fault` both stand on this one function.

import { maxBodyBytes, readBodyText } from './body-text.js';
import { categoryFacts } from './categories.js';
import { cleanText } from './clean-text.js';
import type { FaultCategory, FaultInterpretation, FaultReply } from './fault-interpretation.js';
import { sentenceFor } from './fault-sentence.js';
import { joinHeaders, splitHttpMessage } from './http-message.js';
import { codeInWords, judgeCategory } from './judge-category.js';
import type { Evidence, Judgement } from './judge-category.js';
import { isLastingConflict } from './message-kinds.js';
import { readBody } from './read-body.js';
import type { FaultBody } from './read-body.js';
import { describeHtml, findHtml } from './read-html.js';
import { findRetryTime, noRetryTime, spokenWait } from './retry-time.js';
import { solutionFor } from './solution-steps.js';
import type { Findings, Story } from './solution-steps.js';

export function interpretFault(reply: FaultReply): FaultInterpretation {
  const { text, isCut } = readBodyText(reply.body);
  const saved = splitHttpMessage(text);
  const status = httpStatus(reply.status) ?? saved.status;
  const headers = new Map([...saved.headers, ...joinHeaders(Object.entries(reply.headers))]);
  const body = readBody(saved.body);
  const spokenWaits = [body.message, body.details].map((words) => spokenWait(words ?? ''));
  const retry = findRetryTime([...retryHeaders(headers), ...body.retryValues, ...spokenWaits], reply.receivedAt);
  const evidence: Evidence = { status, body, retry };
  const judgement = judgeCategory(evidence);
  const findings = findingsOf(evidence, judgement);
  const story: Story = { findings, judgement, body, headers, retry };
  const cutNote = isCut ? ` Only the first ${maxBodyBytes / 1024 / 1024} MiB of the body was read.` : '';
  return { ...findings, sentence: `${sentenceFor(story)}${cutNote}`, solution: solutionFor(story) };
}

function findingsOf({ status, body, retry }: Evidence, { category, element }: Judgement): Findings {
  const retryable = isRetryable(category, body);
  // A time to wait for contradicts an answer that waiting does not change, as the 0 that comes with a quota.
  const { retryAt, retryAfterSeconds } = retryable === false ? noRetryTime : retry;
  return {
    schemaVersion: '1',
    httpStatus: status,
    shape: body.shape,
    // An unknown root of an answer that did not fail is a resource, not a fault.
    element: category === 'not_an_api_failure' && element === null ? null : body.element,
    category,
    code: body.code ?? status ?? (['html', 'text'].includes(body.shape) ? codeInWords(body) : null),
    message: shownText(body.message, body),
    details: shownText(body.details, body),
    retryable,
    retryAt,
    retryAfterSeconds,
  };
}

function isRetryable(category: FaultCategory, { message, details }: FaultBody): boolean | null {
  if (category === 'conflict_state' && isLastingConflict(`${message ?? ''}\n${details ?? ''}`)) return false;
  return categoryFacts[category].isRetryable;
}

function retryHeaders(headers: ReadonlyMap<string, string>): readonly unknown[] {
  return [headers.get('retry-after'), headers.get('reply-after')];
}

/** Anything that is no HTTP status was not given: 0, NaN, 1000. */
function httpStatus(status: number | null): number | null {
  return status !== null && Number.isInteger(status) && status >= 100 && status <= 999 ? status : null;
}

/** A whole HTML page inside a message is told by its title and text. */
function shownText(text: string | null, { shape }: FaultBody): string | null {
  if (text === null) return null;
  const pageStart = shape === 'html' ? -1 : findHtml(text);
  const plain = pageStart === -1 ? text : `${text.slice(0, pageStart)}${describeHtml(text.slice(pageStart))}`;
  const shown = cleanText(plain);
  return shown === '' ? null : shown;
}
