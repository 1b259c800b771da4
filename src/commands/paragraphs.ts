// Explanations for a terminal: paragraphs and lists that fit a line, what is to be copied left whole, and the
// templates of the catalogue as a person reads them before anything was measured.
import type { Command } from '../catalogue/catalogue.js';
import { printable } from '../facts/storage/printable.js';
import { hang } from '../report/text/page.js';
import { columnsOf, wrap } from '../report/text/wrap.js';

export interface Step {
  readonly text: string;
  readonly command?: Command;
  readonly verify?: string;
}

export const paragraphs = (parts: readonly (string | null)[]): string => `${parts.filter((part) => part !== null).join('\n\n')}\n`;

/** @returns null where there is nothing to list */
export const section = (title: string, items: readonly string[]): string | null =>
  items.length === 0 ? null : [title, ...items].join('\n');

export const whatToDo = (steps: readonly Step[]): string | null => section('What to do', steps.map(step));

/** `first` stands before the first line, `rest` before the others. */
export const fitted = (text: string, first = '', rest = ' '.repeat(columnsOf(first))): string =>
  hang(first, rest, wrap(clean(text), width - Math.max(first.length, rest.length), '...'))
    .join('\n')
    .replaceAll(noBreak, ' ');

/** `{freeBytes}` becomes `<free bytes>`; it and a command of ours stay on one line. */
export const readable = (template: string): string =>
  template
    .replace(/\{([A-Za-z]\w*)\}/g, (_, name: string) => `<${name.replace(/(?<=[a-z\d])(?=[A-Z])/g, noBreak).toLowerCase()}>`)
    .replace(/\bbackup-doctor --?[\w-]+ [\w-]+/g, (command) => command.replaceAll(' ', noBreak));

/** A line to copy is never broken. */
export const toCopy = (text: string, indent: string): string => `${indent}${clean(text).replaceAll(noBreak, ' ')}`;

const width = 80;
const noBreak = '\u00a0';
const stepIndent = ' '.repeat(5);

function step({ text, command, verify }: Step, index: number): string {
  const verification = verify === undefined ? [] : [fitted(readable(verify), `${stepIndent}check: `)];
  return [fitted(readable(text), `${index + 1}. `.padStart(stepIndent.length)), ...commandLines(command), ...verification].join('\n');
}

/** A configuration or an answer may say anything; the blanks that do not break are our own. */
const clean = (text: string): string => text.split(noBreak).map(printable).join(noBreak);

function commandLines(command: Command | undefined): readonly string[] {
  if (command === undefined) return [];
  const lines = typeof command === 'string' ? [command] : Object.entries(command).map(([os, text]) => `${os}: ${text}`);
  return lines.map((line) => toCopy(readable(line), stepIndent));
}
