// A saved report of an earlier version, in today's form. Within a major version the report only grows: each key that came later
// stands here with what a report without it tells of it.
import { factNames } from '../facts/facts.js';
import { absent } from '../facts/observed.js';

type Saved = Readonly<Record<string, unknown>>;

/** Touches only what is missing; what is wrong stays so, and is for the schema to refuse. */
export function inTodaysForm(report: Saved): Saved {
  const titles = new Map(objects(report['checks']).map(({ id, title }) => [id, title]));
  return {
    ...report,
    ...grown(report, 'agent', { updaterVersion: null, region: null, encrypted: null, usesServiceNet: null }),
    waivers: report['waivers'] ?? [],
    ...grown(report, 'conditions', { agent: 'auto' }),
    ...grown(
      report,
      'facts',
      Object.fromEntries(factNames.map((name) => [name, absent('an earlier version that does not look at it made this report')])),
    ),
    causes: Array.isArray(report['causes'])
      ? report['causes'].map((cause: unknown) =>
          isObject(cause) ? { title: titles.get(cause['checkId']) ?? cause['checkId'], ...cause } : cause,
        )
      : report['causes'],
  };
}

function grown(report: Saved, key: string, additions: Saved): Saved {
  const part = report[key];
  return isObject(part) ? { [key]: { ...additions, ...part } } : {};
}

const objects = (list: unknown): readonly Saved[] => (Array.isArray(list) ? list.filter(isObject) : []);

const isObject = (value: unknown): value is Saved => typeof value === 'object' && value !== null && !Array.isArray(value);
