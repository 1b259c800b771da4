// checks.yml, and a --config file merged over it, into one validated catalogue.
import { readFileSync } from 'node:fs';
import type { Catalogue, LimitReasons } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import { checkConsistency } from './consistency.js';
import { mergeConfig } from './merge.js';
import { maxBytes, readYaml } from './read-yaml.js';
import { catalogueSchema, configSchema } from './schema.js';
import { validate } from './validate.js';

export { maxBytes };

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
 * @param path as whoever must mend it knows it
 * @param bytes of the file, no more than one above `maxBytes`
 * @throws CatalogueError
 */
export function configure(catalogue: Catalogue, path: string, bytes: Uint8Array): Catalogue {
  const file = readYaml(path, textOf(path, bytes));
  const merged = mergeConfig(catalogue, validate(file, configSchema), file);
  checkConsistency(merged, file);
  return merged;
}

function readText(path: string): string {
  try {
    return textOf(path, readFileSync(path));
  } catch (error) {
    throw error instanceof CatalogueError ? error : cannotRead(path, error);
  }
}

function textOf(path: string, bytes: Uint8Array): string {
  if (bytes.length > maxBytes) throw new CatalogueError(path, `is longer than the ${maxBytes} bytes that a YAML file may have`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CatalogueError(path, 'is not UTF-8 text; save it as UTF-8');
  }
}

function cannotRead(path: string, error: unknown): CatalogueError {
  const { code } = error as NodeJS.ErrnoException;
  return new CatalogueError(path, code === 'ENOENT' ? 'does not exist; name a YAML file' : `cannot be read (${code ?? 'no code'}); name a YAML file`);
}
