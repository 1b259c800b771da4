// Databases of the set whose server works on them now. The files of one that is stopped are no trouble.
import { existsSync } from 'node:fs';
import { isAtOrBelow } from '../../../facts/mounts.js';
import type { HeldLock, Holder, LiveDatabase } from '../../../facts/files-in-use.js';
import { isPostgresControl, isPostgresVersion, type Content } from '../../../facts/in-use/content-kind.js';
import { printableBytes } from '../../../facts/storage/printable.js';
import { forNode, joined, parentOf } from '../byte-paths.js';
import type { BytePath } from '../scan-lines.js';
import type { CoveredSet } from './covered-set.js';
import type { WorkFolder } from './in-use-lines.js';
import { readHead } from './look-at-file.js';

export interface HeldFile {
  readonly path: BytePath;
  readonly content: Content | null;
  /** Who holds it open for writing. */
  readonly holder: Holder;
  readonly locks: readonly HeldLock[];
}

export function liveDatabases(files: readonly HeldFile[], folders: readonly WorkFolder[], set: CoveredSet): readonly LiveDatabase[] {
  const held = files.flatMap((file) => databaseOf(file, folders) ?? []);
  const servers = folders.flatMap((folder) => postgresIn(folder, set) ?? []);
  const byPlace = new Map<string, LiveDatabase>();
  for (const { path, ...found } of [...held, ...servers]) {
    const key = `${found.kind} ${path}`;
    if (!byPlace.has(key)) byPlace.set(key, { ...found, place: printableBytes(path) });
  }
  return [...byPlace.values()];
}

type Found = Omit<LiveDatabase, 'place'> & { readonly path: BytePath };

function databaseOf({ path, content, holder, locks }: HeldFile, folders: readonly WorkFolder[]): Found | null {
  if (content === null || content.kind === 'journal') return null;
  const { kind, because } = content;
  if (kind === 'sqlite') return { kind, because, holder, path, isOnlyHeld: !isAtWork(path, locks) };
  return { kind, because, holder, path: kind === 'mysql' ? dataFolder(path, holder, folders) : path };
}

/** SQLite locks parts of the file (fcntl) while it reads or writes, and has one of these beside it; who copies it does neither. */
const isAtWork = (path: BytePath, locks: readonly HeldLock[]): boolean =>
  locks.some(({ kind }) => kind === 'posix') || ['-wal', '-journal'].some((ending) => existsSync(forNode(`${path}${ending}`)));

/** The server works in the folder of its data, and has a folder in it for each database. */
function dataFolder(path: BytePath, holder: Holder, folders: readonly WorkFolder[]): BytePath {
  const work = folders.find((folder) => folder.holders.some(({ pid }) => pid === holder.pid) && isAtOrBelow(path, folder.path));
  return work?.path ?? parentOf(path);
}

/** Its processes open files only while they need them. Of the folder, settings and logs may be backed up, the data may not. */
function postgresIn({ path, holders }: WorkFolder, set: CoveredSet): Found | null {
  const holder = holders.find(({ program }) => /postgres|postmaster/.test(program));
  if (holder === undefined || !['base', 'global', 'pg_wal'].some((name) => set.reaches(joined(path, name)))) return null;
  const [version, control] = [readHead(joined(path, 'PG_VERSION')), readHead(joined(path, 'global/pg_control'))];
  const isCluster = version !== null && control !== null && isPostgresVersion(version.toString('latin1')) && isPostgresControl(control);
  // The server writes it when it starts and takes it away when it stops.
  if (!isCluster || !existsSync(forNode(joined(path, 'postmaster.pid')))) return null;
  return { kind: 'postgresql', path, holder, because: 'its control file, and a server that works there' };
}
