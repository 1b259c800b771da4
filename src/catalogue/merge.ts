// Lays a configuration over the catalogue. Only what exists can be changed: a new id has no code behind it.
import type { z } from 'zod';
import type { Catalogue, CatalogueEntry } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import type { YamlFile } from './read-yaml.js';
import type { configSchema } from './schema.js';

type Config = z.infer<typeof configSchema>;

/** @throws CatalogueError for an id or limit that does not exist */
export function mergeConfig(catalogue: Catalogue, config: Config, file: YamlFile): Catalogue {
  const checks: Record<string, CatalogueEntry> = { ...catalogue.checks };
  for (const [id, changes] of Object.entries(config.checks ?? {})) {
    const entry = checks[id];
    if (entry === undefined) throw unknownName(file, ['checks', id], Object.keys(catalogue.checks));
    for (const name of Object.keys(changes.limits ?? {})) {
      if (entry.limits[name] === undefined) throw unknownName(file, ['checks', id, 'limits', name], Object.keys(entry.limits));
    }
    const limits = { ...entry.limits, ...changes.limits };
    const problems = { ...entry.problems, ...changes.problems };
    checks[id] = { ...entry, ...(changes as Partial<CatalogueEntry>), limits, problems };
  }
  for (const id of Object.keys(config.symptoms ?? {})) {
    if (!(id in catalogue.symptoms)) throw unknownName(file, ['symptoms', id], Object.keys(catalogue.symptoms));
  }
  return {
    ...catalogue,
    checks,
    symptoms: { ...catalogue.symptoms, ...config.symptoms } as Catalogue['symptoms'],
    regions: { ...catalogue.regions, ...config.regions },
    endpoints: config.endpoints ?? catalogue.endpoints,
    backupSet: { include: config.backupSet?.include ?? catalogue.backupSet.include, exclude: config.backupSet?.exclude ?? catalogue.backupSet.exclude },
  };
}

function unknownName(file: YamlFile, keys: readonly string[], allowed: readonly string[]): CatalogueError {
  const names = allowed.length === 0 ? 'none' : allowed.join(', ');
  return new CatalogueError(file.placeOf(keys), `unknown name "${keys.join('.')}"; allowed: ${names}`);
}
