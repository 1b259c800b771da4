// What must hold for any facts, whatever a host, a bug or a hostile recording puts into them.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../../src/catalogue/load.js';
import type { Status } from '../../src/checks/check.js';
import type { Recording } from '../../src/facts/recording.js';
import { parseRecording } from '../../src/recording-file.js';
import { formats, renderers } from '../../src/report/render.js';
import type { Renderer } from '../../src/report/renderer.js';
import type { Report } from '../../src/report/report.js';
import { judgeForeign } from '../../src/judge-foreign.js';
import { judge } from '../../src/run.js';
import { UsageError } from '../../src/usage-error.js';

const catalogue = loadCatalogue('checks.yml');
const folder = 'test/recordings';
const stories = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory()).map(({ name }) => name);
const read = (story: string): Recording => parseRecording(readFileSync(`${folder}/${story}/facts.json`, 'utf8'), story);
const recordings = stories.map(read);
const healthy = read('healthy');
const all = { symptom: null, only: null, skip: [] };

/** One after another: the module loader of the tests does not bear them at once. */
const loaded: Renderer[] = [];
for (const format of formats) loaded.push(await renderers[format]());

const render = (report: Report): readonly string[] => loaded.map((renderer) => renderer(report, { color: false, unicode: true, verbose: true, width: 80 }));

/** Every place in a value, as the keys that lead to it. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))];
}

function withValueAt(value: unknown, [key, ...rest]: readonly string[], planted: unknown): unknown {
  if (key === undefined) return planted;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = withValueAt(copy[key], rest, planted);
  return copy;
}

/** null where the text stands in a place for something else. */
function judgedOrNull(recording: Recording): Report | null {
  try {
    return judgeForeign(parseRecording(JSON.stringify(recording), 'hostile'), catalogue, all);
  } catch {
    return null;
  }
}

const junk = fc.oneof(
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
  fc.double(),
  fc.boolean(),
  fc.string(),
  fc.constant('\u001b[31m\n</script>\u202e|'),
);

/** A story's facts with something else in one to three places. */
const damaged = fc
  .tuple(fc.constantFrom(...recordings), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }))
  .map(([recording, plants]) =>
    plants.reduce<Recording>((result, [at, planted]) => {
      const inside = places(result.facts).filter((path) => path.length > 2);
      const path = inside[at % inside.length] ?? [];
      return { ...result, facts: withValueAt(result.facts, path, planted) as Recording['facts'] };
    }, recording),
  );

describe('any facts', () => {
  it('give a report, or one sentence that the recording is damaged', () => {
    fc.assert(
      fc.property(damaged, (recording) => {
        try {
          const report = judgeForeign(parseRecording(JSON.stringify(recording), 'damaged'), catalogue, all);
          expect(report.exitCode).toBe({ ok: 0, warning: 1, critical: 2, unknown: 3 }[report.status]);
          render(report);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that are hostile text never reach a terminal raw, and Nagios stays one line a cause', () => {
    const hostile = '\u001b[31mred\u001b[0m\n\u0007</script>\u202eexe.|x=1';
    const names = places(healthy.facts).filter((path) => path.length > 2);
    let shown = 0;
    for (const path of names.filter((_, index) => index % 7 === 0)) {
      const facts = withValueAt(healthy.facts, path, hostile) as Recording['facts'];
      const report = judgedOrNull({ ...healthy, facts });
      if (report === null) continue;
      shown += 1;
      // The lines of CSV end as RFC 4180 says.
      expect(render(report).join('').replaceAll('\r\n', '\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/);
    }
    expect(shown).toBeGreaterThan(30);
  });

  it('are judged the same after they were saved and read again', () => {
    for (const recording of recordings) {
      const again = parseRecording(JSON.stringify(recording), 'again');
      expect(judge(again, catalogue, all)).toEqual(judge(recording, catalogue, all));
    }
  });
});

describe('less free space', () => {
  const order: readonly Status[] = ['ok', 'warning', 'critical'];
  const verdictWith = (freeBytes: number): number => {
    const text = JSON.stringify(healthy).replace(/"freeBytes":\d+/g, `"freeBytes":${freeBytes}`);
    const { checks } = judge(parseRecording(text, 'less'), catalogue, all);
    return order.indexOf(checks.find(({ id }) => id === 'low-disk-space')?.status ?? 'unknown');
  };

  it('never looks healthier', () => {
    fc.assert(
      fc.property(fc.nat(20_000_000_000), fc.nat(20_000_000_000), (a, b) => {
        expect(verdictWith(Math.min(a, b))).toBeGreaterThanOrEqual(verdictWith(Math.max(a, b)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the secrets of the made-up hosts', () => {
  const secrets = ['ZHVtbXktYWdlbnQta2V5', 'dummy-key-pair', 'dummy-vault-password', 'dummy-api-key', 'dummy-agent-key'];

  it('stand in no recording and in no report', () => {
    for (const [index, recording] of recordings.entries()) {
      const outputs = render(judge(recording, catalogue, all));
      const everything = [readFileSync(`${folder}/${stories[index] ?? ''}/facts.json`, 'utf8'), ...outputs].join('\n');
      expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    }
  });
});
