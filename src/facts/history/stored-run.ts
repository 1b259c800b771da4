// One run as a line of the history: parts that stay the same for weeks are written once a file, and named by their hash.
// The file may be hostile or of a later version: what is not exactly of this form is passed over.
import { partNames, type KeptRun, type Part, type PartName, type Room, type RunStatus } from '../history.js';

/** Texts of parts by their hash. */
export type KnownParts = ReadonlyMap<string, Part>;

/** What a hostile host can make a run grow to: no name or value is longer, and no part has more of them. */
export const maxNameCount = 40;
export const maxTextLength = 160;

const formatVersion = 1;

/** @param known parts that the same file holds already */
export function storedRun(run: KeptRun, known: KnownParts, hashOf: (text: string) => string): string {
  const { runId, at, status, headline, isWhole, asUser, durationMs, causes, parts, space, latencyMs } = run;
  const hashes = partNames.map((name) => (parts[name] === null ? null : hashOf(JSON.stringify(parts[name]))));
  const added = partNames.flatMap((name, index) => {
    const hash = hashes[index] ?? null;
    return hash === null || known.has(hash) ? [] : [[hash, parts[name]] as const];
  });
  return JSON.stringify({
    ...{ v: formatVersion, id: runId, at, status, headline, whole: isWhole, user: asUser, ms: durationMs, causes },
    ...{ parts: hashes, space },
    ...(added.length === 0 ? {} : { texts: Object.fromEntries(added) }),
    latency: latencyMs,
  });
}

/** Reads the lines of one file in order, and remembers the parts that they name. */
export class RunReader {
  private readonly parts = new Map<string, Part>();
  /** Most runs have the same parts: a year of them shares a few. */
  private readonly sets = new Map<string, KeptRun['parts'] | null>();

  get known(): KnownParts {
    return this.parts;
  }

  /** @returns null for a line that holds no run */
  read(json: string): KeptRun | null {
    const line = parseJson(json);
    if (!isRecord(line) || line['v'] !== formatVersion) return null;
    const texts = isRecord(line['texts']) ? line['texts'] : {};
    for (const [hash, part] of Object.entries(texts)) if (isPart(part)) this.parts.set(hash, part);
    return this.runOf(line);
  }

  private runOf(line: Fields): KeptRun | null {
    const { id, at, status, headline, whole, user, ms, causes, parts, space, latency } = line;
    const isNamed = isRunId(id) && isTime(at) && isStatus(status) && isText(headline) && isText(user);
    if (!isNamed || typeof whole !== 'boolean' || !isCount(ms) || !isIds(causes)) return null;
    if (!Array.isArray(parts) || !isSpace(space) || !isCounts(latency)) return null;
    const seen = this.partsOf(parts);
    if (seen === null) return null;
    return { runId: id, at, status, headline, isWhole: whole, asUser: user, durationMs: ms, causes, parts: seen, space, latencyMs: latency };
  }

  private partsOf(hashes: readonly unknown[]): KeptRun['parts'] | null {
    const key = hashes.join(' ');
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    const found = partNames.map((name, index) => [name, this.parts.get(String(hashes[index])) ?? null] as const);
    const set = Object.fromEntries(found) as Record<PartName, Part | null>;
    const whole = set.findings === null || isFindings(set.findings) ? set : null;
    this.sets.set(key, whole);
    return whole;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const statuses: readonly unknown[] = ['ok', 'warning', 'critical', 'unknown'] satisfies RunStatus[];

const isStatus = (value: unknown): value is RunStatus => statuses.includes(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 4_096;
/** What is shown as it stands is nothing but what this program writes: no line of a file speaks in its name. */
const isMatch = (value: unknown, form: RegExp): value is string => typeof value === 'string' && form.test(value);
const isRunId = (value: unknown): value is string => isMatch(value, /^[\w-]{1,64}$/);
const isId = (value: unknown): value is string => isMatch(value, /^[a-z\d][a-z\d-]{0,63}$/);
const isIds = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isId);
const isFindings = (part: Part): boolean => Object.entries(part).every(([id, verdict]) => isId(id) && /^[a-z][a-z-]{0,63}(?: [a-z\d][a-z\d-]{0,63}){0,2}$/.test(verdict));
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isTime = (value: unknown): value is string =>
  isMatch(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/) && !Number.isNaN(Date.parse(value));
const isPart = (value: unknown): value is Part => isRecord(value) && Object.values(value).every(isText);
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Thousands of lines are looked through: no list is made of what they hold. */
function isCounts(value: unknown): value is Readonly<Record<string, number>> {
  if (!isRecord(value)) return false;
  for (const name in value) if (!isCount(value[name])) return false;
  return true;
}

function isSpace(value: unknown): value is Readonly<Record<string, Room>> {
  if (!isRecord(value)) return false;
  for (const name in value) {
    const room = value[name];
    if (!isRecord(room) || !isCount(room['freeBytes']) || !isCount(room['totalBytes'])) return false;
  }
  return true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
