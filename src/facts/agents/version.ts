// Agent versions: `M.mm.bbbbbb`, zero-padded. They compare as three integers; as text, `2.9` would beat `2.27`.
import type { AgentVersion } from '../agent.js';
import { observed, unavailable, type Observed } from '../observed.js';

/** A packager may put an epoch before and a revision behind: `1:2.27.009073-1`, `2.27.009073-rel`. */
const wholeText = /^\s*(?:\d{1,9}:)?v?(\d{1,9}\.\d{1,9}\.\d{1,9})(?:[-+~][\w.+~-]{0,64})?\s*$/;
const insideText = /(?:^|[\s:v])(\d{1,9}\.\d{1,9}\.\d{1,9})(?=[-+~\s,;)]|$)/m;

/** A text that is a version and nothing else: a version file, a package's field. */
export const parseAgentVersion = (text: string, source: string): Observed<AgentVersion> =>
  toVersion(wholeText.exec(text.replace(/^\uFEFF/, ''))?.[1], source);

/** The first version in what a program prints about itself. */
export const findAgentVersion = (output: string, source: string): Observed<AgentVersion> =>
  toVersion(insideText.exec(output.slice(0, 4_096))?.[1], source);

/** @returns negative where `a` is older than `b`, positive where it is newer, 0 where they are equal */
export function compareVersions(a: AgentVersion, b: AgentVersion): number {
  const differences = a.numbers.map((number, index) => number - (b.numbers[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function toVersion(text: string | undefined, source: string): Observed<AgentVersion> {
  if (text === undefined) return unavailable('malformed', `${source} names no version of the form M.mm.bbbbbb`);
  const [major = 0, minor = 0, build = 0] = text.split('.').map(Number);
  return observed({ text, numbers: [major, minor, build], source });
}
