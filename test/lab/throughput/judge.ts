// What the program said of a set-up, held against the truth.
import type { Report } from '../../../src/report/report.js';
import type { Look } from './play.js';
import type { Limit, SetUp } from './set-up.js';

export interface Judged {
  readonly what: string;
  readonly isRight: boolean;
  readonly limit: Limit | 'untold';
  readonly problem: string | null;
  /** Of the limiting stage, where one was named. */
  readonly bytesPerSecond: number | null;
  /** As it was set, or measured by another program; null where nobody knows it. */
  readonly trueBytesPerSecond: number | null;
  /** It was set, and not only measured. */
  readonly isSet: boolean;
  readonly sentence: string;
}

const limitOfProblem: Readonly<Record<string, Limit>> = {
  'slow-read': 'read',
  'many-small-files': 'read',
  'slow-hash': 'cpu',
  'slow-compression': 'cpu',
  'slow-encryption': 'cpu',
  'slow-cpu': 'cpu',
  'slow-upload': 'upload',
  'schedule-too-tight': 'ceiling',
};

export function judge(setUp: SetUp, { report, measuredBytesPerSecond }: Look): Judged {
  const said = saidBy(report);
  const { what, limit, problem, bytesPerSecond = measuredBytesPerSecond, mayBeUntold = false } = setUp;
  const isNamed = said.limit === limit && (problem === undefined || said.problem === problem);
  return {
    what,
    ...said,
    isRight: isNamed || (mayBeUntold && said.limit === 'untold'),
    trueBytesPerSecond: bytesPerSecond,
    isSet: setUp.bytesPerSecond !== undefined,
  };
}

type Said = Omit<Judged, 'what' | 'isRight' | 'trueBytesPerSecond' | 'isSet'>;

function saidBy({ checks }: Pick<Report, 'checks'>): Said {
  const check = checks.find(({ id }) => id === 'throughput-bottleneck');
  if (check === undefined) throw new Error('the report lacks throughput-bottleneck');
  const { status, problem, sentence, evidence } = check;
  const rate = evidence.find(({ name }) => name === 'stageBytesPerSecond')?.value;
  return { limit: limitOf(status, problem), problem, bytesPerSecond: typeof rate === 'number' ? rate : null, sentence };
}

function limitOf(status: string, problem: string | null): Judged['limit'] {
  if (problem !== null) return limitOfProblem[problem] ?? 'untold';
  return status === 'ok' ? 'ceiling' : 'untold';
}

/** How far the told rate is from the true one: 0.1 is 10 % too much. null where either is not known. */
export const rateError = ({ bytesPerSecond, trueBytesPerSecond }: Judged): number | null =>
  bytesPerSecond === null || trueBytesPerSecond === null ? null : bytesPerSecond / trueBytesPerSecond - 1;

/** As Markdown, for a person and for docs/performance.md. */
export const tableOf = (judged: readonly Judged[]): string =>
  [
    '| host | what limits, as told | told | true | |',
    '|---|---|---|---|---|',
    ...judged.map((row) => {
      const told = row.problem ?? (row.limit === 'ceiling' ? "nothing here: the agent's ceiling" : 'cannot tell');
      return `| ${row.what} | ${told} | ${rateText(row.bytesPerSecond)} | ${rateText(row.trueBytesPerSecond)} | ${row.isRight ? 'right' : '**wrong**'} |`;
    }),
  ].join('\n');

const rateText = (bytesPerSecond: number | null): string => (bytesPerSecond === null ? '–' : `${Math.round(bytesPerSecond / 1_000)} kB/s`);
