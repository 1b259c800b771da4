// What goes to standard error. It may name anything that an argument, a file or a host said: no terminal gets that raw.
import { printable } from '../facts/storage/printable.js';

/** More than anybody reads of one line; a recording may hold megabytes. */
const maxLength = 4000;

/** @param lines a newline inside one of them came from outside */
export function tell(...lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${printable(line.slice(0, maxLength))}\n`).join(''));
}
