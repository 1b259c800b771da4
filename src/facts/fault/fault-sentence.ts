// One sentence for an administrator: what came, what it means, how long to wait, what the service says itself, and
// whether the element, the status or the message decided.

import { factsOf } from './categories.js';
import { shorten } from './clean-text.js';
import type { Story } from './solution-steps.js';

const maxQuoteLength = 200;

export function sentenceFor(story: Story): string {
  const { findings, judgement } = story;
  const says = `${factsOf(findings.category, findings.retryable).says}${computeNote(story)}`;
  const clauses = [says, waitClause(story), quoteClause(story)].filter((clause) => clause !== '');
  const basis = basisNames[judgement.decidedBy];
  return `${whatCame(story)}: ${clauses.join('; ')}${basis === '' ? '' : ` (judged by the ${basis})`}.`;
}

const basisNames = {
  status: 'HTTP status',
  element: 'fault element',
  code: 'code in the body',
  message: 'message',
  wait: 'time to wait',
  body: 'form of the body',
  nothing: '',
} as const;

const shapeNames = {
  json: 'a JSON body',
  xml: 'an XML body',
  html: 'an HTML page',
  text: 'a plain text body',
  empty: 'an empty body',
} as const;

function whatCame({ findings: { httpStatus, element, shape, code }, body }: Story): string {
  const status = httpStatus === null ? 'An answer without HTTP status' : `HTTP ${httpStatus}`;
  const form = element === null ? shapeNames[shape] : `the fault element ${element}`;
  const otherCode = code !== null && code !== httpStatus ? ` and code ${code} in it` : '';
  return `${status} with ${form}${qualityNotes[body.quality]}${otherCode}`;
}

const qualityNotes = {
  whole: '',
  damaged: ' (damaged, read as far as possible)',
  refused: ' (not read: it has a DOCTYPE or is nested too deeply)',
  binary: ' (not text)',
} as const;

function computeNote({ judgement: { element }, findings: { category } }: Story): string {
  const isNoted = element?.isCloudServersOnly === true && category !== 'not_an_api_failure';
  return isNoted ? ' (a fault of the Cloud Servers API, not of Cloud Backup)' : '';
}

function waitClause(story: Story): string {
  const wait = waitOf(story);
  return story.retry.isLongest && wait !== '' ? `${wait}, the longest of the times that it names` : wait;
}

function waitOf({ findings: { category, retryAt, retryAfterSeconds } }: Story): string {
  if (retryAfterSeconds === 0 && retryAt !== null) return `the time to wait for is over since ${retryAt}`;
  if (retryAfterSeconds !== null) return `wait ${retryAfterSeconds} s${retryAt === null ? '' : `, until ${retryAt}`}`;
  if (retryAt !== null) return `wait until ${retryAt}`;
  return category === 'rate_limited' ? 'it names no time to wait' : '';
}

function quoteClause({ findings: { message, category }, body: { embeddedFaults } }: Story): string {
  if (category === 'not_an_api_failure' && embeddedFaults.length > 0) {
    return 'the fault inside the body belongs to the resource that it describes';
  }
  return message === null ? '' : `the answer says "${shorten(message, maxQuoteLength).replace(/"/g, "'")}"`;
}
