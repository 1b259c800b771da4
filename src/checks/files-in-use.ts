// Which files of the backup set does a program work on, so that the backup gets a mixture of old and new, or nothing? On Linux no
// lock keeps a reader away: a lock, a log that grows and a file that is replaced are told, and are no trouble.
import type { FileInUse, FilesInUse, HeldLock, Holder, LiveDatabase } from '../facts/files-in-use.js';
import type { DatabaseKind } from '../facts/in-use/content-kind.js';
import type { Denial, Usage } from '../facts/jobs/reading.js';
import { printable } from '../facts/storage/printable.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';

/** More of each are summed up in the counts. */
const shownCount = 10;

export const filesInUse = defineCheck({
  id: 'files-in-use',
  needs: ['usage'],
  limits: ['readAtOnceBytes', 'vanishedCount'],
  problems: ['live-database', 'locked-files', 'changing-files', 'open-database-file', 'vanishing-files'],
  judge({ usage }, limits): Verdict {
    const evidence = evidenceOf(usage);
    const found = problemIn(usage, limits);
    if (found !== null) return { status: 'warning', ...found, evidence: [...found.evidence, ...evidence] };
    const unseen = whyUnknown(usage);
    return unseen === null ? { status: 'ok', evidence } : { status: 'unknown', reason: unseen, evidence };
  },
});

interface Found {
  readonly problem: string;
  readonly confidence: 'certain' | 'likely';
  readonly evidence: readonly Evidence[];
}

type Limits = Readonly<Record<'readAtOnceBytes' | 'vanishedCount', number>>;

function problemIn({ inUse, denials }: Usage, { readAtOnceBytes, vanishedCount }: Limits): Found | null {
  const [live, held] = inUse === null ? [[], []] : databasesIn(inUse);
  if (live[0] !== undefined) return { problem: 'live-database', confidence: 'certain', evidence: databaseEvidence(live[0], [...live, ...held], live.length) };
  // Its words say that a program kept it away then; that may have ended.
  if (denials[0] !== undefined) return { problem: 'locked-files', confidence: 'likely', evidence: [] };
  if (inUse === null) return null;
  const torn = inUse.files.filter(
    (file) => file.change === 'rewritten' && !file.isReadableWhileWritten && file.sizeBytes > readAtOnceBytes,
  );
  if (torn[0] !== undefined) return { problem: 'changing-files', confidence: 'likely', evidence: tornEvidence(torn, torn[0]) };
  if (held[0] !== undefined) return { problem: 'open-database-file', confidence: 'likely', evidence: databaseEvidence(held[0], held, held.length) };
  const vanished = inUse.files.find(({ change }) => change === 'vanished');
  if (vanished === undefined || inUse.counts.vanished < vanishedCount) return null;
  return {
    problem: 'vanishing-files',
    confidence: 'likely',
    evidence: [{ subject: vanished.path, name: 'vanishedPath', value: vanished.path, unit: null, source: twoLooks }],
  };
}

/** Those that are surely live, and files that may be a database at rest. What only grows meanwhile is a copy that is being written. */
function databasesIn({ databases, files }: FilesInUse): readonly [live: readonly LiveDatabase[], held: readonly LiveDatabase[]] {
  const growing = new Set(files.filter(({ change }) => change === 'appended').map(({ path }) => path));
  const isHeld = ({ isOnlyHeld }: LiveDatabase): boolean => isOnlyHeld === true;
  return [databases.filter((one) => !isHeld(one)), databases.filter((one) => isHeld(one) && !growing.has(one.place))];
}

function whyUnknown({ inUse }: Usage): string | null {
  if (inUse === null) return 'nobody looked for files in use';
  const { hiddenProcessCount, unseen } = inUse;
  const hidden =
    hiddenProcessCount === 0 ? [] : [`only root sees which files the other ${hiddenProcessCount} processes hold open: run this as root`];
  const reasons = [...hidden, ...unseen];
  return reasons.length === 0 ? null : `nothing found so far, but ${reasons.join('; ')}`;
}

const [twoLooks, processes] = ['two looks at the file', 'the open files of each process'];

const titles: Readonly<Record<DatabaseKind, string>> = {
  mysql: 'MySQL or MariaDB',
  postgresql: 'PostgreSQL',
  sqlite: 'SQLite',
  'sql-server': 'SQL Server',
};

const kinds = ['mysql', 'postgresql', 'sqlite', 'sql-server'] as const;

/** The advice of each kind has its own command, and is given where there is such a database. */
const adviceNames: Readonly<Record<DatabaseKind, string>> = {
  mysql: 'mysqlData',
  postgresql: 'postgresqlData',
  sqlite: 'sqliteFile',
  'sql-server': 'sqlServerFile',
};

