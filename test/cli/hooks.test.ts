// Who is told of a run: a command, a real web server. What fails is a warning, and the exit code stays that of the verdict.
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../processes.js';
import { programPath, temporaryFolder } from './run-program.js';

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly body: string;
}

const seen: Seen[] = [];
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({ method: request.method, path: request.url, body });
      if (request.url === '/silent') return;
      response.writeHead(request.url === '/broken' ? 500 : request.url === '/moved' ? 302 : 204, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let state = '';
let image = '';

beforeEach(() => {
  seen.length = 0;
  state = temporaryFolder();
  image = temporaryFolder();
  mkdirSync(join(image, 'etc'));
  writeFileSync(join(image, 'etc/hostname'), 'made-up\n');
});

/** Not waited for in this thread, which is the server's. */
function check(...args: readonly string[]): Promise<Ended> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const words = [programPath, 'check', '--root', image, '--only', 'agent-not-registered', '--timeout', '6', ...args];
  const child = spawn(process.execPath, words, { env: { ...env, STATE_DIRECTORY: state }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, stdout: text(stdout), stderr: text(stderr) })));
}

/** Now it has an agent, whose registration is broken. */
function breakRegistration(): void {
  mkdirSync(join(image, 'etc/driveclient'));
  writeFileSync(join(image, 'etc/driveclient/bootstrap.json'), '{"IsRegistered": false}');
}

describe('--webhook', () => {
  it('is told of a change, once', async () => {
    const [first, second] = [await check('--webhook', `${base}/news`), await check('--webhook', `${base}/news`)];
    expect([first.exitCode, second.exitCode, seen.length]).toEqual([3, 3, 1]);
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ schemaVersion: '1', why: 'changed', status: 'unknown', previousStatus: null });
    breakRegistration();
    const third = await check('--webhook', `${base}/news`);
    expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({
      ...{ why: 'changed', status: 'warning', previousStatus: 'unknown' },
      causes: [{ checkId: 'agent-not-registered', status: 'warning' }],
    });
    expect([third.exitCode, third.stderr]).toEqual([1, '']);
  });

  it('is told again after the time of a reminder', async () => {
    await check('--webhook', `${base}/news`);
    const told = join(state, 'told.json');
    const longAgo = { ...(JSON.parse(readFileSync(told, 'utf8')) as object), toldAt: '2020-01-01T00:00:00.000Z' };
    writeFileSync(told, JSON.stringify(longAgo));
    await check('--webhook', `${base}/news`);
    expect(seen).toHaveLength(1);
    await check('--webhook', `${base}/news`, '--remind', '1d');
    expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({ why: 'reminder' });
  });

  // A run of the timer may come a quarter of the interval early, an hour at most, after one that came late.
  it.each([
    ['1d', 86_390, 2],
    ['1d', 82_860, 2],
    ['1d', 82_000, 1],
    ['15m', 680, 2],
    ['15m', 600, 1],
  ])('is reminded each %s of what was told %i s ago: %i times in all', async (every, ageSeconds, count) => {
    await check('--webhook', `${base}/news`);
    const told = join(state, 'told.json');
    const toldAt = new Date(Date.now() - ageSeconds * 1000).toISOString();
    writeFileSync(told, JSON.stringify({ ...(JSON.parse(readFileSync(told, 'utf8')) as object), toldAt }));
    await check('--webhook', `${base}/news`, '--remind', every);
    expect(seen).toHaveLength(count);
  });

  it.each(['--webhook', '--ping'])('%s takes no user name and password, which no request would be sent with', async (flag) => {
    const { exitCode, stderr, stdout } = await check(flag, 'https://hunter1:hunter2@hooks.example/');
    expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringMatching(/takes an address without a user name and password/)]);
    expect(stderr).not.toMatch(/hunter/);
  });

  it.each([
    ['an error', '/broken', /^backup-doctor: warning: --webhook: 127\.0\.0\.1:\d+ answered 500$/m],
    ['a way to somebody else', '/moved', /answered 302/],
    ['silence', '/silent', /could not be asked \(no answer in time\)/],
  ])('that answers with %s is a warning, and is tried again', async (_, path, sentence) => {
    const { exitCode, stderr, stdout } = await check('--webhook', `${base}${path}`);
    expect([exitCode, stderr, stdout === '']).toEqual([3, expect.stringMatching(sentence), false]);
    expect(existsSync(join(state, 'told.json'))).toBe(false);
    expect(seen.map((one) => one.path)).toEqual([path]);
  });

  it('names no token in a warning', async () => {
    const { stderr } = await check('--webhook', 'http://127.0.0.1:1/hunter2?key=hunter2');
    expect(stderr).toMatch(/--webhook: 127\.0\.0\.1:1 could not be asked \(\w+\)/);
    expect(stderr).not.toContain('hunter2');
  });

  it('begins anew where what was kept is broken', async () => {
    writeFileSync(join(state, 'told.json'), '{"status": 7');
    const { exitCode } = await check('--webhook', `${base}/news`);
    expect([exitCode, seen.length]).toEqual([3, 1]);
  });

  it('and --offline exclude each other', async () => {
    const { exitCode, stderr } = await check('--webhook', base, '--offline');
    expect([exitCode, stderr, seen]).toEqual([3, expect.stringMatching(/which --offline forbids/), []]);
  });
});

