// The text is as wide as the terminal, from 60 columns to 200, and 80 where there is none.
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { columnsOf } from '../../src/report/text/wrap.js';
import { canTerminal, needsTerminal, onTerminal } from './on-terminal.js';
import { runProgram } from './run-program.js';

const args = ['demo', 'no-agent', '--verbose'];
/** Of all lines but the last, whose form is fixed. */
const widest = (text: string): number => Math.max(...stripVTControlCharacters(text).trimEnd().split(/\r?\n/).slice(0, -1).map(columnsOf));

(canTerminal ? describe : describe.skip)(`the text on a terminal${needsTerminal}`, () => {
  it.each([
    [40, 50, 60],
    [60, 50, 60],
    [80, 70, 80],
    [120, 100, 120],
    [200, 170, 200],
    [300, 170, 200],
  ])('of %i columns is between %i and %i wide', (columns, least, most) => {
    const width = widest(onTerminal(args, { columns, env: { LC_ALL: 'C.UTF-8' } }));
    expect(width).toBeGreaterThan(least);
    expect(width).toBeLessThanOrEqual(most);
  });
});

it('without a terminal it is 80 columns wide', () => {
  expect(widest(runProgram(args).stdout)).toBeLessThanOrEqual(80);
});
