// YAML with places: each error names file, line, column and key. Text that could exhaust the parser is refused first.
import { isCollection, isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { CatalogueError } from './catalogue-error.js';
import { deepPlace } from './nesting.js';
import { explainProblem } from './yaml-problem.js';

/** The catalogue itself has some 60 kB. */
export const maxBytes = 1 << 20;
/** The catalogue itself is six deep; Node 20 can abort on thousands. */
const maxDepth = 64;

export interface YamlFile {
  readonly path: string;
  readonly data: unknown;
  /** `checks.yml:12:5` of the value at a path of keys, or of the nearest key above it. */
  placeOf(keys: readonly PropertyKey[]): string;
  /** The same of the last key itself. */
  placeOfKey(keys: readonly PropertyKey[]): string;
  /** The comment behind a plain value or above its key; null where there is none. */
  commentOf(keys: readonly PropertyKey[]): string | null;
}

/** @throws CatalogueError for text that is no YAML, too deep, or more than plain values */
export function readYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const tooDeep = deepPlace(text, maxDepth, lines);
  if (tooDeep !== null) throw new CatalogueError(placeAt(tooDeep), `is nested deeper than the ${maxDepth} levels that are allowed`);
  const document = parseDocument(text, { version: '1.2', prettyErrors: false, uniqueKeys: true, logLevel: 'error' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new CatalogueError(placeAt(problem.pos[0]), explainProblem(document, problem));
  refuseMoreThanValues(document, placeAt);
  return {
    path,
    data: document.toJS() as unknown,
    placeOf: (keys) => placeAt(offsetsOf(document, keys).value),
    placeOfKey: (keys) => placeAt(offsetsOf(document, keys).key),
    commentOf: (keys) => commentOf(document, keys),
  };
}

/** Aliases can multiply without end, and a mapping as a key would be turned into some text: a catalogue needs neither. */
function refuseMoreThanValues(document: Document, placeAt: (offset: number) => string): void {
  visit(document, {
    Alias: (_, { range, source }) => {
      throw new CatalogueError(placeAt(range?.[0] ?? 0), `the alias *${source} is not allowed; write the value itself`);
    },
    Pair: (_, { key }) => {
      const place = placeAt((key as Node | null)?.range?.[0] ?? 0);
      if (!isScalar(key)) throw new CatalogueError(place, 'a key must be plain text; it is a list or a mapping');
      // The validator would pass over it in silence.
      if (key.value === '__proto__') throw new CatalogueError(place, 'unknown key "__proto__"; it is no name of ours');
    },
  });
}

/** A mapping or list as a value stands where its key does: below it there may be a page of lines. */
function offsetsOf(document: Document, keys: readonly PropertyKey[]): { readonly key: number; readonly value: number } {
  let node = document.contents;
  let key = node?.range?.[0] ?? 0;
  for (const name of keys) {
    if (!isCollection(node)) break;
    const pair = isMap(node) ? node.items.find((item) => String(item.key) === String(name)) : undefined;
    node = node.get(name, true) as Node | null;
    key = (pair?.key as Node | undefined)?.range?.[0] ?? node?.range?.[0] ?? key;
  }
  return { key, value: isCollection(node) ? key : (node?.range?.[0] ?? key) };
}

function commentOf(document: Document, keys: readonly PropertyKey[]): string | null {
  const owner = document.getIn(keys.slice(0, -1), true);
  if (!isMap(owner)) return null;
  const index = owner.items.findIndex((item) => String(item.key) === String(keys.at(-1)));
  const pair = owner.items[index];
  const behind = isScalar(pair?.value) ? pair.value.comment : null;
  // The parser gives what stands above the first key to the mapping as a whole.
  const above = index === 0 ? owner.commentBefore : isScalar(pair?.key) ? pair.key.commentBefore : null;
  const text = (behind ?? above ?? '').replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}
