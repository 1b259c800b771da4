// Bytes → text, with a cap and without trust: any encoding error becomes U+FFFD, a byte order mark is honoured.

export const maxBodyBytes = 1024 * 1024;

export interface BodyText {
  readonly text: string;
  /** The body was longer than the cap; the rest was not looked at. */
  readonly isCut: boolean;
}

export function readBodyText(body: Uint8Array | string): BodyText {
  if (typeof body === 'string') {
    return { text: body.slice(0, maxBodyBytes), isCut: body.length > maxBodyBytes };
  }
  const bytes = body.subarray(0, maxBodyBytes);
  return { text: new TextDecoder(encodingOf(bytes)).decode(bytes), isCut: body.length > maxBodyBytes };
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without the mark, the empty half of the first character tells.
  const [first, second] = bytes;
  if (first !== 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return 'utf-8';
}

/** Compressed or otherwise binary bodies give no message worth showing. */
export function isBinary(text: string): boolean {
  const sample = text.slice(0, 1000);
  const strangeCount = sample.replace(/[^\p{Cc}\uFFFD]|[\t\n\r\v\f\u001b]/gu, '').length;
  return strangeCount > sample.length / 10;
}
