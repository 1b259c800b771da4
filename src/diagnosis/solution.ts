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
  /** An image of it was, on another host. */
  readonly isImage: boolean;
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
function lineFor(step: SolutionStep, evidence: readonly Evidence[], examined: Examined): readonly SolutionLine[] {
  const verify = step.verify === undefined ? {} : { verify: withOptions(fillCommand(step.verify, evidence), examined.options) };
  const line = { text: fill(step.text, evidence), ...verify };
  const [template, os] = commandFor(step, examined);
  if (template === null) return os === null ? [line] : [];
  const command = fillCommand(template, evidence);
  // A check may know no command that does no more than the text says.
  if (command === '') return [line];
  // Here the same path and account would be those of another host.
  if (examined.isImage && !command.startsWith('backup-doctor ')) return [{ ...line, text: `${line.text} ${onHostItself(command)}` }];
  return [{ ...line, command, ...(os === null ? {} : { os }) }];
}

/** null as a template where there is none; then with an operating system, others have one. */
function commandFor({ command }: SolutionStep, { osFamily }: Examined): readonly [string | null, 'linux' | 'windows' | null] {
  if (command === undefined || typeof command === 'string') return [command ?? null, null];
  return osFamily === 'other' ? [null, null] : [command[osFamily] ?? null, osFamily];
}

const onHostItself = (command: string): string => `(On the host itself, not where its image is mounted: ${command})`;

/** Our own command looks again at what was looked at: an image, the paths that were named. */
const withOptions = (verify: string, options: readonly string[]): string =>
  verify.replace(/\bbackup-doctor(?= --)/g, () => ['backup-doctor', ...options.map(shellWord)].join(' '));
