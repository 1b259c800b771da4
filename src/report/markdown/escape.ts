// Foreign text in Markdown. A backslash stops no mention and no link that a ticket system makes by itself; inside code nothing is
// read at all. So plain words stand as they are, and each other word becomes code.
import { printable } from '../../facts/storage/printable.js';

/** For a place where a line has begun already. */
export const prose = (text: string): string => printable(text).split(' ').map(word).join(' ');

/** For a place where a line begins: `1.` would number a list. */
export const block = (text: string): string => prose(text).replace(/^\d+(?=[.)])/, (number) => code(number));

/** Shown as it is, whatever it holds. */
export function code(text: string): string {
  const shown = printable(text);
  if (shown.trim() === '') return '` `';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const gap = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

/** To copy as it stands; one line. */
export function codeBlock(text: string, language: string, indent: string): string {
  const fence = '`'.repeat(Math.max(2, longestRun(text)) + 1);
  return [`${fence}${language}`, printable(text), fence].map((line) => `${indent}${line}`).join('\n');
}

function word(text: string): string {
  const [, before = '', core = '', after = ''] = /^([("“‘']*)(.*?)([)"”’'.,;:!?…]*)$/s.exec(text) ?? [];
  if (core === '' && !/^["'(]/.test(text)) return text === '' || /^[.,;:!?…)"”’']+$/.test(text) ? text : code(text);
  return isPlain(core) ? text : `${before}${code(core)}${after}`;
}

const isPlain = (core: string): boolean => plainWord.test(core) && !madeIntoLinks.test(core);

const plainWord = /^(?:[\p{Script=Latin}\d]+(?:['’-][\p{Script=Latin}\d]+)*|\d+(?:[.,:]\d+)*|[–—·…→×≤≥])?$/u;

/** `GH-12`, and what may be the id of a commit. */
const madeIntoLinks = /\p{L}-\d|^(?=.*\d)[\da-f]{7,}$/iu;

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
