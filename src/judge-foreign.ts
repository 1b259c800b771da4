// A recording from a file may be made up, and its network answers are of any form: its report must still have the published
// form, or there is none.
import type { Catalogue } from './catalogue/catalogue.js';
import { recordingFormatVersion, type Recording } from './facts/recording.js';
import type { Report } from './report/report.js';
import { reportSchema } from './report/schema.js';
import { judge } from './run.js';
import type { Selection } from './select-checks.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError for a recording whose facts are not what their format says */
export function judgeForeign(recording: Recording, catalogue: Catalogue, selection: Selection): Report {
  const report = judged(recording, catalogue, selection);
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
  new UsageError(`the recording is damaged: its facts do not have the form of format ${recordingFormatVersion}; gather it again`, {
    cause,
  });
