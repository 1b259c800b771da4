// The steps for one problem on this operating system, and each step told once in the whole report.
import type { CatalogueEntry, SolutionStep } from '../catalogue/catalogue.js';
import type { Evidence } from '../checks/check.js';
import type { Cause, SolutionLine } from './diagnosis.js';
import { shellWord } from '../facts/shell-word.js';
import { fill, fillCommand, isKnown } from './wording.js';

export type OsFamily = 'linux' | 'windows' | 'other';

/** What the steps are for. */
export interface Examined {
  readonly osFamily: OsFamily;
  /** What a call that verifies must say, too: `['--root', '/mnt']`. */
  readonly options: readonly string[];
}

export function solutionOf(
  { solution }: CatalogueEntry,
  problem: string,
  evidence: readonly Evidence[],
  examined: Examined,
): readonly SolutionLine[] {
  const steps = solution.filter(
    (step) => (step.for === undefined || step.for.includes(problem)) && (step.ifKnown === undefined || isKnown(step.ifKnown, evidence)),
  );
  const lines = steps.flatMap((step) => lineFor(step, evidence, examined));
  // Advice whose commands are all for another system is still advice.
  return lines.length > 0 ? lines : steps.map(({ text }) => ({ text: fill(text, evidence) }));
}

/** A cause keeps its first step even where an earlier cause has told it. */
export function withoutRepeats(causes: readonly Cause[]): readonly Cause[] {
  const told = new Set<string>();
  return causes.map((cause) => {
    const fresh = cause.solution.filter(({ text, command = '' }) => !told.has(`${text}\n${command}`));
    for (const { text, command = '' } of fresh) told.add(`${text}\n${command}`);
    return { ...cause, solution: fresh.length > 0 ? fresh : cause.solution.slice(0, 1) };
  });
}

/** A step whose command is for other systems alone is dropped. */
function lineFor(step: SolutionStep, evidence: readonly Evidence[], { osFamily, options }: Examined): readonly SolutionLine[] {
  const verify = step.verify === undefined ? {} : { verify: withOptions(fillCommand(step.verify, evidence), options) };
  const line = { text: fill(step.text, evidence), ...verify };
  if (step.command === undefined) return [line];
  if (typeof step.command === 'string') return [{ ...line, command: fillCommand(step.command, evidence) }];
  if (osFamily === 'other') return [line];
  const template = step.command[osFamily];
  if (template === undefined) return [];
  const command = fillCommand(template, evidence);
  // A check may know no command that does no more than the text says.
  return [command === '' ? line : { ...line, command, os: osFamily }];
}

/** Our own command looks again at what was looked at: an image, the paths that were named. */
const withOptions = (verify: string, options: readonly string[]): string =>
  verify.replace(/\bbackup-doctor(?= --)/g, () => ['backup-doctor', ...options.map(shellWord)].join(' '));
