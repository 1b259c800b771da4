import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { BackwardLines } from '../../../../src/probes/agents/log/backward-lines.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backward-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param files the newest first */
function readBackwards(files: readonly Buffer[]): readonly string[] {
  const lines: string[] = [];
  const reader = new BackwardLines(
    (text) => lines.push(text),
    () => false,
  );
  for (const [index, bytes] of files.entries()) {
    const path = join(folder, String(index));
    writeFileSync(path, bytes);
    const descriptor = openSync(path, 'r');
    reader.read(descriptor, bytes.length, () => true);
    closeSync(descriptor);
  }
  reader.end();
  return lines;
}

/** As any reader finds them: NUL ends a line, and what is empty is none. */
const forwards = (bytes: Buffer): readonly string[] =>
  bytes
    .toString('latin1')
    .split(/[\n\0]/)
    .map((line) => line.replace(/\r$/, '').slice(0, 16_384))
    .filter((line) => line !== '');

const piece = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\0', 'a', '[2026-11-21 11:00:00|'),
  fc.nat({ max: 15_000 }).map((length) => 'x'.repeat(length)),
  fc.constantFrom(255, 256, 257).map((kib) => `${'line'.repeat(255)}\n`.repeat(Math.ceil((kib << 10) / 1_021))),
);

it('finds backwards the lines that stand there forwards, wherever blocks and files end', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.double({ min: 0, max: 1, noNaN: true }), (pieces, place) => {
      const whole = Buffer.from(pieces.join('\n').replace(/x{15001,}/g, 'x'), 'latin1');
      const cut = Math.floor(whole.length * place);
      const inTwo = readBackwards([whole.subarray(cut), whole.subarray(0, cut)]);
      expect([...readBackwards([whole])].reverse()).toEqual(forwards(whole));
      // A rotation between the two bytes of a line end of Windows leaves the first one.
      expect([...inTwo].reverse().map((line) => line.replace(/\r$/, ''))).toEqual(forwards(whole));
    }),
    { numRuns: 15 },
  );
});

it('a file that was emptied while it is read has no more lines', () => {
  const path = join(folder, 'emptied');
  writeFileSync(path, 'short\n');
  const lines: string[] = [];
  const reader = new BackwardLines(
    (text) => lines.push(text),
    () => false,
  );
  const descriptor = openSync(path, 'r');
  expect(reader.read(descriptor, 1_000_000, () => true)).toBe(1_000_000);
  closeSync(descriptor);
  reader.end();
  expect(lines).toEqual(['short']);
});
