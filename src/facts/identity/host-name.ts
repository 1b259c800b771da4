// The host name as one label: tools disagree whether the domain belongs to it.
import { firstValid, known, unknownId, type Reading } from './reading.js';

const nobody: ReadonlySet<string> = new Set([
  'localhost',
  'localhost6',
  'none',
  'unknown',
  'unassigned',
  'debian',
  'ubuntu',
  'host',
  'linux',
]);

export function hostNameIn(text: string): Reading {
  const name = firstValid(text, labelOf);
  if (name === null) return unknownId('no valid host name');
  return nobody.has(name) ? unknownId('a name that many machines bear') : known(`host:${name}`);
}

function labelOf(line: string): string | null {
  return /^([a-z0-9_](?:[a-z0-9_-]{0,62}))(?:\.[a-z0-9_.-]{0,253})?$/.exec(line.toLowerCase())?.[1] ?? null;
}
