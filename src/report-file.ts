// Reads and checks a saved JSON report. It may come from anywhere and from an earlier version, so its form is checked before
// it is shown again.
import type { FactName, Facts } from './facts/facts.js';
import { recordingFormat } from './facts/recording.js';
import { unavailable } from './facts/observed.js';
import { deepFacts } from './recording-schema.js';
import { inTodaysForm } from './report/older-report.js';
import type { Report } from './report/report.js';
import { reportSchema } from './report/schema.js';
import { breachOf, parseSaved, type Breach } from './saved-json.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError that says what is wrong with the text */
export function parseReport(text: string, name: string): Report {
  const data = parseSaved(text, name, 'report', 'make a report with backup-doctor --format json --output FILE');
  if (data['format'] === recordingFormat) {
    throw new UsageError(`${name} is a recording, not a report; judge it with backup-doctor judge FILE --format json`);
  }
  if (data['schemaVersion'] !== '1') {
    const found =
      data['schemaVersion'] === undefined ? 'lacks "schemaVersion"' : `has the schemaVersion ${JSON.stringify(data['schemaVersion'])}`;
    throw new UsageError(`${name} ${found}; this version reads reports with "schemaVersion": "1"`);
  }
  const current = inTodaysForm(data);
  const breach = breachOf(reportSchema, current);
  if (breach !== null) throw damaged(name, breach);
  // The schema has just held for it.
  const report = current as unknown as Report;
  return { ...report, facts: readableFacts(report.facts, name) };
}

/** A fact in which an earlier version told less cannot be shown; one that holds a wrong value comes from no version. */
function readableFacts(facts: Facts, name: string): Facts {
  const readable = Object.entries(deepFacts.shape).map(([fact, schema]) => {
    const value = facts[fact as FactName];
    const breach = breachOf(schema, value);
    if (breach === null) return [fact, value];
    if (valueAt(value, breach) !== undefined) throw damaged(name, { ...breach, path: ['facts', fact, ...breach.path] });
    return [fact, unavailable('malformed', `an earlier version made this report, and told less of "${fact}"`)];
  });
  // Names and forms are those of the facts.
  return { ...facts, ...Object.fromEntries(readable) } as Facts;
}

const valueAt = (value: unknown, { path }: Breach): unknown =>
  path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined), value);

const damaged = (name: string, { path, says }: Breach): UsageError =>
  new UsageError(`${name} is damaged: "${path.join('.')}": ${says}; make the report again`);
