// Called by the build: the validated catalogue and the published schemas, so that a start parses no YAML.
import { join } from 'node:path';
import { z } from 'zod';
import type { Catalogue } from './catalogue.js';
import { loadCatalogue } from './load.js';
import { catalogueSchema } from './schema.js';

/** @throws CatalogueError for a catalogue that cannot be used */
export const compileCatalogue = (root: string): Catalogue => loadCatalogue(join(root, 'checks.yml'));

/** Draft 2020-12, for editors that complete checks.yml. */
export const catalogueJsonSchema = (): unknown => z.toJSONSchema(catalogueSchema, { io: 'input' });
