// Checks that go back and forth: a trouble that comes and goes looks healthy in half of the reports.
import type { KeptRun } from '../facts/history.js';

export interface Flapping {
  readonly checkId: string;
  readonly changeCount: number;
  /** Runs in which this check could tell, the newest ones. */
  readonly runCount: number;
  readonly lastChangeAt: string;
}

/** As many as a person looks back, and as Nagios counts. */
const windowCount = 21;
/** Came, went, and did both again. */
const leastChangeCount = 4;

/** @param runs the oldest first */
export function flappingIn(runs: readonly KeptRun[]): readonly Flapping[] {
  const ids = new Set(runs.slice(-windowCount).flatMap(({ parts }) => Object.keys(parts.findings ?? {})));
  const counted = [...ids].map((checkId) => flappingOf(checkId, runs)).filter(({ changeCount }) => changeCount >= leastChangeCount);
  return counted.toSorted((one, other) => other.changeCount - one.changeCount);
}

function flappingOf(checkId: string, runs: readonly KeptRun[]): Flapping {
  const told: { readonly at: string; readonly isWell: boolean }[] = [];
  for (let index = runs.length - 1; index >= 0 && told.length < windowCount; index -= 1) {
    const { at = '', parts } = runs[index] ?? {};
    const findings = parts?.findings ?? {};
    const isWell = wellness(Object.hasOwn(findings, checkId) ? findings[checkId] : undefined);
    if (isWell !== null) told.unshift({ at, isWell });
  }
  const changes = told.filter(({ isWell }, index) => index > 0 && told[index - 1]?.isWell !== isWell);
  return { checkId, changeCount: changes.length, runCount: told.length, lastChangeAt: changes.at(-1)?.at ?? '' };
}

/** Blindness is neither. */
function wellness(verdict: string | undefined): boolean | null {
  if (verdict === undefined || /^(unknown|not-applicable)/.test(verdict)) return null;
  return verdict.startsWith('ok');
}
