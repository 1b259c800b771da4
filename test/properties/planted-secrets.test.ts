// A hundred thousand secrets, each known to the run and planted in a fact in one of many spellings: none comes out, in no format. The
// oracle knows nothing of the search that it judges: each secret begins with a mark that it looks for in the outputs by itself.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { LeakSearch, type KnownSecret } from '../../src/facts/leaks/leak-search.js';
import { redact } from '../../src/facts/redact.js';
import { applyPolicy } from '../../src/facts/redaction/apply-policy.js';
import { policies } from '../../src/facts/redaction/policy.js';
import type { Recording } from '../../src/facts/recording.js';
import { keepSecrets, scrubKnown } from '../../src/probes/known-secrets.js';
import type { System } from '../../src/probes/platform/system.js';
import { parseRecording } from '../../src/recording-file.js';
import { safeText } from '../../src/report/json/render-json.js';
import { formats, renderers, type Format } from '../../src/report/render.js';
import type { Renderer } from '../../src/report/renderer.js';
import { judge } from '../../src/run.js';
import { encodings } from '../facts/leaks/encodings.js';

const secretCount = 100_000;
const perBatch = 1_000;

const catalogue = loadCatalogue('checks.yml');
const story = parseRecording(readFileSync('test/recordings/lost-night/facts.json', 'utf8'), 'lost-night');
/** One after another: the module loader of the tests does not bear them at once. */
const loaded: { readonly format: Format; readonly render: Renderer }[] = [];
for (const format of formats) loaded.push({ format, render: await renderers[format]() });

/** The same secrets in every run, so that a failure comes again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const alphabets = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  '0123456789abcdef',
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^_`abcxyz{|}~',
  'abcäöüßéñøłžжщ漢字😀xyz0123456789',
].map((characters) => characters.split(/(?=[^])/u));

interface Planted extends KnownSecret {
  readonly mark: string;
  readonly spelled: string;
  readonly how: string;
}

const spelledIn = Object.entries(encodings);

function plant(index: number, random: (below: number) => number): Planted {
  // What changes most comes first: the search sorts by how a secret begins.
  const mark = `Zq${(index + 36 ** 5).toString(36).split(/(?=.)/).reverse().join('')}`;
  const alphabet = alphabets[index % alphabets.length] ?? [];
  const text = `${mark}${Array.from({ length: 4 + random(28) }, () => alphabet[random(alphabet.length)]).join('')}x`;
  const [how, spell] = spelledIn[random(spelledIn.length)] ?? ['', String];
  return { kind: 'token', text, mark, how, spelled: spell(text) };
}

/** Into what the log said, what a server answered, what could not be read, and the call itself. */
function withSecrets(planted: readonly Planted[]): Pick<Recording, 'facts' | 'conditions'> {
  const { facts, conditions } = structuredClone(story) as Recording & { facts: { log: { value: { groups: object[] } } } };
  const [group] = facts.log.value.groups;
  const said = planted.map(({ spelled }, index) => ({
    ...group,
    message: index % 2 === 0 ? spelled : `Error: it said ${spelled} to https://h.example/${index}`,
  }));
  facts.log.value.groups.push(...said.slice(10));
  return { facts, conditions: { ...conditions, options: ['--paths', ...planted.slice(0, 10).map(({ spelled }) => spelled)] } };
}

/** Every mark that stands in an output, in whatever spelling. */
function marksIn(output: string, planted: readonly Planted[]): ReadonlySet<string> {
  const found = new Set((output.match(/Zq[0-9a-z]{6}/g) ?? []).filter((mark) => mark.length > 0));
  for (const [spaced] of output.matchAll(/Z\s+q(?:\s+[0-9a-z]){6}/g)) found.add(spaced.replace(/\s/g, ''));
  for (const [broken] of output.matchAll(/Zq[0-9a-z](?:\s|\\n)+[0-9a-z]{5}/g)) found.add(broken.replace(/\s|\\n/g, ''));
  for (const [hex] of output.matchAll(/5a71(?:[0-9a-f]{2}){6}/gi)) found.add(Buffer.from(hex, 'hex').toString());
  for (const [percent] of output.matchAll(/%5a%71(?:%[0-9a-f]{2}){6}/gi))
    found.add(Buffer.from(percent.replaceAll('%', ''), 'hex').toString());
  const byStart = new Map(planted.filter(({ how }) => /base64|Basic/.test(how)).map(({ spelled, mark }) => [spelled.slice(0, 18), mark]));
  for (const [word] of output.matchAll(/[\w+/-]{18,}/g)) found.add(byStart.get(word.slice(0, 18)) ?? '');
  // Chance makes marks, too.
  return new Set(planted.map(({ mark }) => mark).filter((mark) => found.has(mark)));
}

