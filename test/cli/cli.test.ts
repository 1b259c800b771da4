import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseFault, parseList, parseReport as reportOf } from './published-json.js';
import { runProgram, temporaryFolder } from './run-program.js';
import type { Report } from '../../src/report/report.js';

const healthy = resolve('test/recordings/healthy/facts.json');
const clone = resolve('test/recordings/clone/facts.json');

describe('bad calls end with one sentence on stderr and exit 3', () => {
  const folder = temporaryFolder();
  const wrongYaml = join(folder, 'wrong.yml');
  writeFileSync(wrongYaml, 'checks:\n  low-disk-space:\n    limits:\n      floorBytes: plenty\n');
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const rows: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown command', ['chekc'], /unknown command "chekc"; there are: check, gather/],
    ['an unknown option', ['--formt', 'json'], /unknown option '--formt'/],
    ['an unknown format', ['--format', 'yaml'], /unknown format "yaml"; allowed: text, json, html, markdown, nagios, /],
    ['an unknown symptom', ['--symptom', 'tired'], /unknown symptom "tired"; allowed: corrupted/],
    ['an unknown check', ['--only', 'nothing'], /--only names "nothing", which is no check; allowed: /],
    ['a list of nothing', ['--skip', ','], /--skip names no check/],
    ['an unknown agent', ['--agent', 'other'], /unknown agent "other"; allowed: auto, driveclient/],
    ['a time limit in words', ['--timeout', 'long'], /--timeout takes seconds/],
    ['no time at all', ['--timeout', '0'], /--timeout takes seconds/],
    ['an image that is not there', ['--root', '/nowhere/at/all'], /--root "\/nowhere\/at\/all" is no folder/],
    ['an image without a name', ['--root', ''], /option '--root <dir>' argument '' is invalid\. It is empty/],
    ['a backup set without a name', ['--paths', ''], /option '--paths <path,\.\.\.>' argument '' is invalid\. It is empty/],
    ['a backup set of commas', ['--paths', ',,'], /--paths names no path/],
    ['a configuration without a name', ['--config', ''], /option '--config <file>' argument '' is invalid\. It is empty/],
    ['a file without a name to write to', ['--output', ''], /option '--output <file>' argument '' is invalid\. It is empty/],
    ['a file without a name to gather into', ['gather', '-o', ''], /option '-o, --output <file>' argument '' is invalid\. It is empty/],
    ['a recording without a name', ['judge', ''], /argument 'recording'\. It is empty/],
    ['an answer without a name', ['fault', ''], /argument 'file'\. It is empty/],
    ['a report without a file', ['--report', 'json'], /--report takes FORMAT=FILE/],
    ['a configuration that is not there', ['--config', '/nowhere.yml'], /"\/nowhere\.yml" cannot be read \(ENOENT\); name a YAML file/],
    ['a folder for a configuration', ['--config', folder], /cannot be read \(EISDIR\); name a YAML file/],
    ['a FIFO for a configuration', ['--config', fifo], /cannot be read \(not a regular file\); name a YAML file/],
    ['a device for a configuration', ['--config', '/dev/zero'], /cannot be read \(not a regular file\); name a YAML file/],
    ['a file for an image', ['--root', wrongYaml], /--root ".*wrong\.yml" is no folder/],
    ['a wrong configuration', ['--config', wrongYaml], /wrong\.yml:4:19: .*floorBytes/],
    ['a recording that is not there', ['judge', '/nowhere.json'], /"\/nowhere\.json" cannot be read \(ENOENT\)/],
    ['a folder for a recording', ['judge', folder], /cannot be read \(EISDIR\)/],
    ['no recording', ['judge'], /missing required argument/],
    ['a file that is no recording', ['judge', wrongYaml], /is not valid JSON/],
    ['an unknown story', ['demo', 'nothing'], /there is no story "nothing"; there are: /],
    ['a format that has no list of stories', ['demo', '--format', 'nagios'], /demo lists its stories as text or json, not as "nagios"; name a story/],
    ['an unknown word to explain', ['explain', 'nothing'], /nothing is known under "nothing"/],
    ['a header without a colon', ['fault', '--header', 'x'], /--header takes 'Name: value'/],
    ['a status in words', ['fault', '--status', 'bad'], /--status takes an HTTP status/],
    ['a name with an escape code', ['\u001b[31mred'], /unknown command "\\u001b\[31mred"/],
  ];
  it.each(rows)('%s', (_, args, sentence) => {
    const { exitCode, stdout, stderr } = runProgram(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe('a working directory that was removed', () => {
  const gone = ['sh', '-c', 'cd "$(mktemp -d)" && rmdir "$PWD" && exec "$@"', 'sh'];

  it.each([
    ['an image', ['--root', 'image']],
    ['a backup set', ['--paths', 'data']],
    ['a configuration', ['--config', 'site.yml']],
    ['a recording', ['judge', 'host.json']],
    ['a saved answer', ['fault', 'answer.json']],
    ['a recording to write', ['gather', '--offline', '-o', 'host.json']],
  ])('does not say where %s is', (_, args) => {
    const { exitCode, stderr } = runProgram(args, { through: gone });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^backup-doctor: "[\w.]+" is relative to a working directory that no longer exists; [^\n]*\n$/);
  });

  it('is nothing to a run that needs it not', () => {
    expect(runProgram(['judge', healthy], { through: gone })).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('help and version', () => {
  it('are no errors and go to stdout', () => {
    expect(runProgram(['--version'])).toMatchObject({ exitCode: 0, stdout: `${(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version}\n` });
    expect(runProgram(['--help'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Exit codes: 0 ok, 1 warning, 2 critical, 3 unknown') });
    expect(runProgram(['judge', '--help']).stdout).toContain('--symptom');
  });

  it('list the options of the default command, and nothing that only the parser knows', () => {
    expect(runProgram(['--help']).stdout).toMatch(/Options of check, the default:\n(.*\n)* +--root <dir>/);
    for (const command of ['check', 'judge', 'fault']) expect(runProgram([command, '--help']).stdout).not.toMatch(/words|\[\]/);
  });
});

describe('judge', () => {
  it('gives the same exit code in every format', () => {
    for (const format of ['text', 'json', 'nagios']) {
      expect(runProgram(['judge', healthy, '--format', format]).exitCode).toBe(0);
      expect(runProgram(['judge', clone, '--format', format]).exitCode).toBe(2);
    }
  });

  it('reads a recording from stdin', () => {
    const { exitCode, stdout } = runProgram(['judge', '-', '--format', 'json'], { input: readFileSync(clone, 'utf8') });
    expect(exitCode).toBe(2);
    expect(reportOf(stdout).causes[0]?.checkId).toBe('cloned-agent');
  });

  it('says nothing when healthy and told to be quiet, and speaks when not', () => {
    expect(runProgram(['judge', healthy, '--quiet'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(runProgram(['judge', clone, '--quiet']).stdout).toContain('cloned');
  });

  it.each([
    ['speaks', '2020-01-01', /the waiver expired on 2020-01-01/],
    ['says nothing', '2999-01-01', /^$/],
  ])('%s of a healthy host whose waiver ends on %s, also when told to be quiet', (_, expires, sentence) => {
    const config = join(temporaryFolder(), 'site.yml');
    writeFileSync(config, `waivers:\n  - {id: low-inodes, reason: a disk is ordered, expires: ${expires}}\n`);
    const { exitCode, stdout, stderr } = runProgram(['judge', healthy, '--quiet', '--config', config]);
    expect([exitCode, stdout, stderr]).toEqual([0, expect.stringMatching(sentence), '']);
  });

  it('leaves out what it is told to, and says so', () => {
    const { checks, notRun, exitCode } = reportOf(runProgram(['judge', clone, '--skip', 'cloned-agent', '--format', 'json']).stdout);
    expect(checks.map(({ id }) => id)).not.toContain('cloned-agent');
    expect(notRun).toContainEqual({ id: 'cloned-agent', reason: 'left out by --skip', enable: 'take cloned-agent out of --skip' });
    expect(exitCode).toBe(0);
  });

  it('judges one symptom alone', () => {
    const { checks } = reportOf(runProgram(['judge', clone, '--symptom', 'slow', '--format', 'json']).stdout);
    expect(checks.every(({ symptoms }) => symptoms.includes('slow'))).toBe(true);
    expect(checks.length).toBeGreaterThan(0);
  });

  it('lists every check that is not run with its reason, never as ok', () => {
    const { checks, notRun } = reportOf(runProgram(['judge', healthy, '--format', 'json']).stdout);
    expect(notRun).toEqual([expect.objectContaining({ id: 'throughput-bottleneck', reason: 'measured only with --deep' })]);
    expect(checks.filter(({ id }) => notRun.some((row) => row.id === id))).toEqual([]);
  });

  it('takes limits from --config', () => {
    const config = join(temporaryFolder(), 'site.yml');
    writeFileSync(config, 'checks:\n  low-disk-space:\n    limits:\n      floorBytes: 900000000000000\n');
    expect(runProgram(['judge', healthy, '--config', config]).exitCode).toBe(2);
  });
});

describe('files that it writes', () => {
  it('hold the format, belong to their owner alone, and leave stdout to the format asked for', () => {
    const folder = temporaryFolder();
    const [output, nagios] = [join(folder, 'report.json'), join(folder, 'nagios.txt')];
    const { stdout } = runProgram(['judge', healthy, '--format', 'json', '--output', output, '--report', `nagios=${nagios}`]);
    expect(stdout).toBe('');
    expect(reportOf(readFileSync(output, 'utf8')).status).toBe('ok');
    expect(readFileSync(nagios, 'utf8')).toMatch(/^BACKUP OK/);
    expect([output, nagios].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['600', '600']);
    expect(readdirSync(folder).sort()).toEqual(['nagios.txt', 'report.json']);
  });

  it('are refused in one sentence where they cannot be written; what belongs there is printed, and nothing is left over', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    const [taken, nowhere] = [join(folder, 'taken'), join(folder, 'no', 'where')];
    const written = runProgram(['judge', healthy, '--output', taken, '--report', `json=${nowhere}`]);
    expect(written.exitCode).toBe(3);
    expect(written.stdout).toBe(runProgram(['judge', healthy]).stdout);
    expect(written.stderr).toMatch(/^backup-doctor: "[^"]*taken" cannot be written \(EISDIR\), so it was printed instead; [^\n]*; "[^"]*where" cannot be written \(ENOENT\); [^\n]*\n$/);
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('are printed where a recording cannot be written', () => {
    const { exitCode, stdout, stderr } = runProgram(['gather', '--offline', '-o', '/nowhere/at/all']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('"/nowhere/at/all" cannot be written (ENOENT), so it was printed instead') });
    expect(JSON.parse(stdout)).toMatchObject({ format: expect.stringContaining('recording') });
  });

  it('may be devices, and are written through links', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'report.txt'), 'of yesterday');
    symlinkSync('report.txt', join(folder, 'link'));
    expect(runProgram(['judge', healthy, '--output', '/dev/null', '--report', `text=${join(folder, 'link')}`])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('OK');
  });
});

describe('a full device', () => {
  it('is no success', () => {
    const { exitCode, stderr } = runProgram([], { through: ['sh', '-c', '"$0" "$1" gather --offline > /dev/full'] });
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('could not be written (ENOSPC)') });
  });
});

describe('gather and judge', () => {
  const moves = /^(runId|tookMs|durationMs)$|At$|(Seconds|Bytes|Count)$/;
  const isDuration = (value: unknown): boolean => (value as { unit?: unknown } | null)?.unit === 'seconds';
  const withoutTimes = (report: Report): unknown =>
    JSON.parse(JSON.stringify(report), (key, value: unknown) => (moves.test(key) || isDuration(value) ? undefined : value));

  it('say the same as check, but for run id, times and what moves between two looks', () => {
    const folder = temporaryFolder();
    const env = { STATE_DIRECTORY: join(folder, 'state') };
    const image = makeImage(folder);
    const flags = ['--root', image, '--offline'];
    const recording = join(folder, 'host.json');
    expect(runProgram(['gather', ...flags, '-o', recording], { env }).exitCode).toBe(0);
    const judged = runProgram(['judge', recording, '--format', 'json'], { env });
    const checked = runProgram(['check', ...flags, '--format', 'json'], { env });
    expect(withoutTimes(reportOf(judged.stdout))).toEqual(withoutTimes(reportOf(checked.stdout)));
    expect(judged.exitCode).toBe(checked.exitCode);
  });

  it('judge the same recording twice to the same bytes', () => {
    expect(runProgram(['judge', clone, '--format', 'json']).stdout).toBe(runProgram(['judge', clone, '--format', 'json']).stdout);
  });

  it('leave no state behind on the host that is only gathered', () => {
    const folder = temporaryFolder();
    runProgram(['gather', '--offline', '-o', join(folder, 'r.json')], { env: { STATE_DIRECTORY: join(folder, 'state') } });
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });
});

function makeImage(folder: string): string {
  const image = join(folder, 'image');
  mkdirSync(join(image, 'etc/driveclient'), { recursive: true });
  mkdirSync(join(image, 'var/cache/driveclient'), { recursive: true });
  writeFileSync(join(image, 'etc/hostname'), 'image-host\n');
  writeFileSync(join(image, 'etc/machine-id'), '0123456789abcdef0123456789abcdef\n');
  const registration = join(image, 'etc/driveclient/bootstrap.json');
  writeFileSync(registration, JSON.stringify({ AccountId: '1', AgentId: 2, AgentKey: 'ZHVtbXk=', ApiHostName: 'api.drivesrvr.com', IsRegistered: true, Username: 'u', VolumePasswords: {} }));
  chmodSync(registration, 0o600);
  return image;
}

describe('a host without any agent', () => {
  it('gets a report that says so, judges what can be judged, and exit 3', () => {
    const image = temporaryFolder();
    mkdirSync(join(image, 'etc'));
    const { exitCode, stdout } = runProgram(['--root', image, '--offline', '--format', 'json']);
    const report = reportOf(stdout);
    expect(exitCode).toBe(3);
    expect(report).toMatchObject({ status: 'unknown', agent: null, headline: expect.stringContaining('no backup agent was found') });
  });
});

describe('fault', () => {
  const body = '{"overLimit":{"code":413,"message":"OverLimit Retry...","retryAfter":"2010-08-01T00:00:00Z"}}';

  it('interprets a saved answer as JSON in the published form', () => {
    const { exitCode, stdout } = runProgram(['fault', '--status', '413', '--format', 'json'], { input: body });
    expect(exitCode).toBe(0);
    expect(parseFault(stdout)).toMatchObject({
      schemaVersion: '1',
      httpStatus: 413,
      shape: 'json',
      element: 'overLimit',
      category: 'rate_limited',
      retryAt: '2010-08-01T00:00:00Z',
      retryAfterSeconds: 0,
    });
  });

  it('tells a person what it is and what to do', () => {
    const { stdout } = runProgram(['fault', '--status', '401'], { input: '' });
    expect(stdout).toMatch(/401/);
    expect(stdout).toMatch(/What to do\n {2}1\. /);
  });

  it('ends with 3 when the file cannot be read', () => {
    expect(runProgram(['fault', '/nowhere'])).toMatchObject({ exitCode: 3, stdout: '' });
  });
});

describe('fault and input without end', () => {
  it('a long file is read as far as it is interpreted', () => {
    const path = join(temporaryFolder(), 'long.json');
    writeFileSync(path, '{"overLimit":{"code":413,"message":"Slow down","retryAfter":"30"}}'.padEnd(65 * 1024 * 1024));
    const { exitCode, stdout } = runProgram(['fault', '--format', 'json', path]);
    expect(exitCode).toBe(0);
    expect(parseFault(stdout)).toMatchObject({ category: 'rate_limited', sentence: expect.stringContaining('Only the first 1 MiB') });
  });

  it('a device that never ends is left', () => {
    expect(runProgram(['fault', '/dev/zero'])).toMatchObject({ exitCode: 0 });
  });
});

describe('demo', () => {
  it('lists its stories as JSON too', () => {
    const { exitCode, stdout } = runProgram(['demo', '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: '1',
      stories: expect.arrayContaining([{ name: 'clone', title: expect.stringMatching(/\w/) }, { name: 'healthy', title: expect.stringMatching(/\w/) }]),
    });
  });
});

describe('explain', () => {
  it.each(['low-disk-space', 'tls-failure', '401', '503', 'overLimit', 'cloudServersFault', 'resizeNotAllowed'])('knows %s', (id) => {
    expect(runProgram(['explain', id])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('What to do') });
  });
});

describe('list', () => {
  it('names every check of the contract, as text and as JSON', () => {
    const { checks } = parseList(runProgram(['list', '--format', 'json']).stdout);
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['cloned-agent', 'dns-failure', 'last-backup']));
    const text = runProgram(['list']).stdout;
    for (const { id } of checks) expect(text).toContain(id);
  });
});
