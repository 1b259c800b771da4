// Where text goes: stdout carries the chosen format alone, files are written whole or not at all.
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formats, renderers, type Format } from '../report/render.js';
import type { RenderOptions } from '../report/renderer.js';
import type { Report } from '../report/report.js';
import { UsageError } from '../usage-error.js';

export interface ReportTarget {
  readonly format: Format;
  /** null: stdout. */
  readonly file: string | null;
}

export interface OutputFlags {
  readonly color: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/** Renders each target; with --quiet a healthy report leaves stdout empty. */
export async function emitReport(report: Report, targets: readonly ReportTarget[], flags: OutputFlags): Promise<void> {
  for (const { format, file } of targets) {
    if (file === null && flags.quiet && report.status === 'ok') continue;
    const render = await renderers[format]();
    const text = render(report, renderOptions(file === null, flags));
    if (file === null) await print(text);
    else writeFileAtomically(file, text);
  }
}

/** A reader that leaves early (`| head`) is not our failure. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error: NodeJS.ErrnoException | null | undefined): void => {
      if (error === null || error === undefined || error.code === 'EPIPE') resolve();
      else reject(new UsageError(`the output could not be written (${error.code ?? error.message}); make room, or name a file with --output`));
    };
    process.stdout.once('error', end);
    process.stdout.write(text, end);
  });
}

/**
 * Written beside its place and renamed, readable by its owner alone; a link keeps pointing at what it points at.
 * A device takes the text itself: `--output /dev/null` must not replace it.
 * @throws UsageError where the place cannot be written
 */
export function writeFileAtomically(path: string, text: string): void {
  try {
    const place = existsSync(path) ? realpathSync(path) : path;
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (stats?.isCharacterDevice() === true) writeFileSync(place, text);
    else if (stats === undefined || stats.isFile()) replaceFile(place, text);
    else throw Object.assign(new Error(), { code: stats.isDirectory() ? 'EISDIR' : 'not a regular file' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${JSON.stringify(path)} cannot be written (${code ?? 'no code'}); name a file in a folder that you may write to`);
  }
}

function replaceFile(path: string, text: string): void {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
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
  const columns = isTerminal ? Math.min(120, Math.max(60, process.stdout.columns)) : 80;
  return { color: isTerminal && wantsColor, unicode: isUtf8Locale(process.env), verbose, width: columns };
}

/** The first of the three that is set decides, as in locale(7). */
const isUtf8Locale = ({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean => /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
