// JSON text → tree. JSON.parse first; what it refuses is unescaped (a body quoted inside a log) and read leniently.

import { parseLenientJson } from './lenient-json.js';

export interface JsonReading {
  readonly tree: unknown;
  /** `damaged`: what stands in `tree` is all that could be read. */
  readonly quality: 'whole' | 'damaged';
}

const maxUnescapes = 3;
/** Repair is for what people paste; a fault says what it is at its start. */
const maxRepairLength = 128 * 1024;

/** null when there is no JSON at all. */
export function readJson(text: string): JsonReading | null {
  const parsed = tryParse(text);
  if (parsed !== undefined) return typeof parsed === 'object' ? { tree: parsed, quality: 'whole' } : null;
  const { value, end } = parseLenientJson(unescapeText(text.slice(0, maxRepairLength)));
  if (value === undefined || value === null || typeof value !== 'object') return null;
  if (end !== 'closed' && Object.keys(value).length === 0) return null;
  // A log line that begins with `[2026-11-21 …` is no list.
  if (end !== 'cut' && Array.isArray(value) && !value.some((item) => typeof item === 'object')) return null;
  return { tree: value, quality: end === 'closed' ? 'whole' : 'damaged' };
}

const maxLines = 200;

/** One object a line, as logs have it; none where a line is anything else. */
export function readJsonLines(text: string): readonly JsonReading[] {
  const lines = text.split('\n', maxLines).filter((line) => line.trim() !== '');
  const trees = lines.length < 2 || !lines[0]?.trimEnd().endsWith('}') ? [] : lines.map(tryParse);
  const isEach = trees.every((tree) => typeof tree === 'object' && tree !== null);
  return isEach ? trees.map((tree) => ({ tree, quality: 'whole' })) : [];
}

const jsonStart = /\{\s{0,20}\\{0,3}[uU]?["']/g;
const maxStarts = 16;
const maxFoundLength = 16 * 1024;

/** The JSON objects that stand somewhere inside a text, as clients print them: `code: 405 body: {"badMethod": …}`. */
export function findJson(text: string): readonly JsonReading[] {
  const readings: JsonReading[] = [];
  let startCount = 0;
  for (const { index } of text.matchAll(jsonStart)) {
    const reading = readJson(text.slice(index, index + maxFoundLength));
    if (reading !== null) readings.push(reading);
    startCount += 1;
    if (startCount === maxStarts) break;
  }
  return readings;
}

/** The text of a body that is one JSON string, else null. */
export function readJsonString(text: string): string | null {
  const parsed = text.startsWith('"') ? tryParse(text) : undefined;
  return typeof parsed === 'string' ? parsed : null;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Refusing is the answer; the lenient reader takes over.
    return undefined;
  }
}

/** `{\"a\": \"b\"}` → `{"a": "b"}`, also where it was quoted twice. */
function unescapeText(text: string): string {
  let unescaped = text;
  for (let count = 0; count < maxUnescapes && /^[{[]\s{0,20}\\/.test(unescaped); count += 1) {
    unescaped = unescaped.replace(/\\([\s\S])/g, (_, character: string) => (character === 'n' ? '\n' : character));
  }
  return unescaped;
}
