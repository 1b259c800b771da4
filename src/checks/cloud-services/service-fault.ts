// What the services answered to the doctor's own questions, for the checks that judge it: which fault ended a call, and what of it
// is told.
import type { ApiCall, ApiFacts, ApiFault } from '../../facts/api.js';
import { interpretFault } from '../../facts/fault/interpret-fault.js';
import type { Evidence } from '../check.js';
import { count, word } from '../network/evidence.js';

/** The fault that one of these calls ended with, in their order; null where each of them was answered or never asked. */
export function endedBy(calls: readonly ApiCall[], { faults }: ApiFacts): ApiFault | null {
  const ended = calls.flatMap((call) => faults.filter((fault) => fault.call === call && !fault.hasPassed));
  return ended[0] ?? null;
}

/** Who asked is not let in. Whether the service can be reached is another question. */
export const isRefusal = ({ reply: { status } }: ApiFault): boolean => status === 401 || status === 403;

/** What went wrong on the service's side; null for an answer that asks for something else. */
export function outageOf({ reply: { status, errorCode } }: ApiFault): 'unhealthy' | 'no-answer' | null {
  if (status === null) return 'no-answer';
  if (status >= 500) return 'unhealthy';
  return status < 300 && errorCode !== null ? 'no-answer' : null;
}

/** The sentence of the interpreter, and the numbers around it. */
export function faultEvidence({ reply }: ApiFault): readonly Evidence[] {
  const { url, endpoint, status, errorCode, headers, body, askedAt, tookMs } = reply;
  const { sentence } = interpretFault({ status, headers, body, receivedAt: askedAt });
  return [
    word(endpoint.host, 'httpStatus', status === null ? errorCode : String(status), url),
    word(endpoint.host, 'explanation', status === null ? `nothing came within ${tookMs} ms` : sentence, url),
    word(endpoint.host, 'url', url, url),
    { subject: endpoint.host, name: 'waitedMs', value: tookMs, unit: 'milliseconds', source: url },
  ];
}

export const loginEvidence = (api: ApiFacts, subject: string): readonly Evidence[] => {
  const { credentials, login } = api;
  const source = 'login to identity v2.0';
  if (login.state !== 'observed') return [word(subject, 'credentials', `${credentials.kind} (${credentials.source})`, 'options')];
  const { roles, accountId } = login.value;
  return [
    word(subject, 'credentials', `${credentials.kind} (${credentials.source})`, 'options'),
    word(subject, 'givenAccount', accountId, source),
    word(subject, 'roles', roles.join(', ') || 'none', source),
    count(subject, 'roleCount', roles.length, source),
  ];
};

/** Host of the service as the login names it. */
export function serviceHost(type: 'rax:backup' | 'object-store', { login }: ApiFacts, otherwise: string): string {
  const url = login.state === 'observed' ? login.value.services.find((service) => service.type === type)?.publicUrl : undefined;
  return /^https:\/\/([^/:]+)/.exec(url ?? '')?.[1] ?? otherwise;
}
