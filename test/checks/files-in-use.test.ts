import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { filesInUse as check } from '../../src/checks/files-in-use.js';
import type { ApiFacts, JobError } from '../../src/facts/api.js';
import type { FilesInUse } from '../../src/facts/files-in-use.js';
import { usageOf } from '../../src/facts/jobs/reading.js';
import { absent, observed, unavailable, type Observed } from '../../src/facts/observed.js';
import { database, file, filesInUse, holder } from './facts-builders/in-use.js';
import * as jobs from './facts-builders/jobs.js';
import { answerOf, evidenceOf } from './facts-builders/storage.js';
import { missingWords, sentenceFor } from './facts-builders/words.js';

const limits = { readAtOnceBytes: 65_536, vanishedCount: 20 };
const judge = (inUse: FilesInUse) => check.judge({ usage: { inUse, denials: [] } }, limits);
const lock = { kind: 'flock', access: 'write', holder } as const;
const rewritten = file({ change: 'rewritten', writers: [{ pid: 9, program: 'qemu' }] });
const heldFile = database({ kind: 'sqlite', place: '/srv/copy.db', isOnlyHeld: true });
const vanished = (count: number) => filesInUse({ files: Array.from({ length: count }, (_, n) => file({ path: `/srv/${n}`, change: 'vanished' })) });

describe('files-in-use', () => {
  it.each<[string, FilesInUse, string]>([
    ['nothing is open or fresh', filesInUse({ betweenMs: null }), 'ok'],
    ['a live database', filesInUse({ databases: [database()] }), 'warning live-database'],
    ['a live database beside a rewritten file', filesInUse({ databases: [database()], files: [rewritten] }), 'warning live-database'],
    ['a live database, though not all was seen', filesInUse({ databases: [database()], hiddenProcessCount: 3 }), 'warning live-database'],
    ['a database file that is only held open', filesInUse({ databases: [heldFile] }), 'warning open-database-file'],
    ['the same beside a live one', filesInUse({ databases: [heldFile, database()] }), 'warning live-database'],
    ['the same, and a file is rewritten', filesInUse({ databases: [heldFile], files: [rewritten] }), 'warning changing-files'],
    ['the same while it grows: a copy that is being written', filesInUse({ databases: [heldFile], files: [file({ path: heldFile.place, change: 'appended' })] }), 'ok'],
    ['a file that is locked: no lock keeps a reader away', filesInUse({ files: [file({ locks: [lock] })] }), 'ok'],
    ['a file that is open for writing', filesInUse({ files: [file({ writers: [holder] })] }), 'ok'],
    ['a log that grows', filesInUse({ files: [file({ change: 'appended', writers: [holder], isOnlyAppended: true })] }), 'ok'],
    ['a file that is replaced by another', filesInUse({ files: [file({ change: 'replaced' })] }), 'ok'],
    ['a large file that is rewritten', filesInUse({ files: [rewritten] }), 'warning changing-files'],
    ['one byte larger than is read in one go', filesInUse({ files: [{ ...rewritten, sizeBytes: 65_537 }] }), 'warning changing-files'],
    ['as large as is read in one go', filesInUse({ files: [{ ...rewritten, sizeBytes: 65_536 }] }), 'ok'],
    ['smaller than is read in one go', filesInUse({ files: [{ ...rewritten, sizeBytes: 65_535 }] }), 'ok'],
    ['a journal that is meant to be read while it is written', filesInUse({ files: [{ ...rewritten, isReadableWhileWritten: true }] }), 'ok'],
    ['a file that vanished', vanished(1), 'ok'],
    ['19 files that vanished', vanished(19), 'ok'],
    ['20 files that vanished', vanished(20), 'warning vanishing-files'],
    ['21 files that vanished', vanished(21), 'warning vanishing-files'],
    ['processes of others are hidden', filesInUse({ hiddenProcessCount: 1 }), 'unknown'],
    ['part of the set did not answer', filesInUse({ unseen: ['/srv/remote gave no answer within 5000 ms'] }), 'unknown'],
    ['part of the set did not answer, and a file is rewritten', filesInUse({ files: [rewritten], unseen: ['x'] }), 'warning changing-files'],
  ])('%s', (_, inUse, expected) => {
    const verdict = judge(inUse);
    expect([answerOf(verdict), missingWords('files-in-use', verdict)]).toEqual([expected, []]);
  });

  it('says why it cannot tell, and what to do', () => {
    expect(judge(filesInUse({ hiddenProcessCount: 3, unseen: ['/srv/remote gave no answer'] }))).toMatchObject({
      reason: 'nothing found so far, but only root sees which files the other 3 processes hold open: run this as root; /srv/remote gave no answer',
    });
  });

  it('names the database, who holds it and how it was recognized', () => {
    expect(sentenceFor('files-in-use', judge(filesInUse({ databases: [database(), database({ kind: 'sqlite', place: '/srv/a.db' })] })))).toBe(
      '/srv/mysql is live data of MySQL or MariaDB, held by mariadbd (process 812) and recognized by the first page of InnoDB: what a backup reads of it may be torn, and useless after a restore. Live databases in the set: 2.',
    );
  });

  it('says of a file that is only held open that it may be a copy, and is not certain', () => {
    const verdict = judge(filesInUse({ databases: [heldFile] }));
    expect('confidence' in verdict ? verdict.confidence : null).toBe('likely');
    expect(sentenceFor('files-in-use', verdict)).toContain('it may be one that rests, or a copy that is just being written.');
  });

  it.each([
    ['mysql', 'mysqlData'],
    ['postgresql', 'postgresqlData'],
    ['sqlite', 'sqliteFile'],
    ['sql-server', 'sqlServerFile'],
  ] as const)('%s has its own advice', (kind, name) => {
    const advice = ['mysqlData', 'postgresqlData', 'sqliteFile', 'sqlServerFile'];
    const evidence = evidenceOf(judge(filesInUse({ databases: [database({ kind })] })));
    expect(evidence.filter((one) => advice.includes(one.name) && one.value !== null).map((one) => [one.name, one.value])).toEqual([[name, '/srv/mysql']]);
  });

  it.each([
    ['whom it sees', [{ pid: 9, program: 'qemu' }], 'qemu (process 9)'],
    ['nobody, since it was closed again', [], 'a program that had closed it again'],
  ])('a rewritten file is written by %s', (_, writers, expected) => {
    expect(sentenceFor('files-in-use', judge(filesInUse({ files: [{ ...rewritten, writers }] })))).toBe(
      `Files of the backup set that were rewritten within 1,003 ms, and are too large to be read in one go: at least 1, such as /srv/state.bin, written by ${expected}. A backup of it may mix old and new.`,
    );
  });

  it('tells locks, logs and who writes them as evidence', () => {
    const files = [file({ path: '/srv/a', locks: [lock] }), file({ path: '/srv/b', change: 'appended', writers: [holder], isOnlyAppended: true })];
    expect(evidenceOf(judge(filesInUse({ files }))).filter(({ subject }) => subject !== '/srv').map(({ name, value }) => [name, value])).toEqual([
      ['lock', 'flock lock to write of mariadbd (process 812)'],
      ['change', 'appended'],
      ['appendedBy', 'mariadbd (process 812)'],
    ]);
  });
});

