// A recording or report that was saved: the file itself, or its member of a bundle.
import { readInput } from './input.js';

export interface SavedFile {
  readonly text: string;
  /** For sentences about it. */
  readonly name: string;
}

/** @throws UsageError where it cannot be read, or is a bundle that is not whole */
export async function readSaved(path: string, member: 'recording.json' | 'report.json'): Promise<SavedFile> {
  const name = path === '-' ? 'standard input' : path;
  const bytes = await readInput(path);
  if (!looksLikeBundle(bytes)) return { text: bytes.toString('utf8'), name };
  const { readMember } = await import('../bundle/open-bundle.js');
  return { text: await readMember(bytes, member, name), name: `${member} of ${name}` };
}

/** The marks of gzip and of age. */
const looksLikeBundle = (bytes: Buffer): boolean =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b) || /^(?:age-encryption\.org\/|-----BEGIN AGE ENCRYPTED)/.test(bytes.toString('latin1', 0, 40));
