// Holds what the program said against what the scenario says, and counts.
import { valueOf } from '../../../src/facts/observed.js';
import type { Report } from '../../../src/report/report.js';
import type { Look } from './lab.js';
import { networkChecks, type Scenario } from './scenario.js';

export const deadlineSeconds = 30;
/** What the program may take beyond its deadline. */
const graceMs = 2_000;

/** What differs from what the scenario says; nothing where the program was right. */
export function differences(scenario: Scenario, { report, exitCode, tookMs }: Look): readonly string[] {
  const { causes, cells, says = [], endsWithinMs = deadlineSeconds * 1_000 + graceMs } = scenario;
  const sentences = causesOf(report)
    .map(({ sentence }) => sentence)
    .join(' | ');
  return [
    ...differing(
      'causes',
      causes,
      causesOf(report).map(({ checkId, problem, status }) => `${checkId} ${problem} ${status}`),
    ),
    ...differing('exit code', [exitCodeOf(causes)], [String(exitCode)]),
    ...(cells === undefined ? [] : differing('failing cells', cells, failingCells(report))),
    ...says.filter((text) => !holds(sentences, text)).map((text) => `no sentence says ${String(text)}: ${sentences}`),
    ...(tookMs > endsWithinMs ? [`took ${tookMs} ms, more than ${endsWithinMs} ms`] : []),
  ];
}

export interface Score {
  readonly right: number;
  readonly wrongCause: number;
  readonly falseAlarm: number;
}

/** A healthy host that is not told to be healthy is a false alarm; any other mistake is a wrong cause. */
export function scoreOf(judged: readonly { readonly isHealthy: boolean; readonly isRight: boolean }[]): Score {
  const wrong = judged.filter(({ isRight }) => !isRight);
  const falseAlarm = wrong.filter(({ isHealthy }) => isHealthy).length;
  return { right: judged.length - wrong.length, wrongCause: wrong.length - falseAlarm, falseAlarm };
}

export const scoreLine = ({ right, wrongCause, falseAlarm }: Score): string =>
  `network lab: ${right} of ${right + wrongCause + falseAlarm} scenarios right, ${wrongCause} wrong cause, ${falseAlarm} false alarm`;

const holds = (sentences: string, text: string | RegExp): boolean =>
  typeof text === 'string' ? sentences.includes(text) : text.test(sentences);

const causesOf = ({ causes }: Report): Report['causes'] => causes.filter(({ checkId }) => networkChecks.includes(checkId));

function exitCodeOf(causes: readonly string[]): string {
  if (causes.some((cause) => cause.endsWith(' critical'))) return '2';
  return causes.length > 0 ? '1' : '0';
}

const failingCells = ({ facts }: Report): readonly string[] =>
  (valueOf(facts.paths) ?? []).flatMap(({ endpoint, family, failure }) =>
    failure === null ? [] : [`${endpoint.host} ${family} ${failure.layer}`],
  );

function differing(what: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  const missing = expected.filter((one) => !found.includes(one));
  const surplus = found.filter((one) => !expected.includes(one));
  if (missing.length + surplus.length === 0) return [];
  return [`${what}: ${[...missing.map((one) => `missing "${one}"`), ...surplus.map((one) => `not expected "${one}"`)].join(', ')}`];
}
