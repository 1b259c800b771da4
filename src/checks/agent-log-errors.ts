// Which errors stand in the log of the agent and its updater? The gravest kind speaks, the others stand in its evidence.
import type { AgentFacts } from '../facts/agent.js';
import { activityOf } from '../facts/agents/running.js';
import type { LogFacts, LogWriter } from '../facts/log.js';
import { justBefore, lastStop, wasTakenDown } from '../facts/log/told-by-log.js';
import { valueOf } from '../facts/observed.js';
import { isInGrace, isNetworkProblem, kindsIn, knownProblems, type Kind } from './agent-log-errors/known-kinds.js';
import { groundEvidence, kindEvidence, otherKindEvidence } from './agent-log-errors/log-evidence.js';
import { whyUntold } from './agent-log-errors/why-untold.js';
import { defineCheck, type Verdict } from './check.js';
import { word } from './network/evidence.js';

export const agentLogErrors = defineCheck({
  id: 'agent-log-errors',
  needs: ['log'],
  uses: ['agent', 'agent.logSettings'],
  limits: ['windowSeconds', 'graceSeconds', 'quitSeconds'],
  problems: [...knownProblems, 'agent-quit'],
  judge({ log, agent, 'agent.logSettings': settings }, { graceSeconds, quitSeconds }, signatures = []) {
    const pathOf = (asked: LogWriter): string => log.files.find(({ writer }) => writer === asked)?.path ?? settings?.path ?? 'the log';
    const path = pathOf('agent');
    const kinds = kindsIn(log, signatures, graceSeconds);
    const graceLineCount = log.groups.filter(isInGrace).reduce((sum, { lineCount }) => sum + lineCount, 0);
    const ground = groundEvidence(log, path, graceLineCount);
    const [worst, ...others] = kinds;
    const also = (rest: readonly Kind[]): Verdict['evidence'] => [
      ...rest.map((kind) => otherKindEvidence(kind, pathOf(kind.told.newest.writer))),
      ...ground,
    ];
    const quitAt = worst?.status === 'critical' ? null : quit(log, agent, kinds, quitSeconds);
    if (quitAt !== null) {
      const evidence = [word(path, 'lastAt', quitAt, path), ...(also(kinds) ?? [])];
      return { status: 'critical', problem: 'agent-quit', confidence: 'likely', evidence };
    }
    if (worst !== undefined) {
      const { status, problem } = worst;
      return { status, problem, evidence: [...kindEvidence(worst, pathOf(worst.told.newest.writer)), ...(also(others) ?? [])] };
    }
    const reason = whyUntold(log, settings, path, isRunning(agent));
    return reason === null ? { status: 'ok', evidence: ground } : { status: 'unknown', reason, evidence: ground };
  },
});

const isRunning = (agent: AgentFacts | null): boolean => agent !== null && valueOf(activityOf(agent)) === 'running';

/** When it stopped itself: it does so when it cannot reach its servers. An orderly stop without such trouble before it was asked for. */
function quit(log: LogFacts, agent: AgentFacts | null, kinds: readonly Kind[], quitSeconds: number): string | null {
  const stoppedAt = lastStop(log);
  if (stoppedAt === null || agent === null || valueOf(activityOf(agent)) !== 'stopped' || wasTakenDown(log, stoppedAt)) return null;
  const troubles = kinds.filter(({ problem }) => isNetworkProblem(problem) || problem === 'service-refused');
  return troubles.some(({ told }) => justBefore(told.newest, stoppedAt, quitSeconds)) ? stoppedAt : null;
}
