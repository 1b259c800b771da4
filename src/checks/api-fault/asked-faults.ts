// Faults that the services answered to questions with credentials. Whoever is not let in, and an outage before the agent's and the
// vault's own resources, have checks of their own.
import type { ApiCall, ApiFacts, ApiFault } from '../../facts/api.js';
import { isRefusal, outageOf } from '../cloud-services/service-fault.js';
import { answeredFault } from './answered-fault.js';
import type { FoundFault } from './found-fault.js';
import { noAnswer } from './no-answer.js';
import { overlong } from './overlong.js';
import { strangeAnswer } from './strange-answer.js';

const withOwnCheck: ReadonlySet<ApiCall> = new Set([
  'agent',
  'configurations',
  'activity',
  'report',
  'account',
  'vault-container',
  'vault-listing',
]);

export function askedFaults(api: ApiFacts | null): readonly FoundFault[] {
  const own = (api?.faults ?? []).filter((fault) => !fault.hasPassed && !isJudgedElsewhere(fault));
  return own.flatMap(({ reply }) => strangeAnswer(reply) ?? answeredFault(reply) ?? noAnswer(reply) ?? overlong(reply) ?? []);
}

/** That --wake needs a role of its own is told nowhere else. */
function isJudgedElsewhere(fault: ApiFault): boolean {
  if (isRefusal(fault)) return fault.call !== 'wake-up';
  return withOwnCheck.has(fault.call) && outageOf(fault) !== null;
}
