// The service refused this agent because another machine acts as the same one. Only the agent itself, with its own key, is told
// so: the answer stands in its log and nowhere else.
import type { LogFacts, LogGroup } from '../../facts/log.js';
import type { Clue, Scene } from './clue.js';

/** It tells of two machines and not which of them is the copy. What was written before this registration is of an earlier one. */
export function refusalClues(log: LogFacts | null, { registeredAt }: Scene): readonly Clue[] {
  const at = (log?.groups ?? [])
    .filter((group) => isRefusal(group) && group.lastAt > registeredAt)
    .map(({ lastAt }) => lastAt)
    .sort()
    .at(-1);
  if (at === undefined) return [];
  const source = 'the log of the agent';
  return [{ code: 'fingerprint-refused-by-the-service', speaksFor: 'second-machine', strength: 'strong', root: 'service', source, at }];
}

/** Right after a start the service may not know a key yet. */
const isRefusal = (group: LogGroup): boolean =>
  group.writer === 'agent' && !group.isRightAfterStart && isOfLogin(group) && (group.httpStatus === 409 || isOfFingerprint(group));

const isOfLogin = ({ host, path, message }: LogGroup): boolean =>
  /^(?:api|rse)\./.test(host ?? '') || /\/agents\/tokens\b/.test(`${path ?? ''} ${message}`);

const isOfFingerprint = ({ message }: LogGroup): boolean =>
  /\bfingerprint (?:does not|doesn't|did not) match|\bfingerprint mismatch\b/i.test(message);
