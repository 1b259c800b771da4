// Which kept run later ones are held against.
import type { KeptRun } from '../history.js';

/** A run that left checks out proves no health. */
export const isGood = ({ status, isWhole }: Pick<KeptRun, 'status' | 'isWhole'>): boolean => status === 'ok' && isWhole;
