import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eachLine } from '../../../src/probes/platform/lines.js';

function linesOf(chunks: readonly Buffer[]): readonly string[] {
  const stream = new PassThrough();
  const lines: string[] = [];
  eachLine(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.emit('data', chunk);
  return lines;
}

it.each([
  ['two lines at once', ['a\nb\n'], ['a', 'b']],
  ['a line in three pieces', ['a', 'b', 'c\n'], ['abc']],
  ['an empty line', ['\n'], ['']],
  ['a last line without an end does not count', ['a\nb'], ['a']],
  ['other separators are part of a line', ['a\rb\u2028c\u0085d\n'], ['a\rb\u2028c\u0085d']],
])('%s', (_, chunks, expected) => expect(linesOf(chunks.map((chunk) => Buffer.from(chunk)))).toEqual(expected));

it('does not care where the pipe cuts, not even in the middle of a letter', () => {
  const text = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 7 }), (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
      expect(linesOf(chunks)).toEqual(lines);
    }),
  );
});
