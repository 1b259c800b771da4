// Catalogue in, one Markdown page a check out, with an index by symptom. Pure: docs/checks/ is nothing but this.
import { symptomIds, type Catalogue, type CatalogueEntry, type Command, type LimitReasons, type Signature, type SolutionStep } from './catalogue.js';
import { code, list, plain, sentence, table } from './markdown.js';
import { unitOf } from './unit.js';

type SignatureMarks = Omit<Signature, 'problem' | 'means'>;

/** File name → Markdown. */
export type Pages = Readonly<Record<string, string>>;

export const generatedNote = '<!-- Generated from checks.yml by scripts/generate-docs.mjs: edit checks.yml, not this file. -->';

export function renderCheckPages(catalogue: Catalogue, reasons: LimitReasons): Pages {
  const pages = Object.keys(catalogue.checks).map((id) => [`${id}.md`, renderCheckPage(id, catalogue, reasons[id] ?? {})]);
  return { 'README.md': renderIndex(catalogue), ...(Object.fromEntries(pages) as Pages) };
}

/** @param reasons why each limit has the value that it has */
export function renderCheckPage(id: string, { checks, symptoms }: Catalogue, reasons: LimitReasons[string]): string {
  const entry = checks[id];
  if (entry === undefined) throw new Error(`no check has the id ${id}`);
  return page([
    `# ${plain(entry.title)}`,
    entry.planned ? '**Planned.** No check of this version judges it yet; the report lists it under what was not run.' : null,
    plain(entry.why),
    list([
      `Id: ${code(id)}`,
      `Seen as: ${entry.symptoms.map((symptom) => plain(symptoms[symptom].title)).join('; ')}`,
      `Worst status: ${entry.severity}`,
      entry.essential ? 'Essential: when it cannot look, the run ends with exit code 3' : null,
      entry.dependsOn.length > 0 ? `May be unable to look where one of these fails: ${entry.dependsOn.map(linkTo).join(', ')}` : null,
      explanations(id, checks),
      entry.planned ? null : `Looked at alone by: ${code(`backup-doctor --only ${id}`)}`,
      entry.docs === null ? null : `Documentation: <${entry.docs}>`,
    ]),
    ...problemParts(entry),
    ...limitParts(id, entry, reasons),
    ...signatureParts(entry),
    ...noteParts(entry),
    '## What to do',
    entry.solution.map((step, index) => renderStep(step, index + 1)).join('\n\n'),
  ]);
}

function renderIndex({ checks, symptoms }: Catalogue): string {
  return page([
    '# The checks',
    'One page a check, grouped by what a person sees. A check that explains two symptoms stands under both.',
    ...symptomIds.flatMap((symptom) => {
      const own = Object.entries(checks).filter(([, entry]) => entry.symptoms.includes(symptom));
      const rows = own.map(([id, entry]) => [linkTo(id), plain(entry.title), entry.severity, noteOf(entry)]);
      return [`## ${plain(symptoms[symptom].title)}`, table(['Check', 'Finds', 'Worst status', ''], rows)];
    }),
  ]);
}

function noteOf({ planned, essential }: CatalogueEntry): string {
  if (planned) return 'planned';
  return essential ? 'essential' : '';
}

function problemParts({ ok, problems }: CatalogueEntry): readonly string[] {
  const rows = Object.entries(problems).map(([problem, { says }]) => [code(problem), sentence(says)]);
  return [
    '## What the report says',
    'Names in braces stand for the values that were measured.',
    table(['Problem', 'Sentence'], [...rows, ['none', sentence(ok)]]),
  ];
}

function limitParts(id: string, { limits }: CatalogueEntry, reasons: LimitReasons[string]): readonly (string | null)[] {
  const entries = Object.entries(limits);
  if (entries.length === 0) return [];
  const rows = entries.map(([name, value]) => [code(name), grouped(value), unitOf(name) ?? '', plain(reasons[name] ?? '')]);
  const lines = entries.map(([name, value]) => `      ${name}: ${value}`);
  return [
    '## Limits',
    table(['Limit', 'Value', 'Unit', 'Why this number'], rows),
    'Others are set in a file that is named with `--config`; it need hold only what it changes:',
    ['```yaml', 'checks:', `  ${id}:`, '    limits:', ...lines, '```'].join('\n'),
  ];
}

function signatureParts({ signatures = [] }: CatalogueEntry): readonly string[] {
  if (signatures.length === 0) return [];
  const rows = signatures.map(({ problem, means, ...asked }) => [knownBy(asked), sentence(means), code(problem)]);
  return [
    '## Lines that it knows',
    'All that is named in a row must fit the line; of the codes, statuses and hosts one. The first row that fits speaks. A file that is named with `--config` can give another list.',
    table(['Known by', 'Means', 'Problem'], rows),
  ];
}

function noteParts({ notes }: CatalogueEntry): readonly string[] {
  const rows = Object.entries(notes).map(([name, note]) => [code(name), sentence(note)]);
  return rows.length === 0 ? [] : ['## What some values mean', 'No problem by themselves; told with `--verbose`.', table(['Value', 'Meaning'], rows)];
}

function knownBy({ words = [], writer, levels = [], agentErrorCodes = [], curlCodes = [], httpStatuses = [], hosts = [] }: SignatureMarks): string {
  const oneOf = (what: string, items: readonly (string | number)[]): readonly string[] => (items.length === 0 ? [] : [`${what} ${items.join(' or ')}`]);
  return [
    ...words.map(code),
    ...oneOf('code', agentErrorCodes),
    ...oneOf('curl', curlCodes),
    ...oneOf('HTTP', httpStatuses),
    ...oneOf('host with', hosts),
    ...oneOf('level', levels),
    ...(writer === undefined ? [] : [`log of the ${writer}`]),
  ].join(', ');
}

function renderStep({ text, command, verify, for: problems }: SolutionStep, number: number): string {
  const parts = [
    problems === undefined ? null : `Only for ${problems.map(code).join(', ')}.`,
    ...commandParts(command),
    verify === undefined ? null : `See that it is mended: ${code(verify)}`,
  ];
  const below = parts.filter((part) => part !== null).map((part) => `\n\n${indented(part)}`);
  return `${number}. ${sentence(text)}${below.join('')}`;
}

function commandParts(command: Command | undefined): readonly string[] {
  if (command === undefined) return [];
  if (typeof command === 'string') return [fenced(command)];
  const { linux, windows } = command;
  return [
    ...(linux === undefined ? [] : [`Linux:\n\n${fenced(linux)}`]),
    ...(windows === undefined ? [] : [`Windows:\n\n${fenced(windows)}`]),
  ];
}

const page = (parts: readonly (string | null)[]): string => `${[generatedNote, ...parts].filter((part) => part !== null).join('\n\n')}\n`;
function explanations(id: string, checks: Catalogue['checks']): string | null {
  const ways = Object.entries(checks).flatMap(([other, { problems }]) => {
    const codes = Object.keys(problems).filter((name) => problems[name]?.explains?.some((target) => target.split('/')[0] === id));
    return codes.length === 0 ? [] : [`${linkTo(other)} (${codes.map(code).join(', ')})`];
  });
  return ways.length === 0 ? null : `May follow from: ${ways.join('; ')}`;
}

const linkTo = (id: string): string => `[${id}](${id}.md)`;
const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\``;
/** Below a list item, also one of two digits. */
const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
