// The server proves who it is and then stays silent, or its answer never comes to its end. What was readable of such an
// answer still counts: a status that tells a fault, or an OK.
import { isUnfinished } from '../../facts/network/health-answer.js';
import type { ApiReply } from '../../facts/network.js';
import { word } from '../network/evidence.js';
import type { FoundFault } from './found-fault.js';

export function noAnswer(reply: ApiReply): FoundFault | null {
  const ending = endingOf(reply);
  if (ending === null) return null;
  const { url, endpoint, errorCode, tookMs } = reply;
  const evidence = [
    word(endpoint.host, 'ending', ending, url),
    word(endpoint.host, 'errorCode', errorCode, url),
    word(endpoint.host, 'url', url, url),
    { subject: endpoint.host, name: 'answerMs', value: tookMs, unit: 'milliseconds', source: url } as const,
  ];
  return { problem: 'no-answer', stopsAgent: true, confidence: 'certain', evidence };
}

function endingOf(reply: ApiReply): string | null {
  const { status, errorCode, tookMs } = reply;
  const code = errorCode ?? 'no code';
  if (status === null) return errorCode === 'ETIMEDOUT' ? `nothing came within ${tookMs} ms` : `the connection broke off (${code})`;
  return !isUnfinished(reply) ? null : `HTTP ${status} came, but its body never came to an end (${code})`;
}
