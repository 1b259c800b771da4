// What the command of --on-change says may repeat a word of it, and a word may be a token: a shell names the command that it does not find.
import { mask } from '../../facts/secrets.js';

/** Shorter ones are the words of any sentence, and no secret. */
const shortestLength = 6;

/** Of a command in shell: where a program takes it apart, an address and an option, too. */
const separators = /[\s"'`$;|&<>(){}[\]\\=,/:?#@]+/;

export function hideCommand(said: string, command: string): string {
  const words = new Set([...command.split(/\s+/), ...command.split(separators)]);
  // The longest first: one word may hold another.
  const shown = [...words].filter(({ length }) => length >= shortestLength).sort((one, other) => other.length - one.length);
  return shown.reduce((text, word) => text.replaceAll(word, mask), said);
}
