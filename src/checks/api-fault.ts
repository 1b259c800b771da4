// What did the APIs answer during this run? Faults are read by the same interpreter as `backup-doctor fault`. Only a
// server that proved who it is speaks here; for all others the check of the layer that failed does.
import type { ApiReply } from '../facts/network.js';
import type { PathCell } from '../facts/paths.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { askedFaults } from './api-fault/asked-faults.js';
import { answeredFault, faultProblems } from './api-fault/answered-fault.js';
import { noAnswer } from './api-fault/no-answer.js';
import { endlessHealth, strangeAnswer } from './api-fault/strange-answer.js';
import type { FoundFault } from './api-fault/found-fault.js';
import { lateRefusals } from '../facts/log/told-by-log.js';
import { count, word } from './network/evidence.js';
import { hasReached, hostsOf, isNeeded, isOnLossyWay } from './network/judged-ways.js';
import { loggedEvidence } from './network/log-lines.js';

export const apiFault = defineCheck({
  id: 'api-fault',
  needs: ['paths'],
  uses: ['api', 'log'],
  problems: [...faultProblems, 'not-the-service', 'no-answer'],
  judge({ paths, api, log }) {
    const asked = paths.filter(hasReply).filter((cell) => hasReached('http', cell));
    const told = asked.filter(({ reply }) => reply.status !== null || reply.errorCode !== 'cut-off');
    // The doctor's own questions are no need of the agent.
    const toDoctor = askedFaults(api).map((found) => ({ ...found, isCritical: false }));
    const faults = [...told.flatMap((cell) => toFault(cell, paths)), ...toDoctor].sort((a, b) => Number(b.isCritical) - Number(a.isCritical));
    const ground = [
      count('the APIs', 'answerCount', hostsOf(told.filter(isAnswered)).length, 'HTTPS answers'),
      ...told.flatMap(statusEvidence),
      // Not asked for with the agent's key, an API cannot show that it refuses it.
      ...loggedEvidence(lateRefusals(log)),
    ];
    if (faults[0]?.isCritical === true) return worstOf(faults, ground);
    const cutOff = asked.find((cell) => !told.includes(cell) && isNeeded(cell, paths));
    if (cutOff !== undefined) return { status: 'unknown', reason: cutOffReason(cutOff), evidence: ground };
    if (faults.length > 0) return worstOf(faults, ground);
    if (told.length === 0) return { status: 'unknown', reason: 'no API was reached that could be asked for its health' };
    return { status: 'ok', evidence: ground };
  },
});

type AskedCell = PathCell & { readonly reply: ApiReply };

const hasReply = (cell: PathCell): cell is AskedCell => cell.reply !== null;

const isAnswered = ({ reply }: AskedCell): boolean => reply.status !== null;

interface Fault extends FoundFault {
  readonly isCritical: boolean;
}

function toFault(cell: AskedCell, cells: readonly PathCell[]): readonly Fault[] {
  const found = strangeAnswer(cell.reply) ?? endlessHealth(cell.reply) ?? answeredFault(cell.reply) ?? noAnswer(cell.reply);
  if (found === null) return [];
  const isChance = found.problem === 'no-answer' && isOnLossyWay(cell, cells);
  return [{ ...found, isCritical: found.stopsAgent && isNeeded(cell, cells) && !isChance }];
}

/** The first one speaks, all are shown. */
function worstOf(faults: readonly Fault[], ground: readonly Evidence[]): Verdict {
  const { problem = 'other-fault', isCritical = false, confidence = 'certain' } = faults[0] ?? {};
  const evidence = [...faults.flatMap((fault) => fault.evidence), ...ground];
  return { status: isCritical ? 'critical' : 'warning', problem, confidence, evidence };
}

const statusEvidence = ({ reply }: AskedCell): readonly Evidence[] => [
  word(reply.endpoint.host, 'answeredStatus', reply.status === null ? reply.errorCode : String(reply.status), reply.url),
];

const cutOffReason = ({ endpoint }: PathCell): string => `the run ended before ${endpoint.host} could answer: raise --timeout`;
