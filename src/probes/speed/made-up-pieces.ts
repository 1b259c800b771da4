// Data to compress where no file could be read: words and numbers, which shrink about as a log does.
import { compressed } from './limits.js';

const words = ['backup', 'completed', 'error', 'the', 'of', 'file', 'server', 'at', 'connection', 'user', 'INFO', 'request', 'null', 'id='];

export function madeUpPieces(): readonly Uint8Array[] {
  return Array.from({ length: compressed.mostPieces / 4 }, () => {
    let text = '';
    while (text.length < compressed.pieceBytes)
      text += `${words[Math.floor(Math.random() * words.length)] ?? ''} ${Math.random() < 0.2 ? Math.floor(Math.random() * 1e6) : ''}`;
    return Buffer.from(text.slice(0, compressed.pieceBytes));
  });
}
