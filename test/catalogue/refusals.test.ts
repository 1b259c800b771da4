// What a wrong checks.yml or --config file is answered with: file, line, column, key, what is allowed, what stands there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { CatalogueError } from '../../src/catalogue/catalogue-error.js';
import { smallCatalogue } from './small-catalogue.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The message without the folder of this run. */
function refusalOf(content: string | Buffer): string {
  const path = join(folder, 'checks.yml');
  writeFileSync(path, content);
  try {
    loadCatalogue(path);
  } catch (error) {
    if (error instanceof CatalogueError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  return 'accepted';
}

const withChange = (from: string, to: string): string => {
  if (!smallCatalogue.includes(from)) throw new Error(`the small catalogue has no ${from}`);
  return smallCatalogue.replace(from, to);
};

const entryKeys = 'title, why, symptoms, severity, essential, planned, dependsOn, limits, ok, problems, solution, notes, signatures, docs';

describe('a sound catalogue', () => {
  it('is accepted, so that each refusal below has one reason', () => expect(refusalOf(smallCatalogue)).toBe('accepted'));

  it('may begin with a byte order mark', () => expect(refusalOf(`\uFEFF${smallCatalogue}`)).toBe('accepted'));

  it('may have the line ends of Windows', () => expect(refusalOf(smallCatalogue.replaceAll('\n', '\r\n'))).toBe('accepted'));
});

describe('a wrong key or value', () => {
  it.each([
    [
      'an unknown key of the file',
      'regions: {',
      'region: {',
      'checks.yml:33:1: unknown key "region"; allowed: symptoms, checks, regions, endpoints, backupSet, waivers',
    ],
    ['an unknown key of a check', 'limits:', 'limts:', `checks.yml:12:5: unknown key "checks.low-disk-space.limts"; allowed: ${entryKeys}`],
    [
      'an unknown key of a step',
      'for: [',
      'only: [',
      'checks.yml:20:9: unknown key "checks.low-disk-space.solution.0.only"; allowed: text, for, ifKnown, command, verify',
    ],
    [
      'an unknown operating system',
      '{ linux: "df',
      '{ macos: "df',
      'checks.yml:21:20: unknown key "checks.low-disk-space.solution.0.command.macos"; allowed: linux, windows',
    ],
    [
      'an unknown symptom in the list',
      'slow: {',
      'slower: {',
      'checks.yml:5:3: unknown key "symptoms.slower"; allowed: corrupted, network-error, sometimes-fail, slow',
    ],
    [
      'an unknown symptom of a check',
      'symptoms: [sometimes-fail]',
      'symptoms: [slow, tired]',
      'checks.yml:10:22: "checks.low-disk-space.symptoms.1" must be one of corrupted, network-error, sometimes-fail, slow; it is the text "tired"',
    ],
    [
      'no symptom',
      'symptoms: [sometimes-fail]',
      'symptoms: []',
      'checks.yml:10:5: "checks.low-disk-space.symptoms" must be a list of corrupted, network-error, sometimes-fail, slow, with at least 1; it is an empty list',
    ],
    [
      'an unknown severity',
      'severity: critical',
      'severity: fatal',
      'checks.yml:11:15: "checks.low-disk-space.severity" must be one of warning, critical; it is the text "fatal"',
    ],
    [
      'a missing title',
      '    title: Low disk space\n',
      '',
      'checks.yml:7:3: "checks.low-disk-space.title" must be text of 1 to 1000 characters; it is missing',
    ],
    [
      'an empty title',
      'title: Low disk space',
      'title: ""',
      'checks.yml:8:12: "checks.low-disk-space.title" must be text of 1 to 1000 characters; it is empty text',
    ],
    [
      'a title of 1001 characters',
      'title: Low disk space',
      `title: ${'x'.repeat(1001)}`,
      'checks.yml:8:12: "checks.low-disk-space.title" must be text of 1 to 1000 characters; it is text of 1001 characters',
    ],
    [
      'a number as title',
      'title: Low disk space',
      'title: 42',
      'checks.yml:8:12: "checks.low-disk-space.title" must be text of 1 to 1000 characters; it is 42',
    ],
    [
      'a list as command',
      'command: { linux: "df -h {subject}" }',
      'command: [df, -h]',
      'checks.yml:21:9: "checks.low-disk-space.solution.0.command" must be text of 1 to 1000 characters or a mapping with the keys linux, windows; it is a list',
    ],
    [
      'a problem code with capitals',
      'cache-full: {',
      'cacheFull: {',
      'checks.yml:17:7: the name of "checks.low-disk-space.problems.cacheFull" must be lower-case words joined by hyphens',
    ],
    [
      'a check id with capitals',
      'low-disk-space:',
      'LowDiskSpace:',
      'checks.yml:7:3: the name of "checks.LowDiskSpace" must be lower-case words joined by hyphens',
    ],
    [
      'a step for an unknown problem',
      'for: [cache-full]',
      'for: [cache-empty]',
      'checks.yml:20:15: "checks.low-disk-space.solution.0.for.0" must be a problem of this check: cache-full; it is "cache-empty"',
    ],
    [
      'a port beyond the last',
      'network: publicnet,',
      'network: publicnet, port: 65536,',
      'checks.yml:35:114: "endpoints.0.port" must be a whole number from 1 to 65535; it is 65536',
    ],
    [
      'half a port',
      'network: publicnet,',
      'network: publicnet, port: 44.3,',
      'checks.yml:35:114: "endpoints.0.port" must be a whole number from 1 to 65535; it is 44.3',
    ],
    [
      'an address instead of a host name',
      'host: "storage101.{dc}.clouddrive.com"',
      'host: "https://storage101/"',
      'checks.yml:35:54: "endpoints.0.host" must be a host name in lower case; it is the text "https://storage101/"',
    ],
    ['a region in lower case', '{ DFW:', '{ dfw:', 'checks.yml:33:12: the name of "regions.dfw" must be a region of three capitals'],
    [
      'a relative path in the set',
      '[/etc]',
      '[etc]',
      'checks.yml:36:24: "backupSet.include.0" must be an absolute path; it is the text "etc"',
    ],
    [
      'a relative path that is left out',
      '[/etc/ssl]',
      '[ssl]',
      'checks.yml:36:41: "backupSet.exclude.0" must be an absolute path; it is the text "ssl"',
    ],
    [
      'a pattern of what is left out',
      '[/etc/ssl]',
      '[/etc/*.tmp]',
      'checks.yml:36:41: "backupSet.exclude.0" must name one file or folder, which leaves out all below it, without the wildcards * and ?; it is the text "/etc/*.tmp"',
    ],
    [
      'documentation that is no web page',
      'severity: critical\n    limits',
      'severity: critical\n    docs: javascript:alert(1)\n    limits',
      'checks.yml:12:11: "checks.low-disk-space.docs" must be an https address; it is the text "javascript:alert(1)"',
    ],
  ])('%s', (_, from, to, message) => expect(refusalOf(withChange(from, to))).toBe(message));
});

describe('a signature of a log', () => {
  const withSignature = (signature: string): string => withChange('severity: critical\n    limits', `severity: critical\n    signatures: [${signature}]\n    limits`);
  const key = '"checks.low-disk-space.signatures.0';

  it('is accepted by its words, its codes or its host', () =>
    expect(refusalOf(withSignature('{ problem: cache-full, means: Full., words: ["(a+)+$"], agentErrorCodes: [3042], hosts: [snet-] }'))).toBe('accepted'));

  it.each([
    ['of no problem', '{ problem: other, means: Full., words: [full] }', `${key}.problem" must be a problem of this check: cache-full; it is "other"`],
    ['that fits every line', '{ problem: cache-full, means: Full. }', `${key}" must say what a line is known by, such as words; it would fit every line`],
    ['without words in its list', '{ problem: cache-full, means: Full., words: [] }', `${key}.words" must be a list, with at least 1; it is an empty list`],
    ['with words that are a pattern of YAML', '{ problem: cache-full, means: Full., words: full }', `${key}.words" must be a list, with at least 1; it is the text "full"`],
    ['with a code in words', '{ problem: cache-full, means: Full., curlCodes: [many] }', `${key}.curlCodes.0" must be a whole number from 1 to 999999; it is the text "many"`],
    ['with a key of a pattern', '{ problem: cache-full, means: Full., pattern: "(a+)+$" }', `unknown key ${key}.pattern"; allowed: problem, means, words, writer,`],
    ['with a level that is none', '{ problem: cache-full, means: Full., levels: [LOUD] }', `${key}.levels.0" must be one of FATAL, ERROR, WARN, INFO, DEBUG, TRACE`],
  ])('%s is refused', (_, signature, says) => {
    const refusal = refusalOf(withSignature(signature));
    expect(refusal).toMatch(/^checks\.yml:12:\d+: /);
    expect(refusal).toContain(says);
  });
});

describe('a wrong limit', () => {
  it.each([
    ['text', 'lots', 'must be a number of bytes, at least 0; it is the text "lots"'],
    ['text with a unit', '100 MB', 'must be a number of bytes, at least 0; it is the text "100 MB"'],
    ['a number in quotes', '"104857600"', 'must be a number of bytes, at least 0; it is the text "104857600"'],
    ['less than nothing', '-1', 'must be a number of bytes, at least 0; it is -1'],
    ['no number', '.nan', 'must be a number of bytes, at least 0; it is NaN'],
    ['endless', '.inf', 'must be a number of bytes, at least 0; it is Infinity'],
    ['nothing', '', 'must be a number of bytes, at least 0; it is empty'],
    ['a list', '[1]', 'must be a number of bytes, at least 0; it is a list'],
    ['true', 'true', 'must be a number of bytes, at least 0; it is true'],
  ])('%s', (_, value, says) => {
    const text = withChange('floorBytes: 104857600', `floorBytes: ${value}`);
    expect(refusalOf(text)).toMatch(/^checks\.yml:13:(7|19|20): "checks\.low-disk-space\.limits\.floorBytes" /);
    expect(refusalOf(text)).toContain(says);
  });

  it.each([
    ['-1', 'must be a percentage from 0 to 100; it is -1'],
    ['101', 'must be a percentage from 0 to 100; it is 101'],
    ['100.1', 'must be a percentage from 0 to 100; it is 100.1'],
  ])('%s per cent', (value, says) => {
    expect(refusalOf(withChange('freePercent: 10', `freePercent: ${value}`))).toBe(
      `checks.yml:14:20: "checks.low-disk-space.limits.freePercent" ${says}`,
    );
  });

  it.each(['0', '100', '0.5'])('%s per cent is right', (value) => {
    expect(refusalOf(withChange('freePercent: 10', `freePercent: ${value}`))).toBe('accepted');
  });

  it('has a name that ends with its unit', () => {
    expect(refusalOf(withChange('floorBytes', 'floor'))).toBe(
      'checks.yml:13:7: the name of "checks.low-disk-space.limits.floor" must be a name in camelCase that ends with its unit: ' +
        'BytesPerSecond, Bytes, Percent, Count, Seconds, Ms, Days',
    );
  });
});

describe('a wrong dependency', () => {
  it.each([
    [
      'an unknown id',
      '[low-disk-space]',
      '[low-disc-space]',
      'checks.yml:27:17: "checks.read-only-volume.dependsOn.0" must be the id of a check: low-disk-space, read-only-volume; it is "low-disc-space"',
    ],
    [
      'a name that every object has',
      '[low-disk-space]',
      '[constructor]',
      'checks.yml:27:17: "checks.read-only-volume.dependsOn.0" must be the id of a check: low-disk-space, read-only-volume; it is "constructor"',
    ],
    [
      'itself',
      '[low-disk-space]',
      '[read-only-volume]',
      'checks.yml:27:5: "checks.read-only-volume.dependsOn" must not run in a circle: read-only-volume → read-only-volume',
    ],
    [
      'a consequence that the other check has not',
      '{ says: "{subject} has only {freeBytes} free." }',
      '{ says: "{subject} has only {freeBytes} free.", explains: [read-only-volume, read-only-volume/nothing] }',
      'checks.yml:17:96: "checks.low-disk-space.problems.cache-full.explains.1" must be read-only-volume alone or with one of its problems: mounted-read-only, turned-read-only; it is "read-only-volume/nothing"',
    ],
    [
      'a consequence in a check that is not there',
      '{ says: "{subject} has only {freeBytes} free." }',
      '{ says: "{subject} has only {freeBytes} free.", explains: [read-only-disc] }',
      'checks.yml:17:78: "checks.low-disk-space.problems.cache-full.explains.0" must be the id of a check, or check-id/problem: low-disk-space, read-only-volume; it is "read-only-disc"',
    ],
    [
      'a circle of consequences',
      '{ says: "{subject} has only {freeBytes} free." }',
      '{ says: "{subject} has only {freeBytes} free.", explains: [low-disk-space/cache-full] }',
      'checks.yml:16:5: "checks.low-disk-space.problems" must not run in a circle: low-disk-space/cache-full → low-disk-space/cache-full',
    ],
    [
      'a circle of two',
      'limits:',
      'dependsOn: [read-only-volume]\n    limits:',
      'checks.yml:12:5: "checks.low-disk-space.dependsOn" must not run in a circle: low-disk-space → read-only-volume → low-disk-space',
    ],
  ])('%s', (_, from, to, message) => expect(refusalOf(withChange(from, to))).toBe(message));
});

describe('text that is no YAML, or more than plain values', () => {
  it.each([
    [
      'an unclosed quote',
      withChange('why: The agent needs room.', 'why: "The agent needs room.'),
      'checks.yml:9:32: is not valid YAML after the key "checks.low-disk-space.why": Missing closing "quote',
    ],
    [
      'a tab',
      withChange('    title: Low', '\ttitle: Low'),
      'checks.yml:8:1: is not valid YAML after the key "checks.low-disk-space": lines must be indented by spaces; here stands a tab',
    ],
    [
      'a key twice',
      withChange('why: The agent needs', 'title: Again\n    why: The agent needs'),
      'checks.yml:9:5: the key "checks.low-disk-space.title" stands twice; it is allowed once in its mapping',
    ],
    [
      'a check twice',
      withChange('  read-only-volume:', '  low-disk-space:'),
      'checks.yml:22:3: the key "checks.low-disk-space" stands twice; it is allowed once in its mapping',
    ],
    [
      'a second document',
      `${smallCatalogue}---\nchecks: {}\n`,
      'checks.yml:37:1: is not valid YAML after the key "backupSet.exclude": only one document is allowed in a file; remove this line of dashes',
    ],
    [
      'a tag of a program',
      withChange('title: Low disk space', 'title: !!js/function x'),
      'checks.yml:8:12: is not valid YAML after the key "checks.low-disk-space.title": a tag, as in !name, is not allowed; write the value itself',
    ],
    [
      'a key in another column than its neighbours',
      withChange('    why: The agent needs', '   why: The agent needs'),
      'checks.yml:9:1: is not valid YAML after the key "checks.low-disk-space.title": the keys of a mapping and the items of a list must begin in one column, and each [ or { must be closed',
    ],
    [
      'an unclosed list',
      withChange('symptoms: [sometimes-fail]', 'symptoms: [sometimes-fail'),
      'is not valid YAML after the key "checks.low-disk-space.symptoms": the keys of a mapping and the items of a list must begin in one column, and each [ or { must be closed',
    ],
    [
      'plain text with a colon',
      withChange('why: The agent needs room.', 'why: The agent: room.'),
      'checks.yml:9:10: is not valid YAML after the key "checks.low-disk-space.why": text with a colon and a blank in it must stand in quotes',
    ],
    [
      'plain text that begins with @',
      withChange('why: The agent needs room.', 'why: @agent needs room.'),
      'checks.yml:9:10: is not valid YAML after the key "checks.low-disk-space.why": text that begins with @, ` or % must stand in quotes',
    ],
    [
      'a backslash in double quotes',
      withChange('why: The agent needs room.', String.raw`why: "C:\path"`),
      String.raw`is not valid YAML after the key "checks.low-disk-space.why": a backslash in double quotes must begin an escape such as \n or \"`,
    ],
    [
      'a key without its colon',
      withChange('regions: {', 'regions\nbackupSet: {'),
      'checks.yml:33:1: is not valid YAML after the key "checks.read-only-volume.solution.text": a key must be followed by a colon in the same line',
    ],
    ['a directive', `%INCLUDE other.yml\n---\n${smallCatalogue}`, 'checks.yml:1:1: is not valid YAML: a line that begins with % is not allowed'],
    [
      'an alias',
      withChange('why: The agent needs room.', 'why: &a The agent needs room.\n    docs: *a'),
      'checks.yml:10:11: the alias *a is not allowed; write the value itself',
    ],
    [
      'an alias of nothing',
      withChange('why: The agent needs room.', 'why: *nothing'),
      'checks.yml:9:10: the alias *nothing is not allowed',
    ],
    [
      'a list as a key',
      withChange('regions:', '? [a, b]\n: c\nregions:'),
      'checks.yml:33:3: a key must be plain text; it is a list or a mapping',
    ],
  ])('%s', (_, text, message) => expect(refusalOf(text)).toContain(message));
});

describe('a hostile file ends in one sentence, soon', () => {
  const nineOf = (name: string, other: string): string => `${name}: &${name} [${Array(9).fill(`*${other}`).join(', ')}]`;
  const bomb = ['a: &a [x, x, x]', ...['b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => nineOf(name, 'abcdef'.charAt(index)))].join('\n');
  const stairs = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');

  it.each([
    ['a bomb of aliases', bomb, 'checks.yml:2:8: the alias *a is not allowed'],
    [
      '3,000 lists in one line',
      `checks: ${'['.repeat(3000)}${']'.repeat(3000)}`,
      'checks.yml:1:72: is nested deeper than the 64 levels that are allowed',
    ],
    ['3,000 lists that never end', `checks: ${'['.repeat(3000)}`, 'checks.yml:1:72: is nested deeper than the 64 levels that are allowed'],
    ['3,000 mappings in one line', '{a: '.repeat(3000), 'is nested deeper than the 64 levels that are allowed'],
    ['3,000 lists in blocks', `${'- '.repeat(3000)}x`, 'checks.yml:1:129: is nested deeper than the 64 levels that are allowed'],
    ['3,000 keys that are mappings', `${'? '.repeat(3000)}x`, 'is nested deeper than the 64 levels that are allowed'],
    ['1,000 steps of a staircase', stairs, 'checks.yml:65:65: is nested deeper than the 64 levels that are allowed'],
  ])('%s', (_, text, message) => {
    const startedAt = performance.now();
    expect(refusalOf(text)).toContain(message);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('2 MiB', () =>
    expect(refusalOf(Buffer.alloc(2 << 20, '# fill\n'))).toBe('checks.yml: is longer than the 1048576 bytes that a YAML file may have'));

  it('a key with an escape code is shown, not obeyed', () => {
    expect(refusalOf(`"\\e[2J\\nregions": 1\n${smallCatalogue}`)).toMatch(
      /^checks\.yml:1:1: unknown key "\\u\{1b\}\[2J\\u\{a\}regions"; allowed: /,
    );
  });

  it('a key of 100,000 characters does not flood the screen', () => {
    expect(refusalOf(`? ${'k'.repeat(100_000)}\n: 1\n${smallCatalogue}`).length).toBeLessThan(2100);
  });
});

describe('a file that is no catalogue', () => {
  const wanted = 'the file must be a mapping with the keys symptoms, checks, regions, endpoints, backupSet, waivers';

  it.each([
    ['a list', '- a\n- b\n', `checks.yml:1:1: ${wanted}; it is a list`],
    ['one word', 'hello\n', `checks.yml:1:1: ${wanted}; it is the text "hello"`],
    [
      'empty',
      '',
      'checks.yml:1:1: "symptoms" must be a mapping with the keys corrupted, network-error, sometimes-fail, slow; it is missing',
    ],
    [
      'comments alone',
      '# nothing\n',
      'checks.yml:1:1: "symptoms" must be a mapping with the keys corrupted, network-error, sometimes-fail, slow; it is missing',
    ],
  ])('%s', (_, text, message) => expect(refusalOf(text)).toBe(message));

  it('in UTF-16', () =>
    expect(refusalOf(Buffer.from(`\uFEFF${smallCatalogue}`, 'utf16le'))).toBe('checks.yml: is not UTF-8 text; save it as UTF-8'));

  it('missing', () => expect(() => loadCatalogue('/nowhere/checks.yml')).toThrow('/nowhere/checks.yml: does not exist; name a YAML file'));

  it('a folder', () => expect(() => loadCatalogue(folder)).toThrow(`${folder}: cannot be read (EISDIR); name a YAML file`));
});
