// Reads /proc/PID/fdinfo/N: what its holder may do with an open file.

export interface OpenMode {
  readonly isWriting: boolean;
  /** Each write goes to the end, wherever the last one was. */
  readonly isAppending: boolean;
}

/** Of open(2); /proc shows flags in octal. */
const [accessMode, append, pathOnly] = [0o3, 0o2000, 0o10000000];

/** null where the text tells no flags. */
export function parseOpenMode(fdinfo: string): OpenMode | null {
  const octal = /^flags:\s*([0-7]+)$/m.exec(fdinfo)?.[1];
  if (octal === undefined) return null;
  const flags = Number.parseInt(octal, 8);
  const isWriting = (flags & accessMode) !== 0 && (flags & pathOnly) === 0;
  return { isWriting, isAppending: isWriting && (flags & append) !== 0 };
}
