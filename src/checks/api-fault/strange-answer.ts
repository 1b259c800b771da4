// An answer that the service never gives: a portal's redirect, the page of a filter, a proxy that wants a login. Something
// between this host and the service answers in its place.
import { describeHtml } from '../../facts/fault/read-html.js';
import { readBody } from '../../facts/fault/read-body.js';
import { isEndless, isForeignPage } from '../../facts/network/health-answer.js';
import type { ApiReply } from '../../facts/network.js';
import type { Confidence } from '../check.js';
import { word } from '../network/evidence.js';
import type { FoundFault } from './found-fault.js';

export function strangeAnswer(reply: ApiReply): FoundFault | null {
  const strange = redirect(reply) ?? loginDemand(reply) ?? foreignPage(reply);
  return strange === null ? null : inPlaceOf(reply, strange);
}

/** No health answer is long. */
export function endlessHealth(reply: ApiReply): FoundFault | null {
  const { status, body } = reply;
  if (status === null || status >= 300 || !isEndless(reply)) return null;
  return inPlaceOf(reply, { answer: `an answer without end (HTTP ${status}, more than ${body.length} characters)`, confidence: 'certain' });
}

function inPlaceOf(reply: ApiReply, strange: Strange): FoundFault {
  const { url, endpoint, headers } = reply;
  const say = (name: string, value: string | null) => word(endpoint.host, name, value, url);
  const evidence = [
    say('httpStatus', String(reply.status)),
    say('answer', strange.answer),
    say('location', headers['location'] ?? null),
    say('server', headers['server'] ?? null),
    say('via', headers['via'] ?? null),
    say('url', url),
  ];
  return { problem: 'not-the-service', stopsAgent: true, confidence: strange.confidence, evidence };
}

interface Strange {
  readonly answer: string;
  readonly confidence: Confidence;
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Health resources do not move. A service that moves one within itself is still a possibility. */
function redirect({ status, headers, endpoint }: ApiReply): Strange | null {
  if (status === null || !redirectStatuses.has(status)) return null;
  const location = headers['location'] ?? null;
  const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(location ?? '')?.[1]?.toLowerCase() ?? endpoint.host;
  const answer = `a redirect (HTTP ${status}) to ${location ?? 'another place on the same host'}`;
  return { answer, confidence: host === endpoint.host ? 'likely' : 'certain' };
}

/** By their definition only proxies and captive portals send these. */
const loginDemands: Readonly<Record<number, string>> = {
  407: 'the demand of a proxy for its user and password (HTTP 407)',
  511: 'the demand of a network for a login (HTTP 511)',
};

function loginDemand({ status }: ApiReply): Strange | null {
  const answer = loginDemands[status ?? 0];
  return answer === undefined ? null : { answer, confidence: 'certain' };
}

/** Only a guess by its words tells the page of a filter from that of the service's own web server. */
const filterWords = /\b(?:block(?:ed|ing)|filter(?:ed|ing)?|polic(?:y|ies)|firewall|captive|web ?gateway|categor(?:y|ies))\b/i;
const longestQuote = 80;

function foreignPage(reply: ApiReply): Strange | null {
  const { status, body } = reply;
  if (status === null || status >= 500 || readBody(body).shape !== 'html') return null;
  const text = describeHtml(body);
  const isForeign = status < 300 ? isForeignPage(reply) : status >= 400 && filterWords.test(text);
  if (!isForeign) return null;
  const quote = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  return { answer: `a web page (HTTP ${status}${quote === '' ? '' : `, "${quote}"`})`, confidence: 'likely' };
}
