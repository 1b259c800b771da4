// Real database servers of Debian in a folder of their own, without a port: live, excluded and stopped.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatherInUse } from '../../../src/probes/files/in-use/gather-in-use.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { hasProgram, isRoot } from '../../lab/storage-lab.js';
import { until } from '../../processes.js';

const needing =
  (isThere: boolean, what: string) =>
  (title: string, tests: () => void): void =>
    isThere ? describe(title, tests) : describe.skip(`${title} (skipped: needs ${what})`, tests);

const postgresFolder = existsSync('/usr/lib/postgresql') ? `/usr/lib/postgresql/${readdirSync('/usr/lib/postgresql').at(-1) ?? ''}/bin` : '';
const describeWithMariaDb = needing(isRoot && hasProgram('mariadbd'), 'root and the package mariadb-server-core');
const describeWithPostgres = needing(isRoot && existsSync(`${postgresFolder}/initdb`), 'root and the package postgresql');
const describeWithSqlite = needing(isRoot && hasProgram('sqlite3'), 'root and the package sqlite3');

const nobody = ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'];

async function databasesIn(paths: readonly string[], exclusions: readonly string[] = []) {
  const system = openSystem(null);
  const facts = await gatherInUse(system, { paths, exclusions, source: '--paths', agentPids: [], deepLimitMs: null }, new AbortController().signal);
  system.close();
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return facts.value.databases.map(
    ({ kind, place, holder, because, isOnlyHeld }) => `${kind} ${place} ${holder.program}: ${because}${isOnlyHeld === true ? ', only held' : ''}`,
  );
}

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'databases-')));
  chmodSync(folder, 0o777);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gone = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });

describeWithMariaDb('MariaDB', () => {
  const data = () => join(folder, 'mysql');
  let server: ChildProcess;
  const log = () => join(folder, 'mysql.log');
  const options = () => ['--no-defaults', '--user=nobody', `--datadir=${data()}`, '--innodb-log-file-size=4M', '--innodb-buffer-pool-size=8M', '--skip-grant-tables'];

  beforeAll(async () => {
    spawnSync('install', ['-d', '-o', 'nobody', data()]);
    const statements = 'CREATE DATABASE shop;\nCREATE TABLE shop.orders (i INT) ENGINE=InnoDB;\n';
    const { status, stderr } = spawnSync('mariadbd', [...options(), '--bootstrap'], { input: statements, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    server = spawn('mariadbd', [...options(), '--skip-networking', `--socket=${folder}/s`, `--log-error=${log()}`], { stdio: 'ignore' });
    await until(() => existsSync(log()) && readFileSync(log(), 'utf8').includes('ready for connections'));
  });
  afterAll(() => gone(server));

  it('is one live database in the folder of its data', async () => {
    expect(await databasesIn([folder])).toEqual([`mysql ${data()} mariadbd: the first page of InnoDB`]);
  });

  it('is live in the folder of one of its databases, too', async () => {
    expect(await databasesIn([join(data(), 'shop')])).toEqual([`mysql ${data()} mariadbd: the first page of InnoDB`]);
  });

  it('is no trouble where it is excluded, or lies elsewhere', async () => {
    mkdirSync(join(folder, 'dumps'));
    expect([...(await databasesIn([folder], [data()])), ...(await databasesIn([join(folder, 'dumps')]))]).toEqual([]);
  });

  it('is no trouble once it is stopped', async () => {
    await gone(server);
    expect(readdirSync(data())).toContain('ibdata1');
    expect(await databasesIn([folder])).toEqual([]);
  });
});

describeWithPostgres('PostgreSQL', () => {
  const data = () => join(folder, 'postgres/data');
  const asNobody = (program: string, ...args: readonly string[]) =>
    spawnSync('setpriv', [...nobody, join(postgresFolder, program), '-D', data(), ...args], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'inherit'] });

  beforeAll(() => {
    spawnSync('install', ['-d', '-o', 'nobody', join(folder, 'postgres')]);
    expect(asNobody('initdb', '-A', 'trust', '-N').status).toBe(0);
    expect(asNobody('pg_ctl', '-w', '-l', join(folder, 'postgres/log'), '-o', `-c listen_addresses= -k ${folder}`, 'start').status).toBe(0);
  });
  afterAll(() => {
    if (existsSync(join(data(), 'postmaster.pid'))) asNobody('pg_ctl', '-m', 'immediate', 'stop');
  });

  const live = () => `postgresql ${data()} postgres: its control file, and a server that works there`;

  it('is live even while no file of it is open', async () => expect(await databasesIn([folder])).toEqual([live()]));

  it('is live where the set is part of its data', async () => expect(await databasesIn([join(data(), 'base')])).toEqual([live()]));

  it('is no trouble where its settings alone are backed up', async () => {
    const settings = ['postgresql.conf', 'pg_hba.conf'].map((name) => join(data(), name));
    expect(await databasesIn(settings)).toEqual([]);
    expect(await databasesIn([folder], [data()])).toEqual([]);
  });

  it('is no trouble once it is stopped, though somebody stands in its folder', async () => {
    expect(asNobody('pg_ctl', '-w', 'stop').status).toBe(0);
    const visitor = spawn('sleep', ['30'], { cwd: data(), stdio: 'ignore' });
    expect(await databasesIn([folder])).toEqual([]);
    await gone(visitor);
  });
});

