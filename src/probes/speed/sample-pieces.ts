// A sample of what the files hold, in pieces of one length, for compressing. It never leaves the memory of the child process.
import { compressed } from './limits.js';

const { pieceBytes, mostPieces } = compressed;

export class SamplePieces {
  private readonly pieces: Uint8Array[] = [];
  private current = new Uint8Array(pieceBytes);
  private filled = 0;

  /** @param mostOfAll so that small files, of which there are many, leave room for the large ones */
  add(data: Uint8Array, mostOfAll: number = mostPieces): void {
    for (let offset = 0; offset < data.length && this.pieces.length < mostOfAll;) {
      const taken = data.subarray(offset, offset + pieceBytes - this.filled);
      this.current.set(taken, this.filled);
      this.filled += taken.length;
      offset += taken.length;
      if (this.filled === pieceBytes) this.next();
    }
  }

  /** Whole ones alone. */
  all(): readonly Uint8Array[] {
    return this.pieces;
  }

  private next(): void {
    this.pieces.push(this.current);
    this.current = new Uint8Array(pieceBytes);
    this.filled = 0;
  }
}
