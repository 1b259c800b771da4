// One question to a child process of ours, which may hang: its whole answer, or why there is none.
import { crashed, observed, unavailable, type Observed } from '../../facts/observed.js';
import { startChild, type Child, type Work } from './start-child.js';

export interface AskLimits {
  readonly limitMs: number;
  /** What lies beyond is lost; a few words need no more than the default. */
  readonly capBytes?: number;
}

const defaultCapBytes = 65_536;

/** Never rejects. */
export function askChild(work: Work, question: string, limits: AskLimits): Promise<Observed<string>> {
  try {
    return answerOf(startChild(work), question, limits);
  } catch (error) {
    return Promise.resolve(crashed(`the start of a process (${work})`, error));
  }
}

function answerOf(child: Child, question: string, { limitMs, capBytes = defaultCapBytes }: AskLimits): Promise<Observed<string>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (fact: Observed<string>): void => {
      clearTimeout(limit);
      child.letGo();
      resolve(fact);
    };
    const limit = setTimeout(() => finish(unavailable('timed-out', `no answer within ${limitMs} ms`)), limitMs);
    child.output.on('data', (chunk: Buffer) => {
      if (bytes < capBytes) chunks.push(chunk.subarray(0, capBytes - bytes));
      bytes += chunk.length;
    });
    child.onEnd(() => {
      const answer = Buffer.concat(chunks).toString('utf8');
      finish(answer === '' ? unavailable('malformed', 'the child process ended without an answer') : observed(answer));
    });
    child.input.end(question);
  });
}
