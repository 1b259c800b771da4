// Which two runs are compared: those that were named, else the newest one with the last good one before it.
import type { KeptRun } from '../facts/history.js';
import { isGood } from '../facts/history/good-run.js';

export type Choice =
  | { readonly state: 'chosen'; readonly before: KeptRun; readonly after: KeptRun }
  /** One sentence for the person who asked. */
  | { readonly state: 'none'; readonly why: string };

/** @param names at most two; the beginning of an id or of a time. One alone is compared with the newest. */
export function chooseRuns(runs: readonly KeptRun[], names: readonly string[]): Choice {
  const newest = runs.at(-1);
  if (newest === undefined || runs.length < 2) return none('there are not two runs to compare');
  if (names.length === 0) return sinceTheLastGood(runs, newest);
  const found = names.map((name) => ({ name, run: runNamed(runs, name) }));
  const missing = found.find(({ run }) => run === undefined);
  if (missing !== undefined) return none(`no kept run has an id or a time that begins with ${JSON.stringify(missing.name)}`);
  const [one = newest, other = newest] = found.flatMap(({ run }) => run ?? []);
  if (one === other) return none(`${names.join(' and ')} is one run, which cannot be compared with itself`);
  return one.at <= other.at ? { state: 'chosen', before: one, after: other } : { state: 'chosen', before: other, after: one };
}

function sinceTheLastGood(runs: readonly KeptRun[], newest: KeptRun): Choice {
  const good = runs.slice(0, -1).findLast(isGood);
  if (good !== undefined) return { state: 'chosen', before: good, after: newest };
  return none('no earlier run with all checks was good; name two runs to compare them');
}

/** The newest of several. */
const runNamed = (runs: readonly KeptRun[], name: string): KeptRun | undefined =>
  name === '' ? undefined : runs.findLast(({ runId, at }) => runId.startsWith(name) || at.startsWith(name.replace(' ', 'T')));

const none = (why: string): Choice => ({ state: 'none', why });
