// A fault that the service itself tells, by its status or in its health answer. A health resource that is not there, or wants
// another request, is no fault of this host.
import { listOfflineParts } from '../../facts/fault/fault-texts.js';
import type { FaultCategory, FaultInterpretation } from '../../facts/fault/fault-interpretation.js';
import { interpretFault } from '../../facts/fault/interpret-fault.js';
import { readJson } from '../../facts/fault/read-json.js';
import type { ApiReply } from '../../facts/network.js';
import type { Evidence } from '../check.js';
import { word } from '../network/evidence.js';
import type { FoundFault } from './found-fault.js';

export const faultProblems = ['server-error', 'service-unavailable', 'gateway', 'rate-limited', 'quota', 'refused', 'other-fault'] as const;

/** By category: the problem, and whether it stops an agent that needs the endpoint. null is no fault of this host. */
const meanings: Readonly<Record<FaultCategory, { readonly problem: (typeof faultProblems)[number]; readonly stopsAgent: boolean } | null>> =
  {
    server_error: { problem: 'server-error', stopsAgent: true },
    service_unavailable: { problem: 'service-unavailable', stopsAgent: true },
    gateway: { problem: 'gateway', stopsAgent: true },
    rate_limited: { problem: 'rate-limited', stopsAgent: false },
    rate_limited_or_too_large: { problem: 'rate-limited', stopsAgent: false },
    quota: { problem: 'quota', stopsAgent: false },
    auth: { problem: 'refused', stopsAgent: false },
    auth_request: { problem: 'refused', stopsAgent: false },
    forbidden: { problem: 'refused', stopsAgent: false },
    entity_too_large: { problem: 'other-fault', stopsAgent: false },
    conflict_state: { problem: 'other-fault', stopsAgent: false },
    unparsable: { problem: 'other-fault', stopsAgent: false },
    not_found: null,
    bad_request: null,
    not_an_api_failure: null,
  };

const serviceUnavailable = 503;

export function answeredFault(reply: ApiReply): FoundFault | null {
  const { status, headers, body, askedAt } = reply;
  const offline = offlineParts(body);
  if (status === null || (status < 400 && offline === null)) return null;
  // Some health resources answer 200 and tell in the body which part does not work.
  const interpretation = interpretFault({ status: status < 400 ? serviceUnavailable : status, headers, body, receivedAt: askedAt });
  const meaning = meanings[interpretation.category];
  if (meaning === null) return null;
  const explanation = status < 400 ? `it says itself that a part of it does not work: ${offline ?? ''}` : interpretation.sentence;
  return { ...meaning, confidence: 'certain', evidence: faultEvidence(reply, interpretation, explanation, offline) };
}

/** `storage.cassandra`; null where the health answer calls nothing offline. */
function offlineParts(body: string): string | null {
  const parts = listOfflineParts(readJson(body.trim())?.tree);
  return parts.length === 0 ? null : parts.map((part) => part || 'the service as a whole').join(', ');
}

function faultEvidence(
  { url, endpoint: { host }, status }: ApiReply,
  { category, element, solution, retryAt }: FaultInterpretation,
  explanation: string,
  offline: string | null,
): readonly Evidence[] {
  return [
    word(host, 'httpStatus', String(status), url),
    word(host, 'category', category, url),
    word(host, 'element', element, url),
    word(host, 'explanation', explanation, url),
    word(host, 'advice', solution[0]?.text ?? null, url),
    ...(offline === null ? [] : [word(host, 'offlineParts', offline, url)]),
    ...(retryAt === null ? [] : [word(host, 'retryAt', retryAt, url)]),
  ];
}
