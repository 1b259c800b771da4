// Walks one folder with all below it, folder by folder, and tells of what cannot be read. Links are not followed;
// FIFOs, sockets and devices are not touched; only the folders still to come are kept in memory.
import { errorCode } from '../../facts/storage/error-code.js';
import { joined } from './byte-paths.js';
import { Denials, maxExampleCount } from './denials.js';
import { entriesOf } from './folder-entries.js';
import { whyNotSearchable } from './readability.js';
import type { BytePath } from './scan-lines.js';
import type { Survey } from './survey.js';

/** @returns false where the time was up before the end */
export function walk(start: BytePath, survey: Survey): boolean {
  const pending = [start];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (survey.isOver()) return false;
    survey.showProgress(folder);
    try {
      if (!survey.isRepeated(folder) && !visit(folder, survey, pending)) return false;
    } catch (error) {
      tellClosed(folder, errorCode(error as NodeJS.ErrnoException), survey);
    }
  }
  return true;
}

/** A file that was named by itself. */
export function lookAtFile(file: BytePath, survey: Survey): void {
  const denials = new Denials(file, survey);
  denials.lookAt(file);
  denials.tell();
}

/** @returns false where the time was up in the middle of it */
function visit(folder: BytePath, survey: Survey, pending: BytePath[]): boolean {
  const denials = new Denials(folder, survey);
  let isFirst = true;
  try {
    for (const { name, kind } of entriesOf(folder)) {
      survey.countEntry(folder);
      const path = joined(folder, name);
      if (kind === 'other' || survey.exclusions.has(path)) continue;
      const closed = isFirst ? whyNotSearchable(folder) : null;
      if (closed !== null) {
        tellNotSearchable(folder, closed, survey);
        return true;
      }
      isFirst = false;
      if (kind === 'folder') enter(path, survey, pending);
      else denials.lookAt(path);
      if (survey.isOver()) return false;
    }
    return true;
  } finally {
    denials.tell();
  }
}

function enter(folder: BytePath, survey: Survey, pending: BytePath[]): void {
  switch (survey.mountAt(folder)) {
    case 'entered':
      pending.push(folder);
      return;
    case 'apart':
      survey.tell({ said: 'mount', place: folder });
      return;
    case 'automounter':
      survey.tell({ said: 'skipped', place: folder, note: 'an automounter, which is not woken up' });
      return;
    case 'memory':
      return;
  }
}

/** What vanished, or turned into something else, between two looks is no fault. */
function tellClosed(folder: BytePath, code: string, survey: Survey): void {
  if (code === 'ENOENT' || code === 'ENOTDIR') return;
  survey.tell({
    said: 'group',
    path: folder,
    hidden: folder,
    isFolder: true,
    ...survey.denial(folder, code, true),
    fileCount: null,
    examples: [],
  });
}

/** Its names can be listed and nothing behind them reached. Folders among them may hold any number of files. */
function tellNotSearchable(folder: BytePath, code: string, survey: Survey): void {
  const entries = [...entriesOf(folder)].filter(({ kind, name }) => kind !== 'other' && !survey.exclusions.has(joined(folder, name)));
  const files = entries.filter(({ kind }) => kind === 'file').map(({ name }) => joined(folder, name));
  survey.fileCount += files.length;
  survey.tell({
    said: 'group',
    path: folder,
    hidden: folder,
    isFolder: true,
    ...survey.denial(folder, code, true),
    fileCount: files.length === entries.length ? files.length : null,
    examples: files.slice(0, maxExampleCount),
  });
}
