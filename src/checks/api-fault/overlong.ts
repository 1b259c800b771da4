// More of an answer than is read, and it is no JSON. A list may be long; whoever asked for that says so.
import { isEndless } from '../../facts/network/health-answer.js';
import type { ApiReply } from '../../facts/network.js';
import { word } from '../network/evidence.js';
import type { FoundFault } from './found-fault.js';

export function overlong(reply: ApiReply): FoundFault | null {
  const { status, url, endpoint } = reply;
  if (status === null || status >= 300 || !isEndless(reply)) return null;
  const say = (name: string, value: string) => word(endpoint.host, name, value, url);
  const evidence = [
    say('httpStatus', String(status)),
    say('explanation', 'more than is read of one answer, and it does not begin as JSON does'),
    say('advice', `Look what comes from ${url}. What it was asked for is not known until it answers in its own form.`),
    say('url', url),
  ];
  return { problem: 'other-fault', stopsAgent: false, confidence: 'certain', evidence };
}
