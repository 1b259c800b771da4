// One question to a child process of ours, which may hang: its whole answer, or why there is none.
import { absent, crashed, observed, unavailable, type Observed } from '../../facts/observed.js';
import { startChild, type Child, type Work } from '../platform/start-child.js';
import type { System } from '../platform/system.js';

const maxAnswerLength = 4_096;

/** Never rejects; 'absent' with --root, since a child looks at the host that runs. */
export function askChild(system: System, work: Work, question: string, limitMs: number): Promise<Observed<string>> {
  if (system.root !== null) return Promise.resolve(absent('only a running host can tell'));
  try {
    return answerOf(startChild(work), question, limitMs);
  } catch (error) {
    return Promise.resolve(crashed(`the start of a process (${work})`, error));
  }
}

function answerOf(child: Child, question: string, limitMs: number): Promise<Observed<string>> {
  return new Promise((resolve) => {
    let answer = '';
    const finish = (fact: Observed<string>): void => {
      clearTimeout(limit);
      child.letGo();
      resolve(fact);
    };
    const limit = setTimeout(() => finish(unavailable('timed-out', `no answer within ${limitMs} ms`)), limitMs);
    child.output.on('data', (chunk: Buffer) => {
      answer = (answer + chunk.toString('utf8')).slice(0, maxAnswerLength);
    });
    child.onEnd(() => finish(answer === '' ? unavailable('malformed', 'the child process ended without an answer') : observed(answer)));
    child.input.end(question);
  });
}
