// Where text goes: stdout carries the chosen format alone, and what belongs in a file that cannot be written.
import { formats, renderers, type Format } from '../report/render.js';
import type { RenderOptions } from '../report/renderer.js';
import type { Report } from '../report/report.js';
import { expired } from '../report/waivers.js';
import { UsageError } from '../usage-error.js';
import { LeakGuard } from './leak-guard.js';
import { writeNamed, type WriteOptions } from './named-path.js';

export interface MainTarget {
  readonly format: Format;
  /** null: stdout. */
  readonly file: string | null;
}

export interface ReportTarget extends MainTarget {
  readonly file: string;
}

export type ReportTargets = readonly [MainTarget, ...ReportTarget[]];

export interface OutputFlags {
  readonly color: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

export interface Finished {
  readonly file: string | null;
  /** What the call asked for first is not lost: where it cannot be written it is printed. */
  readonly isMain: boolean;
  readonly text: string;
  readonly readers: WriteOptions;
}

/**
 * Renders each target; with --quiet a healthy report leaves stdout empty, unless a waiver has expired: that is told to the end.
 * @throws UsageError where one of them would hold a secret, which keeps all from being written
 */
export function finishReport(report: Report, [main, ...others]: ReportTargets, flags: OutputFlags, guard: LeakGuard): Promise<readonly Finished[]> {
  const isSilent = main.file === null && flags.quiet && report.status === 'ok' && expired(report).length === 0;
  const targets = [...(isSilent ? [] : [{ ...main, isMain: true }]), ...others.map((target) => ({ ...target, isMain: false }))];
  return Promise.all(targets.map((target) => finish(report, target, flags, guard)));
}

/**
 * One file that cannot be written costs no other.
 * @throws UsageError that names all that could not be written
 */
export async function emitOutputs(outputs: readonly Finished[], deadlineMs?: number): Promise<void> {
  const emitted = await Promise.allSettled(outputs.map((output) => emit(output, deadlineMs)));
  const reasons = emitted.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  const [first] = reasons;
  if (first !== undefined)
    throw reasons.length === 1 ? first : new UsageError(reasons.map(({ message }) => message).join('; '), { cause: first });
}

/** Of a recording or report that looks at no host. @throws UsageError as the two above do */
export async function emitReport(report: Report, targets: ReportTargets, flags: OutputFlags): Promise<void> {
  await emitOutputs(await finishReport(report, targets, flags, new LeakGuard([], report)));
}

interface Target extends MainTarget {
  readonly isMain: boolean;
}

async function finish(report: Report, { format, file, isMain }: Target, flags: OutputFlags, guard: LeakGuard): Promise<Finished> {
  const text = (await renderers[format]())(report, renderOptions(file === null, flags));
  guard.refuseLeak(text, `the ${format} report`);
  return { file, isMain, text, readers: readersOf(format) };
}

const emit = ({ file, isMain, text, readers }: Finished, deadlineMs?: number): Promise<void> => {
  if (file === null) return print(text);
  return isMain ? saveOrPrint(file, text, deadlineMs, readers) : writeNamed(file, text, deadlineMs, readers);
};

/** The node exporter runs as a user of its own; what it reads are numbers. */
const readersOf = (format: Format): WriteOptions => ({ isForAll: format === 'prometheus' });

/** A reader that leaves early (`| head`) is not our failure. */
export function print(text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error: NodeJS.ErrnoException | null | undefined): void => {
      if (error === null || error === undefined || error.code === 'EPIPE') resolve();
      else
        reject(new UsageError(`the output could not be written (${error.code ?? error.message}); make room, or name a file with --output`));
    };
    process.stdout.once('error', end);
    process.stdout.write(text, end);
  });
}

/**
 * Where a file cannot be written its text is printed, so that nothing that was seen is lost.
 * @throws UsageError that says so
 */
export async function saveOrPrint(path: string, text: string, deadlineMs?: number, readers: WriteOptions = {}): Promise<void> {
  try {
    await writeNamed(path, text, deadlineMs, { ...readers, instead: ', so it was printed instead' });
  } catch (error) {
    await print(text);
    throw error;
  }
}

/** @throws UsageError that lists the formats */
export function parseFormat(text: string): Format {
  const format = formats.find((name) => name === text);
  if (format === undefined) throw new UsageError(`unknown format ${JSON.stringify(text)}; allowed: ${formats.join(', ')}`);
  return format;
}

/** `FORMAT=FILE` of --report. */
export function parseReportTarget(text: string): ReportTarget {
  const separator = text.indexOf('=');
  if (separator < 1 || separator === text.length - 1) {
    throw new UsageError(`--report takes FORMAT=FILE, as in --report json=report.json; it got ${JSON.stringify(text)}`);
  }
  return { format: parseFormat(text.slice(0, separator)), file: text.slice(separator + 1) };
}

function renderOptions(isStdout: boolean, { color, verbose }: OutputFlags): RenderOptions {
  const isTerminal = isStdout && process.stdout.isTTY;
  const wantsColor = color && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  const columns = isTerminal ? Math.min(200, Math.max(60, process.stdout.columns)) : 80;
  return { color: isTerminal && wantsColor, unicode: isUtf8Locale(process.env), verbose, width: columns };
}

/** The first of the three that is set decides, as in locale(7). */
export const isUtf8Locale = ({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean => /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
