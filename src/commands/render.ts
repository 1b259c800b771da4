// backup-doctor render REPORT: a saved JSON report in any other format, anywhere and at any time; touches nothing else.
import { parseReport } from '../report-file.js';
import { UsageError } from '../usage-error.js';
import { outputFlags, parseTargets, type JudgeFlags } from './options.js';
import { emitReport } from './output.js';
import { readSaved } from './saved-file.js';

/** @returns the exit code that the report holds */
export async function render(path: string, flags: JudgeFlags): Promise<number> {
  const targets = parseTargets(flags);
  const { text, name } = await readSaved(path, 'report.json');
  const report = parseReport(text, name);
  try {
    await emitReport(report, targets, outputFlags(flags));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Facts may be made up, and not each of them is checked to its last value.
    throw new UsageError(`${name} is damaged: its facts do not have the form of a report; make the report again`, { cause: error });
  }
  return report.exitCode;
}
