// Without the services' answer there is the agent's log. It can show that a backup failed, never that one succeeded.
import { loggedFailure } from '../../facts/jobs/logged-failure.js';
import type { LogFacts } from '../../facts/log.js';
import type { Verdict } from '../check.js';
import type { Limits } from './case.js';
import { measured, textOf, told } from './evidence.js';

/** @param why what the services could not be asked for, and how to enable it */
export function judgeLog(log: LogFacts | null, why: string, { recentSeconds }: Limits): Verdict {
  if (log === null) return { status: 'unknown', reason: why };
  const failure = loggedFailure(log);
  if (failure === null) {
    const span = log.readBackTo === null ? 'holds no line with a time' : `shows no failed backup back to ${log.readBackTo}`;
    return { status: 'unknown', reason: `the agent's log ${span}, which proves no success; ${why}` };
  }
  const { event, wasFollowed, ageSeconds } = failure;
  const subject = log.files.find(({ writer }) => writer === 'agent')?.path ?? "the agent's log";
  const evidence = [
    told(subject, 'failedAt', event.at, subject),
    told(subject, 'failure', event.kind === 'backup-failed' ? 'did not complete' : 'did not start', subject),
    told(subject, 'backupId', textOf(event.backupId), subject),
    told(subject, 'wasFollowed', wasFollowed, subject),
    told(subject, 'lastLineAt', log.lastLineAt, subject),
    measured(subject, 'logAgeSeconds', ageSeconds, 'seconds', subject),
  ];
  const isCurrent = !wasFollowed && ageSeconds < recentSeconds;
  return { status: isCurrent ? 'critical' : 'warning', problem: 'failed-in-log', confidence: isCurrent ? 'likely' : 'possible', evidence };
}
