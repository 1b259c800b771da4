// What the log of the agent tells, read by a child of its own: a log may lie on a mount that hangs, and what was read
// before it did counts.
import type { LogFacts } from '../../../facts/log.js';
import { crashed, observed, unavailable, type Observed } from '../../../facts/observed.js';
import { eachLine } from '../../platform/lines.js';
import { startChild, type Child } from '../../platform/start-child.js';
import type { System } from '../../platform/system.js';
import type { LogJob, LogPlace, LogSaid } from './log-job.js';

export interface LogRequest {
  readonly places: readonly LogPlace[];
  /** Problems of so long before now are counted. */
  readonly windowSeconds: number;
  /** What comes so soon after a start is told apart. */
  readonly graceSeconds: number;
  readonly limitMs: number;
}

/** The child stops by itself this much earlier, and tells what it has. */
const lastWordsMs = 500;

export function gatherLog(system: System, request: LogRequest, signal: AbortSignal): Promise<Observed<LogFacts>> {
  const { places, windowSeconds, graceSeconds, limitMs } = request;
  const lookedAtMs = system.now().getTime();
  const job: LogJob = {
    root: system.root === '/' ? '' : system.root,
    places,
    lookedAtMs,
    windowBeganAtMs: lookedAtMs - windowSeconds * 1_000,
    graceMs: graceSeconds * 1_000,
    limitMs: Math.max(0, limitMs - lastWordsMs),
  };
  try {
    return answerOf(startChild('log'), job, signal);
  } catch (error) {
    return Promise.resolve(crashed('the start of the reader of logs', error));
  }
}

function answerOf(child: Child, job: LogJob, signal: AbortSignal): Promise<Observed<LogFacts>> {
  return new Promise((resolve) => {
    let soFar: LogFacts | null = null;
    const finish = (answer: Observed<LogFacts>): void => {
      signal.removeEventListener('abort', giveUp);
      child.letGo();
      resolve(answer);
    };
    const giveUp = (): void => finish(hasAgentLines(soFar) ? observed(soFar) : silent(job));
    signal.addEventListener('abort', giveUp);
    eachLine(child.output, (line) => {
      // The child is our own program.
      const said = JSON.parse(line) as LogSaid;
      if (said.said === 'done') finish(said.answer);
      else soFar = said.facts;
    });
    child.onEnd((lastWords) => finish(crashed('the reader of logs', new Error(lastWords))));
    child.input.end(JSON.stringify(job));
  });
}

const hasAgentLines = (facts: LogFacts | null): facts is LogFacts => facts?.files.some(({ writer }) => writer === 'agent') === true;

function silent({ places, limitMs }: LogJob): Observed<never> {
  const path = places.find(({ writer }) => writer === 'agent')?.path ?? 'the log';
  return unavailable('timed-out', `${path} gave no answer within ${limitMs} ms: look at the mount that it lies on`);
}
