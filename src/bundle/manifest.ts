// The first member of a bundle: what made it, what was taken out of it, and what else it holds with size and checksum.
import { createHash } from 'node:crypto';

export const manifestName = 'manifest.json';
export const bundleFormat = 'backup-doctor-bundle';
export const bundleFormatVersion = 1;

/** No other name is ever written or read. */
export const isMemberName = (name: string): boolean =>
  /^(?:manifest\.json|recording\.json|report\.(?:json|html)|versions\.json|(?:logs|configuration)\/[A-Za-z0-9][A-Za-z0-9._-]{0,79})$/.test(
    name,
  ) && !name.includes('..');

/** Members of today are some twelve; adapters may have more files. */
export const maxMemberCount = 64;

export interface Member {
  readonly name: string;
  readonly content: Buffer;
}

export interface DescribedMember {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof bundleFormat;
  readonly formatVersion: typeof bundleFormatVersion;
  readonly tool: { readonly name: string; readonly version: string };
  readonly runId: string;
  readonly gatheredAt: string;
  readonly redaction: {
    readonly policy: string;
    readonly explanation: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly selfTest: string;
  };
  /** Whether what is judged of the redacted recording is what was judged of the facts as they were. */
  readonly diagnosis: 'kept' | 'changed';
  /** What was looked for and is not in here, with the reason. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
  readonly members: readonly DescribedMember[];
}

export const describeMember = ({ name, content }: Member): DescribedMember => ({
  name,
  sizeBytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});
