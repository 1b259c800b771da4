// backup-doctor render REPORT: a saved JSON report in any other format, anywhere and at any time; touches nothing else.
import { parseReport } from '../report-file.js';
import { readInput } from './input.js';
import { outputFlags, parseTargets, type JudgeFlags } from './options.js';
import { emitReport } from './output.js';

/** @returns the exit code that the report holds */
export async function render(path: string, flags: JudgeFlags): Promise<number> {
  const targets = parseTargets(flags);
  const report = parseReport((await readInput(path)).toString('utf8'), path === '-' ? 'standard input' : path);
  await emitReport(report, targets, outputFlags(flags));
  return report.exitCode;
}
