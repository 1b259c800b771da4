// Why the login was refused. Identity tells a disabled user and a missing second factor by its words alone.
import type { ApiFacts } from '../../facts/api.js';
import type { Verdict } from '../check.js';
import { endedBy, faultEvidence, loginEvidence } from './service-fault.js';

export const loginProblems = ['credentials-refused', 'user-disabled', 'second-factor-needed', 'login-forbidden'] as const;

/** null where identity did not refuse them: it was not reached, or has trouble of its own. They prove nothing of the agent's own key. */
export function loginProblem(api: ApiFacts): Verdict | null {
  const fault = endedBy(['login'], api);
  const problem = fault === null ? null : problemOf(fault.reply.status, fault.reply.body);
  if (fault === null || problem === null) return null;
  const { host } = fault.reply.endpoint;
  return { status: 'warning', problem, evidence: [...faultEvidence(fault), ...loginEvidence(api, host)] };
}

function problemOf(status: number | null, body: string): (typeof loginProblems)[number] | null {
  if (status !== 401 && status !== 403 && status !== 404) return null;
  if (/multi-?\s?factor|second factor|two-?\s?factor|\bmfa\b|passcode/i.test(body)) return 'second-factor-needed';
  if (/\bdisabled\b/i.test(body)) return 'user-disabled';
  return status === 403 ? 'login-forbidden' : 'credentials-refused';
}
