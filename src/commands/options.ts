// Options that several commands share, parsed once and refused with one clear sentence.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { symptomIds, type Catalogue, type SymptomId } from '../catalogue/catalogue.js';
import { adapterNames } from '../probes/agents/index.js';
import type { Selection } from '../select-checks.js';
import { parseFormat, parseReportTarget, type OutputFlags, type ReportTarget } from './output.js';
import { UsageError } from '../usage-error.js';

/** What commander hands over for the commands that judge. */
export interface JudgeFlags {
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
}

export interface GatherOptions {
  readonly agent: string;
  readonly root: string | null;
  readonly deadlineMs: number;
  readonly offline: boolean;
  readonly deep: boolean;
  readonly backupPaths: readonly string[];
  readonly backupSource: string;
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
export function parseTargets({ format = 'text', output, report = [] }: JudgeFlags): readonly ReportTarget[] {
  return [{ format: parseFormat(format), file: output ?? null }, ...report.map(parseReportTarget)];
}

export const outputFlags = ({ color = true, verbose = false, quiet = false }: JudgeFlags): OutputFlags => ({ color, verbose, quiet });

export function parseGatherOptions(flags: GatherFlags, catalogue: Catalogue): GatherOptions {
  const named = flags.paths?.split(',').filter((path) => path !== '') ?? [];
  return {
    agent: parseAgent(flags.agent ?? 'auto'),
    root: flags.root === undefined ? null : parseRoot(flags.root),
    deadlineMs: parseTimeout(flags.timeout) * 1000,
    offline: flags.offline ?? false,
    deep: flags.deep ?? false,
    // Below --root a path is one of the image's own; on the live host it may be relative to here.
    backupPaths: named.length === 0 ? catalogue.backupSet.include : named.map((path) => (flags.root === undefined ? resolve(path) : path)),
    backupSource: named.length === 0 ? 'configuration' : '--paths',
  };
}

function parseSymptom(text: string): SymptomId {
  const symptom = symptomIds.find((id) => id === text);
  if (symptom === undefined) throw new UsageError(`unknown symptom ${JSON.stringify(text)}; allowed: ${symptomIds.join(', ')}`);
  return symptom;
}

function parseIds(flag: string, text: string, { checks }: Catalogue): readonly string[] {
  const ids = text.split(',').map((id) => id.trim()).filter((id) => id !== '');
  if (ids.length === 0) throw new UsageError(`${flag} names no check; allowed: ${Object.keys(checks).join(', ')}`);
  const unknown = ids.find((id) => checks[id] === undefined);
  if (unknown !== undefined) throw new UsageError(`${flag} names ${JSON.stringify(unknown)}, which is no check; allowed: ${Object.keys(checks).join(', ')}`);
  return ids;
}

function parseAgent(text: string): string {
  const allowed = ['auto', ...adapterNames];
  if (!allowed.includes(text)) throw new UsageError(`unknown agent ${JSON.stringify(text)}; allowed: ${allowed.join(', ')}`);
  return text;
}

function parseRoot(text: string): string {
  const root = resolve(text);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new UsageError(`--root ${JSON.stringify(text)} is no folder; name the folder that the host image is mounted at`);
  }
  return root;
}

function parseTimeout(text: string | undefined): number {
  const seconds = text === undefined ? defaultTimeoutSeconds : Number(text);
  if (text?.trim() === '' || !Number.isFinite(seconds) || seconds < 1 || seconds > maxTimeoutSeconds) {
    throw new UsageError(`--timeout takes seconds from 1 to ${maxTimeoutSeconds}; it got ${JSON.stringify(text)}`);
  }
  return seconds;
}
