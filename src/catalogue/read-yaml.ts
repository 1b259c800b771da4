// YAML with places: each error names file, line, column and key. Text that could exhaust the parser is refused first.
import { isCollection, isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { CatalogueError } from './catalogue-error.js';
import { deepPlace } from './nesting.js';

/** The catalogue itself has some 60 kB. */
export const maxBytes = 1 << 20;
/** The catalogue itself is six deep; Node 20 can abort on thousands. */
const maxDepth = 64;

export interface YamlFile {
  readonly path: string;
  readonly data: unknown;
  /** `checks.yml:12:5` of the value at a path of keys, or of the nearest value above it. */
  placeOf(keys: readonly PropertyKey[]): string;
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
  const document = parseDocument(text, { version: '1.2', prettyErrors: false, uniqueKeys: true, logLevel: 'silent' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new CatalogueError(placeAt(problem.pos[0]), `is not valid YAML: ${firstLine(problem.message)}`);
  refuseMoreThanValues(document, placeAt);
  return { path, data: document.toJS() as unknown, placeOf: (keys) => placeAt(offsetOf(document, keys)) };
}

/** Aliases can multiply without end, and a mapping as a key would be turned into some text: a catalogue needs neither. */
function refuseMoreThanValues(document: Document, placeAt: (offset: number) => string): void {
  visit(document, {
    Alias: (_, { range, source }) => {
      throw new CatalogueError(placeAt(range?.[0] ?? 0), `the alias *${source} is not allowed; write the value itself`);
    },
    Pair: (_, { key }) => {
      if (isScalar(key)) return;
      throw new CatalogueError(placeAt((key as Node | null)?.range?.[0] ?? 0), 'a key must be plain text; it is a list or a mapping');
    },
  });
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
    if (!isCollection(node)) offset = node?.range?.[0] ?? offset;
  }
  return offset;
}

const firstLine = (message: string): string => message.split('\n')[0] ?? message;