interface Output {
  readonly format: Format | 'recording';
  readonly text: string;
}

/** Those that are written otherwise where the terminal takes no more than ASCII. */
const inAscii: ReadonlySet<Format> = new Set(['text', 'nagios']);

function outputsOf(recording: Recording): readonly Output[] {
  const report = judge(recording, catalogue, { symptom: null, only: null, skip: [] });
  const rendered = loaded.flatMap(({ format, render }) =>
    (inAscii.has(format) ? [true, false] : [true]).map((unicode) => ({
      format,
      text: render(report, { color: false, unicode, verbose: true, width: 80 }),
    })),
  );
  return [{ format: 'recording', text: safeText(JSON.stringify(recording, null, 2)) }, ...rendered];
}

describe(`${secretCount} planted secrets`, () => {
  const random = randomFrom(2_026);
  const marks = { planted: 0, inRecordings: 0, leaked: 0, bare: 0, unseen: 0 };

  for (let from = 0; from < secretCount; from += perBatch) {
    const planted = Array.from({ length: perBatch }, (_, index) => plant(from + index, random));
    const seen = withSecrets(planted);
    marks.planted += planted.length;
    marks.inRecordings += marksIn(safeText(JSON.stringify(seen)), planted).size;
    if (from % (10 * perBatch) === 0) searchBare({ ...story, ...seen }, planted);

    // Taken out, as every look takes them out.
    const system = { files: {} } as System;
    keepSecrets(system, planted);
    const { redaction, ...clean } = redact(seen, scrubKnown(system));
    const policy = policies[(from / perBatch) % policies.length] ?? 'secrets';
    for (const { text } of outputsOf(applyPolicy({ ...story, ...clean, redaction }, policy).recording))
      marks.leaked += marksIn(text, planted).size;
  }

  /** What redaction would have missed: the search of the finished bytes sees at least what the oracle sees. */
  function searchBare(recording: Recording, planted: readonly Planted[]): void {
    const search = new LeakSearch(planted);
    for (const { format, text } of outputsOf(recording)) {
      // These two shorten what is long, a secret among it.
      if (format === 'markdown' || format === 'nagios') continue;
      const found = new Set(search.find(Buffer.from(text)).map((secret) => (secret as Planted).mark));
      const wanted = marksIn(text, planted);
      marks.bare += wanted.size;
      marks.unseen += [...wanted].filter((mark) => !found.has(mark)).length;
    }
  }

  it('are told otherwise in ASCII by these formats alone', () => {
    const report = { ...judge(story, catalogue, { symptom: null, only: null, skip: [] }), headline: 'ä', causes: [] };
    const isOther = ({ render }: (typeof loaded)[number]): boolean => {
      const [one, other] = [true, false].map((unicode) => render(report, { color: false, unicode, verbose: true, width: 80 }));
      return one !== other;
    };
    expect(loaded.filter(isOther).map(({ format }) => format)).toEqual([...inAscii]);
  });

  it('are all planted where the oracle sees them', () => {
    expect(marks).toMatchObject({ planted: secretCount, inRecordings: secretCount });
  });

  it('come out in no format, under no policy', () => expect(marks.leaked).toBe(0));

  it('are seen in the finished bytes by the search that stops them', () => {
    expect(marks.bare).toBeGreaterThan(secretCount / 10);
    expect(marks.unseen).toBe(0);
  });
});
