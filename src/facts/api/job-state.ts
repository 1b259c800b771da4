// One spelling for the states of a job: `Completed WithErrors`, `Stoprequested` and `completed_with_errors` are in use.
import { jobStates, type JobState } from '../api.js';

export function jobStateOf(text: string): JobState {
  const letters = lettersOf(text);
  return jobStates.find((state) => lettersOf(state) === letters) ?? 'other';
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

const ended: ReadonlySet<JobState> = new Set(['completed', 'completed-with-errors', 'stopped', 'skipped', 'failed', 'missed']);

/** Nothing more comes of it. */
export const hasEnded = (state: JobState): boolean => ended.has(state);

/** It ran, so that there is a report on it. */
export const hasRun = (state: JobState): boolean => hasEnded(state) && state !== 'skipped' && state !== 'missed';
