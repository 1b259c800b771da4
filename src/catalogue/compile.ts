// Called by the build and the scripts: what is made from checks.yml. The validated catalogue, so that a start
// parses no YAML; its published schemas; and the pages of the checks.
import { join } from 'node:path';
import { z } from 'zod';
import type { Catalogue } from './catalogue.js';
import { renderCheckPages, type Pages } from './check-page.js';
import { loadCatalogue, loadLimitReasons } from './load.js';
import { catalogueSchema, configSchema } from './schema.js';

/** @throws CatalogueError for a catalogue that cannot be used */
export const compileCatalogue = (root: string): Catalogue => loadCatalogue(join(root, 'checks.yml'));

/** @throws CatalogueError for a catalogue that cannot be used */
export const compileCheckPages = (root: string): Pages =>
  renderCheckPages(compileCatalogue(root), loadLimitReasons(join(root, 'checks.yml')));

/** Draft 2020-12, for editors that complete checks.yml. */
export const catalogueJsonSchema = (): unknown => published(catalogueSchema, 'checks.yml of Backup Doctor');

/** The same for the files that --config names. */
export const configJsonSchema = (): unknown =>
  published(configSchema, 'A configuration that --config lays over checks.yml of Backup Doctor');

const published = (schema: z.ZodType, title: string): unknown => ({ ...z.toJSONSchema(schema, { io: 'input' }), title });
