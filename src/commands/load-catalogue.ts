// The compiled catalogue of the build, with --config merged over it only when asked: YAML is slow to load.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../catalogue/catalogue.js';
import { readNamed } from './named-path.js';

/** @throws CatalogueError, or UsageError where the configuration cannot be read */
export async function loadConfigured(configPath: string | undefined, deadlineMs?: number): Promise<Catalogue> {
  const catalogue = JSON.parse(packagedCatalogue()) as Catalogue;
  if (configPath === undefined) return catalogue;
  const { configure, maxBytes } = await import('../catalogue/load.js');
  const options = { capBytes: maxBytes + 1, isStreamFine: false, deadlineMs, remedy: 'name a YAML file' };
  return configure(catalogue, configPath, await readNamed(configPath, options));
}

/** As the build wrote it: no host and no configuration has a word in it. */
export const packagedCatalogue = (): string => readFileSync(fileURLToPath(new URL('./catalogue.json', import.meta.url)), 'utf8');
