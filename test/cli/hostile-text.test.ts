// Whatever a recording, a configuration, an API answer or an argument holds: a terminal gets no escape code, no
// direction override and no line that is not ours, on stdout and on stderr alike.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formats } from '../../src/report/formats.js';
import { parseFault, parseList, parseReport, parseStories } from './published-json.js';
import { runProgram, temporaryFolder, type ProgramOptions } from './run-program.js';

/** Red in seven and in eight bits, a title of the window, a bell, a direction override, and a forged last line. */
const hostile = '\u001b[31m\u009b2J\u001b]0;x\u0007\u202e</script>\u2028\u007f\nbackup-doctor: FORGED';
const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const folder = temporaryFolder();
const file = (name: string, text: string | Buffer): string => {
  const path = join(mkdtempSync(join(folder, 'f-')), name);
  writeFileSync(path, text);
  return path;
};
const healthy = JSON.parse(readFileSync('test/recordings/healthy/facts.json', 'utf8')) as Record<string, object>;
const recording = (change: object): string => JSON.stringify({ ...healthy, ...change });
const withHost = (hostname: string): string => {
  const facts = healthy['facts'] as { host: { value: object } };
  const value = { ...facts.host.value, hostname, kernel: hostile };
  return recording({ facts: { ...facts, host: { ...facts.host, value } } });
};

const quoted = JSON.stringify(hostile);
const config = file(
  'site.yml',
  [
    'checks:',
    '  low-disk-space:',
    `    title: ${quoted}`,
    `    why: ${quoted}`,
    `    problems: { below-floor: { says: ${quoted} } }`,
    `    solution: [{ text: ${quoted}, command: { linux: ${quoted} }, verify: ${quoted} }]`,
    `symptoms: { slow: { title: ${quoted} }, sometimes-fail: { title: ${quoted} } }`,
  ].join('\n'),
);
const wrongConfig = file('wrong.yml', `checks: { ${quoted}: { title: 1 } }`);
const fault = JSON.stringify({ overLimit: { code: 413, message: hostile, details: hostile }, [hostile]: hostile });
/** What the story of a clone says, with hostile words for it. */
const hostileReport = (() => {
  const report = JSON.parse(readFileSync('test/recordings/clone/expected/report.2.json', 'utf8')) as { host: object; checks: readonly object[]; causes: readonly object[] };
  const spoiled = (item: object): object => ({ ...item, title: hostile, sentence: hostile });
  const evidence = [{ subject: '/', name: 'freeBytes', value: 1, unit: 'bytes', source: hostile }, { subject: hostile, name: 'freeBytes', value: 1, unit: 'bytes', source: hostile }];
  const checks = report.checks.map((check) => ({ ...spoiled(check), evidence }));
  return JSON.stringify({ ...report, headline: hostile, host: { ...report.host, hostname: hostile }, checks, causes: report.causes.map(spoiled) });
})();
/** A path of STATE_DIRECTORY ends at a colon. */
const oddName = hostile.replaceAll(/[/:]/g, '');
const [oddFile, oddFolder] = [file(`${oddName}.json`, 'no JSON'), join(folder, oddName)];
mkdirSync(oddFolder);

