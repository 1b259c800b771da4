// A recording from a file may have been damaged or made up: its report must still have the published form, or there is none.
import type { Catalogue } from './catalogue/catalogue.js';
import { recordingFormatVersion, type Recording } from './facts/recording.js';
import type { Report } from './report/report.js';
import { judge } from './run.js';
import type { Selection } from './select-checks.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError for a recording whose facts are not what their format says */
export async function judgeForeign(recording: Recording, catalogue: Catalogue, selection: Selection): Promise<Report> {
  const report = judged(recording, catalogue, selection);
  // Loaded here, since only foreign recordings need the validator.
  const { reportSchema } = await import('./report/schema.js');
  if (!reportSchema.safeParse(report).success) throw damaged();
  return report;
}

function judged(recording: Recording, catalogue: Catalogue, selection: Selection): Report {
  try {
    return judge(recording, catalogue, selection);
  } catch (error) {
    throw damaged(error);
  }
}

const damaged = (cause?: unknown): UsageError =>
  new UsageError(`the recording is damaged: its facts do not have the form of format ${recordingFormatVersion}; gather it again`, { cause });