function databaseEvidence(first: LiveDatabase, databases: readonly LiveDatabase[], count: number): readonly Evidence[] {
  const subject = first.place;
  return [
    { subject, name: 'databaseKind', value: titles[first.kind], unit: null, source: 'content of its files' },
    { subject, name: 'holder', value: shownHolder(first.holder), unit: null, source: processes },
    { subject, name: 'recognizedBy', value: first.because, unit: null, source: 'content of its files' },
    { subject, name: 'databaseCount', value: count, unit: 'count', source: processes },
    ...databases.slice(1, shownCount).map((one) => {
      const value = `${titles[one.kind]} by ${shownHolder(one.holder)}`;
      return { subject: one.place, name: 'furtherDatabase', value, unit: null, source: processes } as const;
    }),
    ...kinds.map((kind) => {
      const place = databases.find((one) => one.kind === kind)?.place ?? null;
      return { subject: place ?? subject, name: adviceNames[kind], value: place, unit: null, source: processes } as const;
    }),
  ];
}

const tornEvidence = (torn: readonly FileInUse[], first: FileInUse): readonly Evidence[] => [
  { subject: first.path, name: 'tornCount', value: torn.length, unit: 'count', source: twoLooks },
  { subject: first.path, name: 'writer', value: shownWriter(first), unit: null, source: processes },
];

const shownWriter = ({ writers: [first] }: FileInUse): string =>
  first === undefined ? 'a program that had closed it again' : shownHolder(first);

const shownHolder = ({ pid, program }: Holder): string => `${printable(program)} (process ${pid})`;

function evidenceOf({ inUse, denials }: Usage): readonly Evidence[] {
  return [...denialEvidence(denials), ...(inUse === null ? [] : lookEvidence(inUse))];
}

function lookEvidence({ paths, source, counts, files, betweenMs, searchedCount, hiddenProcessCount }: FilesInUse): readonly Evidence[] {
  const subject = paths.length === 1 ? (paths[0] ?? 'the backup set') : `the ${paths.length} paths of the backup set`;
  const count = (name: string, value: number, from: string): Evidence => ({ subject, name, value, unit: 'count', source: from });
  return [
    count('watchedCount', counts.watched, twoLooks),
    betweenMs === null
      ? { subject, name: 'betweenMs', value: null, unit: null, source: 'nothing is open or fresh' }
      : { subject, name: 'betweenMs', value: betweenMs, unit: 'milliseconds', source: twoLooks },
    ...[count('rewrittenCount', counts.rewritten, twoLooks), count('vanishedCount', counts.vanished, twoLooks)],
    ...[count('appendedCount', counts.appended, twoLooks), count('replacedCount', counts.replaced, twoLooks)],
    ...[count('openForWritingCount', counts.openForWriting, processes), count('lockedCount', counts.locked, '/proc/locks')],
    count('searchedCount', searchedCount, 'search for files changed in the last ten minutes'),
    count('hiddenProcessCount', hiddenProcessCount, '/proc'),
    { subject, name: 'setSource', value: source, unit: null, source },
    ...files.slice(0, shownCount).flatMap(fileEvidence),
  ];
}

function fileEvidence(file: FileInUse): readonly Evidence[] {
  const { path: subject, change, locks, writers, isOnlyAppended } = file;
  return [
    ...(change === null || change === 'none' ? [] : [{ subject, name: 'change', value: change, unit: null, source: twoLooks } as const]),
    ...(writers.length === 0
      ? []
      : [
          {
            subject,
            name: isOnlyAppended ? 'appendedBy' : 'openForWritingBy',
            value: writers.map(shownHolder).join(', '),
            unit: null,
            source: processes,
          } as const,
        ]),
    ...locks.slice(0, 1).map((lock) => ({ subject, name: 'lock', value: shownLock(lock), unit: null, source: '/proc/locks' }) as const),
  ];
}

const shownLock = ({ kind, access, holder }: HeldLock): string =>
  `${kind} lock to ${access} of ${holder === null ? 'an unnamed holder' : shownHolder(holder)}`;

const reportSource = 'backup report';

function denialEvidence(denials: readonly Denial[]): readonly Evidence[] {
  const [first] = denials;
  if (first === undefined) return [];
  const subject = shown(first.path);
  const { code, message } = first.error;
  return [
    { subject, name: 'deniedCount', value: denials.length, unit: 'count', source: reportSource },
    { subject, name: 'deniedAt', value: first.report.completedAt ?? first.report.startedAt, unit: null, source: reportSource },
    { subject, name: 'reportedCode', value: code === null ? null : String(code), unit: null, source: reportSource },
    { subject, name: 'reportedMessage', value: message === null ? null : shown(message), unit: null, source: reportSource },
    ...denials
      .slice(0, shownCount)
      .map(({ path }) => ({ subject: shown(path), name: 'deniedPath', value: shown(path), unit: null, source: reportSource }) as const),
  ];
}

const shown = (text: string): string => printable(text.slice(0, 300));