describeWithSqlite('SQLite', () => {
  const path = () => join(folder, 'shop.sqlite');
  let shell: ChildProcess;
  beforeAll(async () => {
    spawnSync('sqlite3', [path(), 'PRAGMA journal_mode=WAL; CREATE TABLE t (a)']);
    shell = spawn('sqlite3', [path()], { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.stdin?.write('BEGIN IMMEDIATE; INSERT INTO t VALUES (1); SELECT 1;\n');
    await new Promise<void>((done) => shell.stdout?.once('data', () => done()));
  });
  afterAll(() => gone(shell));

  it('is live while a program holds it open', async () => {
    expect(await databasesIn([folder])).toEqual([`sqlite ${path()} sqlite3: the header of SQLite`]);
  });

  it.each([
    ['a copy that is being written', '', ', only held'],
    ['its own program between two writes, without a journal', 'PRAGMA journal_mode=DELETE; BEGIN; SELECT count(*) FROM t; COMMIT;', ', only held'],
    ['its own program while it reads', 'PRAGMA journal_mode=DELETE; BEGIN; SELECT count(*) FROM t;', ''],
    ['its own program while it writes', 'PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE; INSERT INTO t VALUES (1);', ''],
    ['its own program at rest, with a log beside it', 'PRAGMA journal_mode=WAL; SELECT count(*) FROM t;', ''],
  ])('is held open by %s', async (_, statements, sign) => {
    const copy = join(folder, 'copy.sqlite');
    spawnSync('sqlite3', [copy, 'CREATE TABLE t (a)']);
    // dd keeps its output open until its input ends.
    const holder =
      statements === ''
        ? spawn('dd', [`of=${copy}`, 'conv=notrunc', 'oflag=append', 'status=none'], { stdio: ['pipe', 'ignore', 'inherit'] })
        : spawn('sqlite3', [copy], { stdio: ['pipe', 'pipe', 'inherit'] });
    holder.stdin.write(statements === '' ? '' : `${statements} SELECT 'ready';\n`);
    if (holder.stdout !== null) for await (const chunk of holder.stdout) if (String(chunk).includes('ready')) break;
    await until(() => spawnSync('fuser', [copy]).status === 0);
    const found = await databasesIn([copy]);
    await gone(holder);
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${copy}${ending}`, { force: true });
    expect(found).toEqual([`sqlite ${copy} ${statements === '' ? 'dd' : 'sqlite3'}: the header of SQLite${sign}`]);
  });

  it('is told by its content and not by its name', async () => {
    writeFileSync(join(folder, 'fake.sqlite'), 'SQLite\n');
    const holder = spawn('sh', ['-c', 'exec 3<>"$0"; sleep 30', join(folder, 'fake.sqlite')], { stdio: 'ignore' });
    await until(() => spawnSync('fuser', [join(folder, 'fake.sqlite')]).status === 0);
    expect(await databasesIn([join(folder, 'fake.sqlite')])).toEqual([]);
    await gone(holder);
  });

  it('is no trouble once it is closed', async () => {
    await gone(shell);
    expect(await databasesIn([folder])).toEqual([]);
  });
});