it('tells of a change also where the report finds no room', async () => {
  const { exitCode, stderr } = await check('--webhook', `${base}/news`, '--report', 'json=/dev/full/x.json');
  expect([exitCode, seen.length, stderr]).toEqual([3, 1, expect.stringMatching(/"\/dev\/full\/x\.json" cannot be written/)]);
});

describe('--ping', () => {
  it('is asked for after every run', async () => {
    await check('--ping', `${base}/alive`);
    await check('--ping', `${base}/alive`);
    expect(seen.map(({ method, path }) => `${method ?? ''} ${path ?? ''}`)).toEqual(['GET /alive', 'GET /alive']);
  });
});

describe('--on-change', () => {
  it('gets the news as JSON, and its status', async () => {
    const { exitCode } = await check('--on-change', `cat > '${state}/news'; echo "$BACKUP_DOCTOR_STATUS" >> '${state}/news'`);
    const [news = '', status] = readFileSync(join(state, 'news'), 'utf8').split('\n');
    expect([exitCode, JSON.parse(news), status]).toEqual([3, expect.objectContaining({ why: 'changed' }), 'unknown']);
  });

  it('says what it says on stderr, and its failure is a warning', async () => {
    const { exitCode, stdout, stderr } = await check('--format', 'json', '--on-change', String.raw`printf 'oh\033[2Jno\n'; exit 7`);
    expect([exitCode, JSON.parse(stdout)]).toEqual([3, expect.objectContaining({ exitCode: 3 })]);
    expect(stderr).toMatch(/^on-change: oh\\x1b\[2Jno$/m);
    expect(stderr).toMatch(/^backup-doctor: warning: --on-change: the command ended with 7$/m);
  });

  it('shows its words in no list of processes, and hands them to no program that it starts', async () => {
    const token = 'T0SECRETTOKEN';
    const listed = `tr '\\0' ' ' < /proc/$$/cmdline; echo; env`;
    const { stderr } = await check('--on-change', `: ${token}; ${listed}`);
    expect(stderr).toMatch(/^on-change: .*\/bin\/sh -c /m);
    expect(stderr).toMatch(/^on-change: BACKUP_DOCTOR_STATUS=unknown$/m);
    expect(stderr).not.toContain(token);
  });

  it.each([
    ['a command that is not there', 'nosuchcommand-T0SECRETTOKEN', /not found/],
    ['a part of an address', `echo 'could not ask T0SECRETTOKEN' >&2; : https://hooks.example/T0SECRETTOKEN?x`, /could not ask \[removed\]/],
    ['a word of a quoted text', `: "Bearer T0SECRETTOKEN"; echo 'no: T0SECRETTOKEN'; exit 1`, /no: \[removed\]$/m],
    ['a syntax that is none', `(T0SECRETTOKEN'`, /on-change/],
  ])('names no token: %s', async (_, command, sentence) => {
    const { stderr } = await check('--on-change', command);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('T0SECRETTOKEN');
  });

  it('cannot hold the run', async () => {
    const startedAt = performance.now();
    const { exitCode, stderr } = await check('--on-change', 'sleep 60');
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/--on-change: \S+ gave no answer within \d+ ms/)]);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it('by the environment, as a schedule gives it', async () => {
    process.env['BACKUP_DOCTOR_ON_CHANGE'] = `touch '${state}/called'`;
    await check();
    delete process.env['BACKUP_DOCTOR_ON_CHANGE'];
    expect(existsSync(join(state, 'called'))).toBe(true);
  });
});

describe('--alone', () => {
  it('lets one of eight runs through that start at once', async () => {
    // The one that holds the lock ends when all others have.
    const hold = `while [ ! -e '${state}/others-ended' ]; do sleep 0.1; done`;
    let endedCount = 0;
    const run = async (): Promise<Ended> => {
      const ended = await check('--alone', '--timeout', '60', '--on-change', hold);
      endedCount += 1;
      if (endedCount === 7) writeFileSync(join(state, 'others-ended'), '');
      return ended;
    };
    const runs = await Promise.all(Array.from({ length: 8 }, run));
    const refused = runs.filter(({ stderr }) => stderr.includes('another run with --alone is under way'));
    expect([refused.length, refused.every(({ exitCode, stdout }) => exitCode === 3 && stdout === '')]).toEqual([7, true]);
  });

  it('leaves nothing behind when it is killed', async () => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const words = [programPath, 'check', '--root', image, '--alone', '--on-change', `touch '${state}/holds'; sleep 30`];
    const child = spawn(process.execPath, words, { env: { ...env, STATE_DIRECTORY: state }, stdio: 'ignore' });
    await until(() => existsSync(join(state, 'holds')));
    expect((await check('--alone')).stderr).toMatch(/is under way/);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    expect((await check('--alone')).stderr).toBe('');
  });
});
