// The files of a schedule as they are on the host, or in an image below --root. What somebody else wrote is never touched.
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { marker, type PlannedFile } from '../../schedule/plan.js';
import { UsageError } from '../../usage-error.js';

export type FileState = 'missing' | 'unchanged' | 'changed' | 'foreign';

/** @throws UsageError where it cannot be read */
export function stateOf(root: string, { path, text }: Pick<PlannedFile, 'path' | 'text'>): FileState {
  const there = contentOf(join(root, path));
  if (there === null) return 'missing';
  if (!there.startsWith(marker)) return 'foreign';
  return there === text ? 'unchanged' : 'changed';
}

function contentOf(place: string): string | null {
  try {
    // A link is no file of ours, wherever it leads.
    return lstatSync(place).isFile() ? readFileSync(place, 'utf8') : '';
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw refusal(place, 'read', cause);
  }
}

/** Whole or not at all. */
export function writePlanned(root: string, { path, text, isSecret }: PlannedFile, ownerUid: number): void {
  const place = join(root, path);
  const temporary = `${place}.backup-doctor-new`;
  try {
    mkdirSync(dirname(place), { recursive: true });
    rmSync(temporary, { force: true });
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
    if (isSecret && ownerUid !== process.getuid?.()) chownSync(temporary, ownerUid, -1);
    if (!isSecret) chmodSync(temporary, 0o644);
    renameSync(temporary, place);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw refusal(place, 'written', cause);
  }
}

export function linkTo(root: string, { path, target }: { readonly path: string; readonly target: string }): void {
  const place = join(root, path);
  try {
    mkdirSync(dirname(place), { recursive: true });
    rmSync(place, { force: true });
    symlinkSync(target, place);
  } catch (cause) {
    throw refusal(place, 'written', cause);
  }
}

/** With its folder where that was ours alone. */
export function remove(root: string, path: string): void {
  const place = join(root, path);
  try {
    rmSync(place, { force: true });
    if (dirname(path).endsWith('/backup-doctor')) rmdirSync(dirname(place));
  } catch (cause) {
    if (!['ENOTEMPTY', 'ENOENT'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw refusal(place, 'removed', cause);
  }
}

export const isThere = (root: string, path: string): boolean => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;

const refusal = (place: string, what: string, cause: unknown): UsageError =>
  new UsageError(`${place} cannot be ${what} (${(cause as NodeJS.ErrnoException).code ?? 'no code'}); run this as root`, { cause });
