// The compiled catalogue of the build, with --config merged over it only when asked: YAML is slow to load.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../catalogue/catalogue.js';

/** @throws CatalogueError */
export async function loadConfigured(configPath: string | undefined): Promise<Catalogue> {
  const catalogue = JSON.parse(readFileSync(fileURLToPath(new URL('./catalogue.json', import.meta.url)), 'utf8')) as Catalogue;
  if (configPath === undefined) return catalogue;
  const { configure } = await import('../catalogue/load.js');
  return configure(catalogue, configPath);
}
