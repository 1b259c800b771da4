// What faults did the APIs answer during this run? Each is read by the same interpreter as `backup-doctor fault`.
// A health resource that is not there, or wants another request, is no fault of this host: evidence alone.
import { interpretFault } from '../facts/fault/interpret-fault.js';
import type { FaultCategory, FaultInterpretation } from '../facts/fault/fault-interpretation.js';
import type { ApiReply } from '../facts/network.js';
import { defineCheck, type Evidence } from './check.js';
import { count, word } from './network/evidence.js';

/** By category: the problem, and whether it stops an agent that needs the endpoint. null is no fault of this host. */
const meanings: Readonly<Record<FaultCategory, { readonly problem: string; readonly stopsAgent: boolean } | null>> = {
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

export const apiFault = defineCheck({
  id: 'api-fault',
  needs: ['apiReplies'],
  problems: ['server-error', 'service-unavailable', 'gateway', 'rate-limited', 'quota', 'refused', 'other-fault'],
  judge({ apiReplies }) {
    const answered = apiReplies.flatMap(toAnswer);
    const silent = apiReplies.filter(({ status, endpoint }) => status === null && endpoint.isRequired);
    if (answered.length === 0) return { status: 'unknown', reason: `no API gave an answer that could be read${codesOf(silent)}` };
    const faults = answered.flatMap(toFault).sort((a, b) => Number(b.isCritical) - Number(a.isCritical));
    const ground = [count('the APIs', 'answerCount', answered.length, 'HTTPS answers'), ...answered.flatMap(statusEvidence)];
    const [worst] = faults;
    if (worst === undefined && silent.length > 0) {
      return { status: 'unknown', reason: `an API that the agent needs was reached and gave no answer${codesOf(silent)}`, evidence: ground };
    }
    if (worst === undefined) return { status: 'ok', evidence: ground };
    const evidence = [...faultEvidence(worst), ...faults.slice(1).flatMap(faultEvidence), ...ground];
    return { status: worst.isCritical ? 'critical' : 'warning', problem: worst.problem, evidence };
  },
});

/** ` (api.drivesrvr.com: CERT_HAS_EXPIRED)` */
const codesOf = (silent: readonly ApiReply[]): string =>
  silent.length === 0 ? '' : ` (${silent.map(({ endpoint, errorCode }) => `${endpoint.host}: ${errorCode ?? 'no code'}`).join(', ')})`;

interface Answer {
  readonly reply: ApiReply;
  readonly status: number;
}

interface Fault {
  readonly reply: ApiReply;
  readonly interpretation: FaultInterpretation;
  readonly problem: string;
  readonly isCritical: boolean;
}

const toAnswer = (reply: ApiReply): readonly Answer[] => (reply.status === null ? [] : [{ reply, status: reply.status }]);

function toFault({ reply, status }: Answer): readonly Fault[] {
  if (status < 400) return [];
  const interpretation = interpretFault({ status, headers: reply.headers, body: reply.body, receivedAt: reply.askedAt });
  const meaning = meanings[interpretation.category];
  if (meaning === null) return [];
  return [{ reply, interpretation, problem: meaning.problem, isCritical: meaning.stopsAgent && reply.endpoint.isRequired }];
}

function faultEvidence({ reply, interpretation }: Fault): readonly Evidence[] {
  const { url, endpoint } = reply;
  const { httpStatus, category, element, sentence, solution, retryAt } = interpretation;
  return [
    word(endpoint.host, 'httpStatus', String(httpStatus), url),
    word(endpoint.host, 'category', category, url),
    word(endpoint.host, 'element', element, url),
    word(endpoint.host, 'explanation', sentence, url),
    word(endpoint.host, 'advice', solution[0]?.text ?? null, url),
    ...(retryAt === null ? [] : [word(endpoint.host, 'retryAt', retryAt, url)]),
  ];
}

const statusEvidence = ({ reply, status }: Answer): readonly Evidence[] => [
  word(reply.endpoint.host, 'answeredStatus', String(status), reply.url),
];
