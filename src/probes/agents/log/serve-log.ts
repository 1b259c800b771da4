// Child side of the reader of logs.
import { readFileSync } from 'node:fs';
import { endWithParent } from '../../platform/end-with-parent.js';
import { keepLittleGarbage } from '../../platform/lean-engine.js';
import { writeLine } from '../../platform/lines.js';
import { localTime } from './local-time.js';
import type { LogJob, LogSaid } from './log-job.js';
import { readLog } from './read-log.js';

export function serve(): void {
  const job = JSON.parse(readFileSync(0, 'utf8')) as LogJob;
  endWithParent();
  keepLittleGarbage();
  const answer = readLog(job, localTime(job.root), (facts) => tell({ said: 'so-far', facts }));
  tell({ said: 'done', answer });
}

const tell = (said: LogSaid): void => writeLine(said);
