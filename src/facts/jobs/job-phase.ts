// Where a job stands, from its state alone. Its reason tells nothing: "Success" stands there with errors, too.
import type { JobState } from '../api.js';

/** `unnamed`: a state that no documentation names; nobody knows whether such a job is over. */
export type Phase = 'waiting' | 'running' | 'ended' | 'unnamed';

const phases: Readonly<Record<JobState, Phase>> = {
  ...{ creating: 'waiting', queued: 'waiting', preparing: 'waiting', 'start-requested': 'waiting', 'start-scheduled': 'waiting' },
  ...{ 'in-progress': 'running', 'stop-requested': 'running' },
  ...{ stopped: 'ended', completed: 'ended', 'completed-with-errors': 'ended', failed: 'ended', skipped: 'ended', missed: 'ended' },
  other: 'unnamed',
};

export const phaseOf = (state: JobState): Phase => phases[state];

/** It ran to an end, so that there is a report on it. */
export const hasRun = (state: JobState): boolean => phaseOf(state) === 'ended' && state !== 'skipped' && state !== 'missed';

/** It left something that can be restored. */
export const hasSaved = (state: JobState): boolean => state === 'completed' || state === 'completed-with-errors';

/** From good to bad; of two answers about one moment the worse one is believed. */
const order: readonly JobState[] = [
  ...(['completed', 'start-scheduled', 'creating', 'start-requested', 'queued', 'preparing', 'in-progress', 'stop-requested'] as const),
  ...(['completed-with-errors', 'other', 'stopped', 'skipped', 'missed', 'failed'] as const),
];

export const gravityOf = (state: JobState): number => order.indexOf(state);
