// A saved answer may still be compressed, as `curl -o` without --compressed keeps it → its bytes as the server meant them.
import { Readable } from 'node:stream';
import { constants, createUnzip } from 'node:zlib';

/** @returns at most about `capBytes`; what is not compressed, or only looks so, as it stands */
export async function unpack(bytes: Buffer, capBytes: number): Promise<Buffer> {
  if (!looksPacked(bytes)) return bytes;
  const parts: Buffer[] = [];
  let byteCount = 0;
  try {
    // Flushing gives what a cut file still holds.
    for await (const part of Readable.from([bytes]).pipe(createUnzip({ finishFlush: constants.Z_SYNC_FLUSH }))) {
      parts.push(part as Buffer);
      byteCount += (part as Buffer).length;
      if (byteCount > capBytes) break;
    }
  } catch {
    // Damaged: what came out before still counts; nothing means that it was no archive.
  }
  return byteCount === 0 ? bytes : Buffer.concat(parts);
}

/** The marks of gzip and zlib. */
function looksPacked([first = 0, second = 0]: Buffer): boolean {
  return (first === 0x1f && second === 0x8b) || (first === 0x78 && (first * 256 + second) % 31 === 0);
}
