// YAML with places: each error names file, line, column and key. Hostile nesting is refused before it is parsed.
import { isCollection, isMap, LineCounter, Parser, parseDocument, type CST, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { CatalogueError } from './catalogue-error.js';

const maxBytes = 1 << 20;
/** The catalogue itself is six deep; Node 20 can abort on thousands. */
const maxDepth = 64;

export interface YamlFile {
  readonly path: string;
  readonly data: unknown;
  /** `checks.yml:12:5` of the value at a path of keys, or of the nearest value above it. */
  placeOf(keys: readonly PropertyKey[]): string;
}

/** @throws CatalogueError for text that is no YAML, too long or too deep */
export function readYaml(path: string, text: string): YamlFile {
  if (Buffer.byteLength(text) > maxBytes) throw new CatalogueError(path, `is longer than ${maxBytes} bytes; a catalogue is far smaller`);
  const lines = new LineCounter();
  refuseDepth(path, text);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new CatalogueError(placeAt(problem.pos[0]), `is not valid YAML: ${firstLine(problem.message)}`);
  return { path, data: toData(path, document), placeOf: (keys) => placeAt(offsetOf(document, keys)) };
}

/** @throws CatalogueError with the place, the key and what is allowed of the first thing that does not fit */
export function validate<Schema extends z.ZodType>(file: YamlFile, schema: Schema): z.infer<Schema> {
  const result = schema.safeParse(file.data ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw new CatalogueError(file.path, 'does not fit the catalogue');
  const { keys, says } = explain(issue);
  throw new CatalogueError(file.placeOf(keys), says);
}

function explain(issue: z.core.$ZodIssue): { readonly keys: readonly PropertyKey[]; readonly says: string } {
  const key = issue.path.length === 0 ? 'the file' : issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    return { keys: [...issue.path, unknown], says: `unknown key "${[...issue.path, unknown].join('.')}"; see schemas/catalogue.schema.json for the keys that are allowed` };
  }
  if (issue.code === 'invalid_key') return { keys: issue.path, says: `the name "${key}" is not allowed: ${issue.issues.map(({ message }) => message).join('; ')}` };
  return { keys: issue.path, says: `"${key}" is wrong: ${issue.message}` };
}

/** With the parser's own iterative token tree: composing it first would overflow the stack. */
function refuseDepth(path: string, text: string): void {
  for (const token of new Parser().parse(text)) {
    if (isDeeperThan(token, maxDepth)) throw new CatalogueError(path, `is nested deeper than ${maxDepth} levels`);
  }
}

function isDeeperThan(root: CST.Token, limit: number): boolean {
  const pending: (readonly [CST.Token, number])[] = [[root, 0]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [token, depth] = next;
    if (depth > limit) return true;
    for (const child of childrenOf(token)) pending.push([child, depth + 1]);
  }
  return false;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}

/** Aliases could multiply without end; a catalogue needs none. */
function toData(path: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new CatalogueError(path, `cannot be expanded: ${error instanceof Error ? firstLine(error.message) : String(error)}`);
  }
}

function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const key of keys) {
    if (!isCollection(node)) return offset;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key));
      offset = (pair?.key as Node | undefined)?.range?.[0] ?? offset;
    }
    node = node.get(key, true) as Node | null;
    if (!isMap(node) && !isCollection(node)) offset = node?.range?.[0] ?? offset;
  }
  return offset;
}

const firstLine = (message: string): string => message.split('\n')[0] ?? message;
