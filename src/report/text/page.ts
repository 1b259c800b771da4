// What the sections of the text report share: the width, the signs, the colours, and a margin of labels with the
// text beside it. Colour only repeats what a word or a sign says.
import type { Status } from '../../checks/check.js';
import { printable } from '../../facts/storage/printable.js';
import { printableAscii } from '../ascii.js';
import type { RenderOptions } from '../renderer.js';
import { columnsOf, wrap, wrapList } from './wrap.js';

export type Tone = Status | 'strong' | 'quiet' | 'command';

export interface Signs {
  readonly status: Readonly<Record<Status, string>>;
  readonly branch: string;
  readonly lastBranch: string;
  readonly trunk: string;
  readonly separator: string;
  readonly ellipsis: string;
}

export interface Page {
  readonly width: number;
  readonly isVerbose: boolean;
  readonly signs: Signs;
  readonly paint: (tone: Tone, text: string) => string;
  /** All text that is not written in this folder passes here. */
  readonly clean: (text: string) => string;
}

export type Lines = readonly string[];

/** Labels stand in the margin, texts beside it. */
export const marginWidth = 11;

export const createPage = ({ color, unicode, verbose, width }: RenderOptions): Page => ({
  width: Number.isFinite(width) ? Math.min(200, Math.max(60, Math.floor(width))) : 80,
  isVerbose: verbose,
  signs: unicode ? unicodeSigns : asciiSigns,
  paint: color ? (tone, text) => `\x1b[${codes[tone]}m${text}\x1b[0m` : (_, text) => text,
  clean: unicode ? printable : printableAscii,
});

/** Foreign text wrapped into what an indentation leaves of the line. */
export const wrapped = (page: Page, indent: number, text: string): Lines =>
  wrap(page.clean(text), page.width - indent, page.signs.ellipsis);

export const wrappedList = (page: Page, indent: number, items: Lines): Lines =>
  wrapList(items.map(page.clean), page.signs.separator, page.width - indent, page.signs.ellipsis);

/** `first` stands before the first line, `rest` before the others. */
export const hang = (first: string, rest: string, lines: Lines): Lines =>
  lines.map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd());

/** Lines beside a label in the margin. */
export function labelled(page: Page, tone: Tone, label: string, lines: Lines): Lines {
  const gap = ' '.repeat(Math.max(1, marginWidth - columnsOf(label)));
  return hang(`${page.paint(tone, label)}${gap}`, ' '.repeat(marginWidth), lines);
}

/** A line to copy is never broken: it has a line of its own. With characters that had to be escaped it would be a trap for whoever copies it. */
export const toCopy = (page: Page, text: string): string =>
  page.clean(text) === text ? page.paint('command', text) : page.paint('quiet', '(cannot be shown here: see --format json)');

const unicodeSigns: Signs = {
  status: { critical: '✗', warning: '!', unknown: '?', ok: '✓', 'not-applicable': '–' },
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
  separator: ' · ',
  ellipsis: '…',
};

const asciiSigns: Signs = {
  status: { critical: 'x', warning: '!', unknown: '?', ok: '+', 'not-applicable': '-' },
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  separator: ', ',
  ellipsis: '...',
};

/** The sixteen basic colours alone: they follow the terminal's own theme. */
const codes: Readonly<Record<Tone, string>> = {
  critical: '1;31',
  warning: '1;33',
  unknown: '1;35',
  ok: '1;32',
  'not-applicable': '2',
  strong: '1',
  quiet: '2',
  command: '36',
};
