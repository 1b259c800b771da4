// docs/checks/ and the published schema are what checks.yml and its form say today: nothing stale, missing or left over.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { catalogueJsonSchema, compileCheckPages } from '../../src/catalogue/compile.js';

// Run from build/test/architecture/, three folders below the project.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const remedy = 'run: node scripts/generate-docs.mjs';

describe(`the pages of the checks (where one fails, ${remedy})`, () => {
  const pages = compileCheckPages(root);

  it('are all there, and no others', () => {
    expect(readdirSync(join(root, 'docs/checks')).sort()).toEqual(Object.keys(pages).sort());
  });

  it.each(Object.keys(pages))('%s is current', (name) => expect(read(`docs/checks/${name}`)).toBe(pages[name]));

  it.each(Object.keys(pages))('%s links only to pages that exist', (name) => {
    const linked = [...(pages[name] ?? '').matchAll(/\]\(([^)]*\.md)\)/g)].map(([, target = '']) => target);
    expect(linked.filter((target) => pages[target] === undefined)).toEqual([]);
  });
});

describe('the published schema of the catalogue', () => {
  const schema = JSON.parse(read('schemas/catalogue.schema.json')) as object;

  it(`is current (where not, ${remedy})`, () => expect(schema).toEqual(JSON.parse(JSON.stringify(catalogueJsonSchema()))));

  // An independent validator, in strict mode, as an editor would use one.
  const ajv = new ajv2020.Ajv2020({ allErrors: true });
  formats.default(ajv);
  const accepts = ajv.compile(schema);

  it('accepts checks.yml', () => {
    accepts(parse(read('checks.yml')));
    expect(accepts.errors ?? []).toEqual([]);
  });

  it.each([
    ['an unknown key', { extra: 1 }],
    ['a limit as text', { limits: { floorBytes: 'lots' } }],
    ['a limit without a unit', { limits: { floor: 1 } }],
    ['an unknown severity', { severity: 'fatal' }],
    ['an unknown symptom', { symptoms: ['tired'] }],
  ])('refuses %s', (_, change) => {
    const catalogue = parse(read('checks.yml')) as { checks: Record<string, object> };
    const [id = ''] = Object.keys(catalogue.checks);
    catalogue.checks[id] = { ...catalogue.checks[id], ...change };
    expect(accepts(catalogue)).toBe(false);
  });

  it('is named in the first line of checks.yml, where editors look for it', () => {
    expect(read('checks.yml').split('\n')[0]).toBe('# yaml-language-server: $schema=./schemas/catalogue.schema.json');
  });
});
