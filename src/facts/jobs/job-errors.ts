// What kind of error an entry in a report is: by its code, then by its type, and only where these are silent by its words,
// since no list of the agent's codes is complete.
import type { JobError } from '../api.js';

export type JobErrorKind = 'damaged' | 'no-space' | 'no-connection' | 'no-access' | 'in-use' | 'not-found' | 'other' | 'vanished';

/** The gravest first: what keeps more than one file from the backup stands before what concerns a single one. */
export const jobErrorKinds: readonly JobErrorKind[] = [
  ...(['damaged', 'no-space', 'no-connection', 'no-access', 'in-use', 'not-found', 'other', 'vanished'] as const),
];

const byCode: Readonly<Record<number, JobErrorKind>> = { 313: 'in-use', 2000: 'no-connection', 3015: 'vanished', 3042: 'no-space' };

const byType: Readonly<Record<string, JobErrorKind>> = { file_missing_blocks: 'damaged', file_or_folder_missing: 'vanished' };

/** 9016 wraps another error, which its words name. */
const byWords: readonly (readonly [RegExp, JobErrorKind])[] = [
  [/\(3042\)|no space left|out of disk space/i, 'no-space'],
  [/permission denied|access is denied|operation not permitted|\bE(?:ACCES|PERM)\b/i, 'no-access'],
  [/used by another process/i, 'in-use'],
  [/path not found/i, 'not-found'],
];

/** Names that are not UTF-8 are never found, and come back with this in place of a byte. */
const replaced = '\ufffd';

export function kindOfError({ code, type, path, message }: JobError): JobErrorKind {
  const told =
    byCode[code ?? 0] ?? byType[type ?? ''] ?? byWords.find(([words]) => words.test((message ?? '').slice(0, 4000)))?.[1] ?? 'other';
  return told === 'vanished' && (path ?? '').includes(replaced) ? 'not-found' : told;
}

export const errorsOfKind = (errors: readonly JobError[], kind: JobErrorKind): readonly JobError[] =>
  errors.filter((error) => kindOfError(error) === kind);

/** The gravest entry; null where none is listed. */
export function gravestError(errors: readonly JobError[]): { readonly error: JobError; readonly kind: JobErrorKind } | null {
  for (const kind of jobErrorKinds) {
    const error = errors.find((one) => kindOfError(one) === kind);
    if (error !== undefined) return { error, kind };
  }
  return null;
}

/** The one kind of all that are listed but those of vanished files; null where they differ. */
export function commonKind(errors: readonly JobError[]): JobErrorKind | null {
  const kinds = new Set(errors.map(kindOfError).filter((kind) => kind !== 'vanished'));
  return kinds.size === 1 ? ([...kinds][0] ?? null) : null;
}

/** Every error is told, and each is a file that was gone when its turn came: documented as harmless. */
export const areAllVanished = (errorCount: number | null, errors: readonly JobError[]): boolean =>
  errorCount !== null && errors.length > 0 && errors.length >= errorCount && errors.every((error) => kindOfError(error) === 'vanished');