describe('hostile text reaches no terminal raw', () => {
  const rows: readonly (readonly [string, readonly string[], ProgramOptions?])[] = [
    ['judge: the format', ['judge', '-'], { input: recording({ format: hostile }) }],
    ['judge: the version of the format', ['judge', '-'], { input: recording({ formatVersion: hostile }) }],
    ['judge: the version of the tool', ['judge', '-'], { input: recording({ toolVersion: hostile }) }],
    ['judge: the conditions', ['judge', '-'], { input: recording({ conditions: { ...healthy['conditions'], asUser: hostile, isRoot: false } }) }],
    ['judge: the host', ['judge', '-', '--verbose'], { input: withHost(hostile) }],
    ['judge: the run', ['judge', '-'], { input: recording({ runId: hostile }) }],
    ['judge: what is no JSON', ['judge', '-'], { input: hostile }],
    ['judge: the name of the file', ['judge', oddFile]],
    ['judge: a configuration', ['judge', '-', '--config', config], { input: recording({}) }],
    ['judge: the same, for Nagios', ['judge', 'test/recordings/full-cache/facts.json', '--format', 'nagios', '--config', config]],
    ['judge: a file to write', ['judge', '-', '--output', join(oddFolder, 'no', 'where')], { input: recording({}) }],
    ['explain: a configured check', ['explain', 'low-disk-space', '--config', config]],
    ['explain: a configured problem', ['explain', 'below-floor', '--config', config]],
    ['explain: an id', ['explain', hostile]],
    ['list: a configuration', ['list', '--config', config]],
    ['list: a key of a configuration', ['list', '--config', wrongConfig]],
    ['list: the name of a configuration', ['list', '--config', join(oddFolder, 'site.yml')]],
    ['list: what is not UTF-8', ['list', '--config', file('latin1.yml', Buffer.from('symptoms: { slow: { title: "\xe9\x9b" } }', 'latin1'))]],
    ['demo: a story', ['demo', hostile]],
    ['demo: a configuration', ['demo', 'full-cache', '--config', config]],
    ['gather: a folder', ['gather', '--root', hostile]],
    ['gather: a file to write', ['gather', '--offline', '--root', folder, '-o', join(oddFolder, 'no', 'where')]],
    ['gather: what it saw', ['gather', '--offline', '--root', imageOf(hostile), '--paths', `/${hostile}`]],
    ['check: the folder of its state', ['check', '--offline', '--paths', '/etc/hostname'], { env: { STATE_DIRECTORY: oddFile } }],
    // The lines of CSV end with a carriage return; test/report/csv looks at what is between them.
    ...formats.filter((format) => format !== 'csv').map((format) => [`render: as ${format}`, ['render', '-', '--format', format], { input: hostileReport }] as const),
    ['render: the version of the form', ['render', '-'], { input: JSON.stringify({ schemaVersion: hostile }) }],
    ['render: the name of the file', ['render', oddFile]],
    ['a command', [hostile]],
    ['an option', [`--${hostile}`]],
    ['a value of an option', ['--symptom', hostile]],
  ];
  it.each(rows)('%s', (_, args, options = {}) => {
    const shown = shownBy(args, options);
    expect(shown).toMatch(/x1b|u001b|u\{1b\}|is not valid JSON|is not UTF-8|is not a recording/);
    expect(shown).not.toMatch(hidden);
    expect(shown).not.toMatch(/^backup-doctor: FORGED/m);
  });

  // Its words are wrapped like any text, so one of them may well begin a line.
  const answers: typeof rows = [
    ['fault: an answer', ['fault'], { input: fault }],
    ['fault: the same as XML', ['fault'], { input: `<fault code="413"><message>${hostile}</message></fault>` }],
    ['fault: the same as plain text', ['fault', '--header', 'X-Odd: y'], { input: hostile }],
  ];
  it.each(answers)('%s', (_, args, options = {}) => {
    const shown = shownBy(args, options);
    expect(shown).toMatch(/x1b|u001b/);
    expect(shown).not.toMatch(hidden);
  });

  it('fault: a header is not shown at all', () => {
    for (const header of [`X-${hostile}: y`, `Retry-After: ${hostile}`]) {
      expect(shownBy(['fault', '--header', header], { input: '' })).toMatch(/^backup-doctor: --header takes 'Name: value'; number 1 [a-z ]+\n$/);
    }
  });
});

function shownBy(args: readonly string[], options: ProgramOptions): string {
  const { stdout, stderr } = runProgram(args, options);
  return stdout + stderr;
}

describe('hostile text in JSON', () => {
  it.each<readonly [string, (text: string) => unknown, readonly string[], ProgramOptions?]>([
    ['a report', parseReport, ['judge', '-', '--format', 'json'], { input: withHost(hostile) }],
    ['the list of checks', parseList, ['list', '--format', 'json', '--config', config]],
    ['the list of stories', parseStories, ['demo', '--format', 'json']],
    ['a fault', parseFault, ['fault', '--format', 'json'], { input: fault }],
  ])('%s has its published form and nothing raw', (_, parse, args, options = {}) => {
    const { stdout } = runProgram(args, options);
    expect(parse(stdout)).toMatchObject({ schemaVersion: '1' });
    expect(stdout).not.toMatch(hidden);
  });

  it('keeps its value', () => {
    const { host } = parseReport(runProgram(['judge', '-', '--format', 'json'], { input: withHost('a\u202eb') }).stdout);
    expect(host).toMatchObject({ hostname: 'a\u202eb', kernel: hostile });
  });
});

/** A host image whose own files are hostile. */
function imageOf(text: string): string {
  const image = mkdtempSync(join(folder, 'image-'));
  mkdirSync(join(image, 'etc'));
  // A value ends with its line, and U+2028 ends one too.
  writeFileSync(join(image, 'etc/os-release'), `ID=linux\nPRETTY_NAME="${text.replace(/[\n\u2028]/g, '')}"\n`);
  return image;
}
