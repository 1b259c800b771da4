// Options that several commands share, parsed once and refused with one clear sentence.
import { symptomIds, type Catalogue, type SymptomId } from '../catalogue/catalogue.js';
import { adapterNames } from '../probes/agents/index.js';
import type { Selection } from '../select-checks.js';
import { absolute, pathOfSet } from './named-path.js';
import { parseFormat, parseReportTarget, type OutputFlags, type ReportTargets } from './output.js';
import type { RedactionFlags } from './redaction.js';
import { UsageError } from '../usage-error.js';

/** What commander hands over for the commands that judge. */
export interface JudgeFlags extends RedactionFlags {
  readonly symptom?: string;
  readonly only?: string;
  readonly skip?: string;
  readonly format?: string;
  readonly output?: string;
  readonly report?: readonly string[];
  readonly config?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** And for those that look. */
export interface GatherFlags {
  readonly agent?: string;
  readonly root?: string;
  readonly timeout?: string;
  readonly offline?: boolean;
  readonly deep?: boolean;
  readonly paths?: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly wake?: boolean;
  readonly uploadTest?: boolean;
}

export interface GatherOptions {
  readonly agent: string;
  readonly root: string | null;
  readonly offline: boolean;
  readonly deep: boolean;
  readonly backupPaths: readonly string[];
  readonly backupSource: string;
  /** The file that holds them; null where none was named. */
  readonly credentialsPath: string | null;
  readonly wake: boolean;
  readonly uploadTest: boolean;
  /** Those of the call that change what is looked at, as another call from anywhere would need them. */
  readonly again: readonly string[];
}

const defaultTimeoutSeconds = 60;
const maxTimeoutSeconds = 86_400;

export function parseSelection({ symptom, only, skip }: JudgeFlags, catalogue: Catalogue): Selection {
  return {
    symptom: symptom === undefined ? null : parseSymptom(symptom),
    only: only === undefined ? null : parseIds('--only', only, catalogue),
    skip: skip === undefined ? [] : parseIds('--skip', skip, catalogue),
  };
}

/** --format goes to --output or stdout; each --report goes to its own file. */
export function parseTargets({ format = 'text', output, report = [] }: JudgeFlags): ReportTargets {
  return [{ format: parseFormat(format), file: output ?? null }, ...report.map(parseReportTarget)];
}

export const outputFlags = ({ color = true, verbose = false, quiet = false }: JudgeFlags): OutputFlags => ({ color, verbose, quiet });

/** Milliseconds for the whole run, counted from the start of this process. */
export function parseDeadline({ timeout }: GatherFlags): number {
  const seconds = timeout === undefined ? defaultTimeoutSeconds : Number(timeout);
  if (timeout?.trim() === '' || !Number.isFinite(seconds) || seconds < 1 || seconds > maxTimeoutSeconds) {
    throw new UsageError(`--timeout takes seconds from 1 to ${maxTimeoutSeconds}; it got ${JSON.stringify(timeout)}`);
  }
  return seconds * 1000;
}

export function parseGatherOptions(flags: GatherFlags, catalogue: Catalogue): GatherOptions {
  const { agent, root, paths, offline = false, credentials, wake } = flags;
  const uploadTest = parseUploadTest(flags);
  const backupPaths =
    paths === undefined ? catalogue.backupSet.include : parsePaths(paths).map((path) => pathOfSet(path, root));
  return {
    agent: parseAgent(agent ?? 'auto'),
    root: root === undefined ? null : absolute(root),
    offline,
    // What is uploaded is one stage of several, and tells nothing without the others.
    deep: uploadTest || (flags.deep ?? false),
    backupPaths,
    backupSource: paths === undefined ? 'configuration' : '--paths',
    credentialsPath: credentials ?? null,
    wake: wake ?? false,
    uploadTest,
    again: optionsAgain(flags, backupPaths),
  };
}

function optionsAgain({ agent, root, paths, config, credentials }: GatherFlags, backupPaths: readonly string[]): readonly string[] {
  return [
    ...(root === undefined ? [] : ['--root', absolute(root)]),
    ...(paths === undefined ? [] : ['--paths', backupPaths.join(',')]),
    ...(config === undefined ? [] : ['--config', absolute(config)]),
    ...(credentials === undefined ? [] : ['--credentials', absolute(credentials)]),
    ...(agent === undefined || agent === 'auto' ? [] : ['--agent', agent]),
  ];
}

function parseUploadTest({ uploadTest = false, offline, root }: GatherFlags): boolean {
  if (!uploadTest) return false;
  const other = offline === true ? '--offline' : root === undefined ? null : '--root';
  if (other !== null) throw new UsageError(`--upload-test sends data to Cloud Files, which ${other} forbids; leave one of the two out`);
  return true;
}

function parseSymptom(text: string): SymptomId {
  const symptom = symptomIds.find((id) => id === text);
  if (symptom === undefined) throw new UsageError(`unknown symptom ${JSON.stringify(text)}; allowed: ${symptomIds.join(', ')}`);
  return symptom;
}

function parseIds(flag: string, text: string, { checks }: Catalogue): readonly string[] {
  const ids = text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new UsageError(`${flag} names no check; allowed: ${Object.keys(checks).join(', ')}`);
  const unknown = ids.find((id) => checks[id] === undefined);
  if (unknown !== undefined)
    throw new UsageError(`${flag} names ${JSON.stringify(unknown)}, which is no check; allowed: ${Object.keys(checks).join(', ')}`);
  return ids;
}

function parseAgent(text: string): string {
  const allowed = ['auto', ...adapterNames];
  if (!allowed.includes(text)) throw new UsageError(`unknown agent ${JSON.stringify(text)}; allowed: ${allowed.join(', ')}`);
  return text;
}

function parsePaths(text: string): readonly string[] {
  const paths = text.split(',').filter((path) => path !== '');
  if (paths.length === 0)
    throw new UsageError('--paths names no path; name the files and folders of the backup set, with commas between them');
  return paths;
}
