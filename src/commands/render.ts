// backup-doctor render REPORT: a saved JSON report in any other format, anywhere and at any time; touches nothing else.
import { parseReport } from '../report-file.js';
import { UsageError } from '../usage-error.js';
import { readInput } from './input.js';
import { outputFlags, parseTargets, type JudgeFlags } from './options.js';
import { emitReport } from './output.js';

/** @returns the exit code that the report holds */
export async function render(path: string, flags: JudgeFlags): Promise<number> {
  const targets = parseTargets(flags);
  const name = path === '-' ? 'standard input' : path;
  const report = parseReport((await readInput(path)).toString('utf8'), name);
  try {
    await emitReport(report, targets, outputFlags(flags), { secrets: [] });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Facts may be made up, and not each of them is checked to its last value.
    throw new UsageError(`${name} is damaged: its facts do not have the form of a report; make the report again`, { cause: error });
  }
  return report.exitCode;
}
