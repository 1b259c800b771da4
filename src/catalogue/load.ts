// checks.yml, and a --config file merged over it, into one validated catalogue.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Catalogue, LimitReasons } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import { checkConsistency } from './consistency.js';
import { mergeConfig } from './merge.js';
import { maxBytes, readYaml } from './read-yaml.js';
import { catalogueSchema, configSchema } from './schema.js';
import { validate } from './validate.js';

/** @throws CatalogueError */
export function loadCatalogue(path: string): Catalogue {
  const file = readYaml(path, readText(path));
  const catalogue = validate(file, catalogueSchema) as Catalogue;
  checkConsistency(catalogue, file);
  return catalogue;
}

/** Why each limit has the value that it has: the comments beside the limits of each check. */
export function loadLimitReasons(path: string): LimitReasons {
  const file = readYaml(path, readText(path));
  const reasonsOf = (id: string, limits: object): LimitReasons[string] =>
    Object.fromEntries(Object.keys(limits).map((name) => [name, file.commentOf(['checks', id, 'limits', name])]));
  const { checks } = validate(file, catalogueSchema);
  return Object.fromEntries(Object.entries(checks).map(([id, { limits }]) => [id, reasonsOf(id, limits)]));
}

/**
 * Merges a configuration over a catalogue: mappings key by key, lists as a whole.
 * @throws CatalogueError
 */
export function configure(catalogue: Catalogue, path: string): Catalogue {
  const file = readYaml(path, readText(path));
  const merged = mergeConfig(catalogue, validate(file, configSchema), file);
  checkConsistency(merged, file);
  return merged;
}

function readText(path: string): string {
  const file = open(path);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new CatalogueError(path, 'is no regular file; name a YAML file');
    if (stats.size > maxBytes) throw new CatalogueError(path, `has ${stats.size} bytes; a YAML file of at most ${maxBytes} is allowed`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw error instanceof CatalogueError ? error : cannotRead(path, error);
  } finally {
    closeSync(file);
  }
}

/** Without waiting, since a FIFO that nobody writes to would hold the open for ever. */
function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): CatalogueError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new CatalogueError(path, 'does not exist; name a YAML file');
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new CatalogueError(path, 'is not UTF-8 text; save it as UTF-8');
  return new CatalogueError(path, `cannot be read (${code ?? 'no code'}); name a YAML file`);
}
