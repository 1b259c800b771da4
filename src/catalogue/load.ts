// checks.yml, and a --config file merged over it, into one validated catalogue.
import { readFileSync } from 'node:fs';
import type { Catalogue } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import { checkConsistency } from './consistency.js';
import { mergeConfig } from './merge.js';
import { readYaml, validate, type YamlFile } from './read-yaml.js';
import { catalogueSchema, configSchema } from './schema.js';

/** @throws CatalogueError */
export function loadCatalogue(path: string): Catalogue {
  const file = readFile(path);
  const catalogue = validate(file, catalogueSchema) as Catalogue;
  checkConsistency(catalogue, file);
  return catalogue;
}

/**
 * Merges a configuration over a catalogue: mappings key by key, lists as a whole.
 * @throws CatalogueError
 */
export function configure(catalogue: Catalogue, path: string): Catalogue {
  const file = readFile(path);
  const config = validate(file, configSchema);
  const merged = mergeConfig(catalogue, config, file);
  checkConsistency(merged, file);
  return merged;
}

function readFile(path: string): YamlFile {
  return readYaml(path, readText(path));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CatalogueError(path, `cannot be read (${code ?? 'no code'}); name a YAML file`);
  }
}
