// log4cxx.xml: where the agent logs and how much it may write. A document type is normal there; it is skipped,
// and no entity is ever expanded.
import { SaxesParser, type SaxesTagPlain } from 'saxes';

export interface ParsedLogSettings {
  readonly path: string | null;
  readonly maxFileBytes: number | null;
  readonly maxBackupCount: number | null;
  readonly level: string | null;
  /** Typographic quotes of a copied web page were read as plain ones; the agent itself may refuse them. */
  readonly wasRepaired: boolean;
}

export type LogSettingsResult =
  { readonly state: 'parsed'; readonly settings: ParsedLogSettings } | { readonly state: 'malformed'; readonly line: number };

/** Real ones have about 800 bytes and four levels. */
const maxDepth = 32;
const units: Readonly<Record<string, number>> = { '': 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 };
const levels: ReadonlySet<string> = new Set(['OFF', 'FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE', 'ALL']);

export function parseLogSettings(xml: string): LogSettingsResult {
  const plain = xml.replace(/^\uFEFF/, '').trimStart();
  // The backslash came in where a manual escaped the quote for Markdown.
  const repaired = plain.replace(/[\u201c-\u201f]\\?/g, '"');
  const elements = readElements(repaired);
  if (typeof elements === 'number') return { state: 'malformed', line: elements };
  return { state: 'parsed', settings: { ...settingsOf(elements), wasRepaired: repaired !== plain } };
}

/** `500MB` → 524288000: log4cxx counts in 1024s. */
export function toBytes(size: string): number | null {
  const [, count = '', unit = ''] = /^\s*(\d{1,9})\s*(KB|MB|GB)?\s*$/i.exec(size) ?? [];
  return count === '' ? null : Number(count) * (units[unit.toUpperCase()] ?? 1);
}

interface Element {
  /** Names from the root down, without prefixes: `configuration/appender/param`. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** @returns the elements in order, or the line of the first fault */
function readElements(xml: string): readonly Element[] | number {
  const elements: Element[] = [];
  const open: string[] = [];
  const faultLines: number[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', () => faultLines.push(parser.line));
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    open.push(name.replace(/^.*:/, ''));
    if (open.length > maxDepth) faultLines.push(parser.line);
    elements.push({ path: open.join('/'), attributes });
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return faultLines[0] ?? elements;
}

function settingsOf(elements: readonly Element[]): Omit<ParsedLogSettings, 'wasRepaired'> {
  const param = (name: string): string | null =>
    valueOf(elements.find(({ path, attributes }) => path.endsWith('appender/param') && attributes['name']?.toLowerCase() === name));
  const level = valueOf(elements.find(({ path }) => /\broot\/(level|priority)$/.test(path)))?.toUpperCase() ?? '';
  const backupCount = param('maxbackupindex')?.trim() ?? '';
  return {
    path: plainPath(param('file')),
    maxFileBytes: toBytes(param('maxfilesize') ?? ''),
    maxBackupCount: /^\d{1,6}$/.test(backupCount) ? Number(backupCount) : null,
    level: levels.has(level) ? level : null,
  };
}

const valueOf = (element: Element | undefined): string | null => element?.attributes['value'] ?? null;

/** An absolute path of Linux or Windows without control characters. */
function plainPath(path: string | null): string | null {
  return path !== null && path.length <= 1_024 && /^(\/|[A-Za-z]:\\)[^\p{Cc}]*$/u.test(path) ? path : null;
}
