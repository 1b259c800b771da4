// One spelling for the states of a job: `Completed WithErrors`, `Stoprequested` and `completed_with_errors` are in use.
import { jobStates, type JobState } from '../api.js';

export function jobStateOf(text: string): JobState {
  const letters = lettersOf(text);
  return jobStates.find((state) => lettersOf(state) === letters) ?? 'other';
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
