// Lays a configuration over the catalogue. Only what exists can be changed: a new id has no code behind it.
import type { z } from 'zod';
import type { Catalogue, CatalogueEntry } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import type { YamlFile } from './read-yaml.js';
import type { configSchema } from './schema.js';

type Config = z.infer<typeof configSchema>;
type EntryChanges = NonNullable<Config['checks']>[string];
type Names = Readonly<Record<string, unknown>>;

/** @throws CatalogueError for an id, limit, problem or symptom that does not exist */
export function mergeConfig(catalogue: Catalogue, config: Config, file: YamlFile): Catalogue {
  refuseUnknownNames(file, ['symptoms'], config.symptoms, catalogue.symptoms);
  return {
    symptoms: { ...catalogue.symptoms, ...config.symptoms },
    checks: mergeChecks(catalogue.checks, config.checks ?? {}, file),
    regions: { ...catalogue.regions, ...config.regions },
    endpoints: config.endpoints ?? catalogue.endpoints,
    backupSet: {
      include: config.backupSet?.include ?? catalogue.backupSet.include,
      exclude: config.backupSet?.exclude ?? catalogue.backupSet.exclude,
    },
    waivers: config.waivers ?? catalogue.waivers,
  };
}

function mergeChecks(checks: Catalogue['checks'], changes: NonNullable<Config['checks']>, file: YamlFile): Catalogue['checks'] {
  refuseUnknownNames(file, ['checks'], changes, checks);
  const merged = Object.entries(checks).map(([id, entry]) => [id, mergeEntry(id, entry, changes[id] ?? {}, file)]);
  // Built from the catalogue's own entries, so each id keeps one.
  return Object.fromEntries(merged) as Catalogue['checks'];
}

function mergeEntry(id: string, entry: CatalogueEntry, changes: EntryChanges, file: YamlFile): CatalogueEntry {
  refuseUnknownNames(file, ['checks', id, 'limits'], changes.limits, entry.limits);
  refuseUnknownNames(file, ['checks', id, 'problems'], changes.problems, entry.problems);
  refuseUnknownNames(file, ['checks', id, 'notes'], changes.notes, entry.notes);
  return {
    ...entry,
    // YAML gives a key a value or leaves it out; it is never there and undefined.
    ...(changes as Partial<CatalogueEntry>),
    limits: { ...entry.limits, ...changes.limits },
    problems: { ...entry.problems, ...changes.problems },
    notes: { ...entry.notes, ...changes.notes },
  };
}

/** Own names only: `constructor` is none of ours. */
function refuseUnknownNames(file: YamlFile, keys: readonly string[], given: Names | undefined, known: Names): void {
  const unknown = Object.keys(given ?? {}).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const allowed = Object.keys(known).join(', ') || 'none';
  throw new CatalogueError(file.placeOfKey([...keys, unknown]), `unknown name "${[...keys, unknown].join('.')}"; allowed: ${allowed}`);
}
