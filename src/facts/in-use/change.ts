// What happened to a file between two looks.

export type Change =
  | 'none'
  /** It grew, and what stood there before still does: a log. */
  | 'appended'
  /** The same file with another content. */
  | 'rewritten'
  /** Another file of the same name: whoever reads the old one reads it whole. */
  | 'replaced'
  | 'vanished';

export interface FileLook {
  /** Which file it is, whatever its name. */
  readonly id: string;
  readonly sizeBytes: number;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
  /** Of the beginning and of the end, as far as it was long at the first look; null where it may not be read. */
  readonly fingerprint: string | null;
}

/** @param isHeldOpen by somebody who may write anywhere in it @param after null where it is gone */
export function changeOf(before: FileLook, after: FileLook | null, isHeldOpen: boolean): Change {
  if (after === null) return 'vanished';
  if (before.id !== after.id) return 'replaced';
  if (after.sizeBytes < before.sizeBytes) return 'rewritten';
  const isUntouched = before.modifiedNs === after.modifiedNs && before.changedNs === after.changedNs;
  if (isUntouched && before.sizeBytes === after.sizeBytes) return 'none';
  // What cannot be read cannot be called rewritten by its content.
  const isOther = before.fingerprint !== null && after.fingerprint !== null && before.fingerprint !== after.fingerprint;
  if (isOther) return 'rewritten';
  if (after.sizeBytes > before.sizeBytes) return 'appended';
  // Same size, same beginning and end: written in the middle, or merely touched.
  return isHeldOpen && before.modifiedNs !== after.modifiedNs ? 'rewritten' : 'none';
}
