// backup-doctor bundle, from a host image to the support desk.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const image = join(folder, 'image');
const secrets = { AgentKey: 'ZHVtbXkta2V5LW5v', RsaKeyPair: 'opaque-dummy-pair', Password: 'unlikely word' };
const vault = 'the-password-of-the-vault';
const now = new Date().toISOString().slice(0, 19).replace('T', ' ');

for (const name of ['etc/driveclient', 'var/log']) mkdirSync(join(image, name), { recursive: true });
writeFileSync(join(image, 'etc/hostname'), 'payroll-db\n');
writeFileSync(join(image, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nspooler:x:113:113::/:/bin/false\nhmeier:x:1001:1001::/srv/h:/bin/sh\n');
const registration = {
  AccountId: '991199',
  AgentId: 119991,
  ApiHostName: 'api.drivesrvr.com',
  IsRegistered: true,
  Username: 'alice.cloud',
  ...secrets,
};
writeFileSync(
  join(image, 'etc/driveclient/bootstrap.json'),
  JSON.stringify({
    ...registration,
    Unheard: 'of',
    VolumePasswords: { 'https://u:secret-in-url@storage101.dfw1.clouddrive.com/v1/x': vault },
  }),
);
writeFileSync(join(image, 'etc/driveclient/log4cxx.xml'), `<configuration password="${vault}"><root/></configuration>\n`);
// Of two folders, and called alike.
mkdirSync(join(image, 'var/cache/driveclient'), { recursive: true });
writeFileSync(join(image, 'var/cache/driveclient/log4cxx.xml'), '<configuration/>\n');
const lines = [
  '[2020-01-01 00:00:00|T1|ERROR|root|rax::X(1)] long ago',
  ...Object.values(secrets).map((secret) => `[${now}|T1|ERROR|root|rax::X(1)] odd ${secret} here`),
  `[${now}|T1|INFO |root|rax::X(1)] carol was here`,
  `[${now}|T1|INFO |root|rax::X(1)] login of alice.cloud, then hmeier, root, spooler`,
  `[${now}|T1|INFO |root|rax::X(1)] she reads /home/carol`,
  `[${now}|T1|ERROR|root|rax::X(1)] hex ${Buffer.from(vault).toString('hex')} \u001b[31m /home/alice/x`,
];
writeFileSync(join(image, 'var/log/driveclient.log'), `${lines.join('\n')}\n`);
const look = ['bundle', '--root', image, '--paths', '/home/alice'];

const unpackedTo = (path: string, bytes: Buffer): string => {
  mkdirSync(path);
  spawnSync('tar', ['xzf', '-', '-C', path], { input: bytes });
  return path;
};
const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(path.length + 1))
    .sort();

describe('a bundle', () => {
  const path = join(folder, 'b.tar.gz');
  const made = runProgram([...look, '--output', path]);
  const inside = unpackedTo(join(folder, 'inside'), readFileSync(path));
  const textOf = (name: string): string => readFileSync(join(inside, name), 'utf8');

  it('is written for its owner alone, and its name goes to stdout', () => {
    expect(made).toMatchObject({ exitCode: 0, stdout: `${path}\n` });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('holds what is promised, and tar reads it', () => {
    expect(filesIn(inside)).toEqual([
      ...['configuration/bootstrap.json', 'configuration/log4cxx.xml', 'configuration/log4cxx.xml-2', 'logs/driveclient.log', 'manifest.json'],
      ...['recording.json', 'report.html', 'report.json', 'versions.json'],
    ]);
    expect(JSON.parse(textOf('manifest.json'))).toMatchObject({
      format: 'backup-doctor-bundle',
      diagnosis: 'kept',
      redaction: { policy: 'support', selfTest: 'passed' },
    });
  });

  it('holds no secret and no user', () => {
    const all = filesIn(inside).map(textOf).join('\n');
    const hidden = [...Object.values(secrets), vault, 'secret-in-url', 'alice', 'carol', 'hmeier', Buffer.from(vault).toString('hex'), '\u001b'];
    expect(hidden.filter((text) => all.includes(text))).toEqual([]);
    expect(JSON.parse(textOf('configuration/bootstrap.json'))).toMatchObject({
      AccountId: '991199',
      AgentKey: '[removed]',
      Unheard: '[removed]',
      Username: '[removed]',
    });
  });

  it('counts what was taken out, in its logs and its configuration, too', () => {
    type Counted = { readonly redaction: { readonly counts: Readonly<Record<string, number>> } };
    const [{ counts }, { counts: own }] = ['manifest.json', 'recording.json'].map((name) => (JSON.parse(textOf(name)) as Counted).redaction) as [Counted['redaction'], Counted['redaction']];
    expect(counts['user']).toBeGreaterThan(own['user'] ?? 0);
    // Four lines of the log, and one of its settings.
    expect(counts['known-secret']).toBe((own['known-secret'] ?? 0) + 5);
    const { stderr } = runProgram([...look, '--dry-run', '--show-redactions']);
    for (const [kind, count] of Object.entries(counts)) expect(stderr).toMatch(new RegExp(`^ +${String(count)} ${kind}$`, 'm'));
  });

  it('holds the lines of the window alone', () => {
    expect(textOf('logs/driveclient.log').split('\n')).toHaveLength(lines.length);
    expect(textOf('logs/driveclient.log')).not.toContain('long ago');
    expect(textOf('logs/driveclient.log')).toContain('odd [removed] here');
    expect(textOf('logs/driveclient.log')).toMatch(/login of user-\d+, then user-\d+, root, spooler/);
  });

  it('is judged and shown without unpacking it', () => {
    expect(runProgram(['judge', path, '--format', 'json']).stdout).toBe(textOf('report.json'));
    expect(runProgram(['render', path, '--format', 'html']).stdout).toBe(textOf('report.html'));
    expect(runProgram(['judge', '-'], { input: 'no bundle' }).exitCode).toBe(3);
  });
});

it('--redact strict names neither host nor account', () => {
  const path = join(folder, 'strict.tar.gz');
  runProgram([...look, '--redact', 'strict', '--output', path]);
  const inside = unpackedTo(join(folder, 'strict'), readFileSync(path));
  const all = filesIn(inside)
    .map((name) => readFileSync(join(inside, name), 'utf8'))
    .join('\n');
  // Its own checksums may hold any six digits.
  expect(all.replace(/[0-9a-f]{64}/g, '')).not.toMatch(/payroll|991199|119991|alice/);
  expect(runProgram(['judge', path]).exitCode).toBe(runProgram(['judge', join(folder, 'b.tar.gz')]).exitCode);
});

it('--redact strict names no file of the host', () => {
  const host = join(folder, 'acme');
  for (const name of ['etc/driveclient', 'var/log']) mkdirSync(join(host, name), { recursive: true });
  writeFileSync(join(host, 'etc/driveclient/bootstrap.json'), JSON.stringify(registration));
  writeFileSync(
    join(host, 'etc/driveclient/log4cxx.xml'),
    '<configuration><appender name="FILE"><param name="File" value="/var/log/acme-payroll.log"/></appender></configuration>\n',
  );
  writeFileSync(join(host, 'var/log/acme-payroll.log'), `[${now}|T1|ERROR|root|rax::X(1)] 10.1.2.3-10.1.2.9 of /var/log/acme-payroll.log\n`);
  const path = join(folder, 'acme.tar.gz');
  runProgram(['bundle', '--root', host, '--redact', 'strict', '--output', path]);
  const inside = unpackedTo(join(folder, 'acme-inside'), readFileSync(path));
  expect(filesIn(inside).filter((name) => name.startsWith('logs/'))).toEqual([expect.stringMatching(/^logs\/path-\d+$/)]);
  expect(filesIn(inside).filter((name) => /acme|10\.1\.2/.test(readFileSync(join(inside, name), 'utf8')))).toEqual([]);
});

it('--dry-run lists it with sizes, and writes nothing', () => {
  const cwd = join(folder, 'empty');
  mkdirSync(cwd);
  const { stdout, exitCode } = runProgram([...look, '--dry-run'], { cwd });
  expect(stdout).toMatch(
    /^ +\d+ {2}configuration\/bootstrap\.json\n[^]*recording\.json\n[^]* bytes in 8 members and a manifest, packed into \d+; nothing was written\n$/,
  );
  expect({ exitCode, left: readdirSync(cwd) }).toEqual({ exitCode: 0, left: [] });
});

it('without a name it is called after the time', () => {
  const cwd = join(folder, 'named');
  mkdirSync(cwd);
  const { stdout } = runProgram(look, { cwd });
  expect(readdirSync(cwd)).toEqual([stdout.trim()]);
  expect(stdout).toMatch(/^backup-doctor-\d{8}T\d{6}Z\.tar\.gz\n$/);
});

describe('for the owner of a key', () => {
  const hasAge = spawnSync('age', ['--version']).status === 0;
  (hasAge ? it : it.skip)(`it is encrypted, and age opens it${hasAge ? '' : ' (skipped: age is not installed)'}`, () => {
    const [key, path] = [join(folder, 'key.txt'), join(folder, 'e.tar.gz.age')];
    spawnSync('age-keygen', ['-o', key]);
    const recipient = /age1[a-z0-9]+/.exec(readFileSync(key, 'utf8'))?.[0] ?? '';
    expect(runProgram([...look, '--recipient', recipient, '--output', path]).exitCode).toBe(0);
    expect(runProgram(['judge', path])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('age -d -i KEYFILE') });
    const { stdout } = spawnSync('age', ['-d', '-i', key, path]);
    expect(filesIn(unpackedTo(join(folder, 'opened'), stdout))).toContain('recording.json');
  });

  it.each([
    ['foo', /takes the public key of age.*it got "foo"/],
    ['AGE-SECRET-KEY-1QQQQ', /got a secret key; give the public one/],
  ])('%s is refused before the look', (recipient, says) => {
    const { exitCode, stderr, stdout } = runProgram([...look, '--recipient', recipient]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('QQQQ');
  });
});