describe('a report that names files in use', () => {
  const answered = (...errors: readonly JobError[]): Observed<ApiFacts> => observed(jobs.api({ reports: [jobs.report({ errors })] }));
  const noSet = absent('the backup set is not known on this host');

  it.each<[string, Observed<FilesInUse>, string]>([
    ['no set is known', noSet, 'warning locked-files'],
    ['the look knows Linux only', unavailable('unsupported', 'x'), 'warning locked-files'],
    ['nothing is in use now', observed(filesInUse()), 'warning locked-files'],
    ['a live database is found', observed(filesInUse({ databases: [database()] })), 'warning live-database'],
  ])('%s', (_, inUse, expected) => {
    const usage = usageOf(inUse, answered(jobs.inUse));
    if (usage.state !== 'observed') throw new Error('nothing to judge');
    const verdict = check.judge({ usage: usage.value }, limits);
    expect([answerOf(verdict), missingWords('files-in-use', verdict)]).toEqual([expected, []]);
    expect(evidenceOf(verdict)).toContainEqual(expect.objectContaining({ name: 'deniedPath', value: 'C:\\data\\tempdb.mdf' }));
  });

  it.each([
    ['refused', jobs.denied],
    ['gone', jobs.vanished],
    ['nameless', { ...jobs.inUse, path: null }],
  ])('a file that was %s is not in use: no look, no answer', (_, error) => expect(usageOf(noSet, answered(error))).toEqual(noSet));
});

describe('a dump instead of a live database', () => {
  const commands = loadCatalogue('checks.yml').checks['files-in-use']!.solution.flatMap(({ command }) =>
    typeof command === 'object' && command.linux?.includes('/var/backups/') === true ? [command.linux] : [],
  );

  // SQL Server writes its file itself, with its own rights.
  it.each(commands.filter((command) => !command.includes('sqlcmd')))('%s opens it to nobody else, and leaves the umask of the shell', (command) => {
    const folder = mkdtempSync(join(tmpdir(), 'dump-'));
    const programs = `mysqldump() { echo data; }; sudo() { echo data; }; sqlite3() { echo data > '${folder}/copy.sqlite'; }`;
    const { stdout, stderr } = spawnSync('sh', ['-c', `umask 022; ${programs}; ${command.replaceAll('/var/backups', folder)}; umask; stat -c %a '${folder}'/*`], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect([stdout, stderr]).toEqual(['0022\n600\n', '']);
  });

  it('is told of for each kind', () => expect(commands).toHaveLength(4));
});
