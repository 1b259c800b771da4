// What a report shows of the lines behind a verdict: of the kind that speaks all that its sentence may name, of the others a
// line each.
import type { LogFacts } from '../../facts/log.js';
import type { Evidence } from '../check.js';
import { count, word } from '../network/evidence.js';
import type { Kind } from './known-kinds.js';

export function kindEvidence({ means, told }: Kind, path: string): readonly Evidence[] {
  const { lineCount, firstAt, lastAt, newest } = told;
  const named = {
    means,
    host: newest.host,
    path: newest.path,
    httpStatus: newest.httpStatus,
    errorCode: newest.agentErrorCode ?? newest.curlCode,
  };
  return [
    count(path, 'lineCount', lineCount, path),
    word(path, 'firstAt', firstAt, path),
    word(path, 'lastAt', lastAt, path),
    word(path, 'message', newest.message, path),
    ...Object.entries(named).flatMap(([name, value]) =>
      value === null ? [] : [word(path, name, String(value), name === 'means' ? 'signatures' : path)],
    ),
    word(path, 'startedAt', newest.startedAt, path),
  ];
}

export const otherKindEvidence = ({ problem, told: { lineCount, lastAt, newest } }: Kind, path: string): Evidence =>
  word(path, 'also', `${problem}: ${lineCount === 1 ? '1 line' : `${lineCount} lines`}, last at ${lastAt}: "${newest.message}"`, path);

export function groundEvidence(log: LogFacts, path: string, graceLineCount: number): readonly Evidence[] {
  return [
    word(path, 'windowBeganAt', log.windowBeganAt, 'limits'),
    word(path, 'readBackTo', log.readBackTo, path),
    word(path, 'lastLineAt', log.lastLineAt, path),
    ...aheadEvidence(log, path),
    count(path, 'readLineCount', log.lineCount, path),
    ...(graceLineCount === 0 ? [] : [count(path, 'graceLineCount', graceLineCount, path)]),
  ];
}

/** A last line that lies in the future would make an old log look fresh. */
const aheadEvidence = ({ ahead }: LogFacts, path: string): readonly Evidence[] =>
  ahead === null || ahead === undefined
    ? []
    : [count(path, 'aheadLineCount', ahead.lineCount, path), word(path, 'aheadUntil', ahead.lastAt, path)];
