// docs/checks/ and the published schemas are what checks.yml and its form say today: nothing stale, missing or left over.
// What docs/ quotes and links is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { catalogueJsonSchema, compileCheckPages, configJsonSchema } from '../../src/catalogue/compile.js';

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
});

const schemaOf = (name: string): object => JSON.parse(read(`schemas/${name}.schema.json`)) as object;

/** An independent validator, in strict mode, as an editor would use one. */
function validatorOf(name: string) {
  const ajv = new ajv2020.Ajv2020({ allErrors: true });
  formats.default(ajv);
  return ajv.compile(schemaOf(name));
}

describe(`the published schemas (where one is not current, ${remedy})`, () => {
  it.each([
    ['catalogue', catalogueJsonSchema],
    ['config', configJsonSchema],
  ])('%s is current', (name, schema) => expect(schemaOf(name)).toEqual(JSON.parse(JSON.stringify(schema()))));

  const acceptsCatalogue = validatorOf('catalogue');
  const acceptsConfig = validatorOf('config');

  it('accept checks.yml', () => {
    acceptsCatalogue(parse(read('checks.yml')));
    expect(acceptsCatalogue.errors ?? []).toEqual([]);
  });

  it('name it in its first line, where editors look', () => {
    expect(read('checks.yml').split('\n')[0]).toBe('# yaml-language-server: $schema=./schemas/catalogue.schema.json');
  });

  it.each([
    ['an unknown key', { extra: 1 }],
    ['a limit as text', { limits: { floorBytes: 'lots' } }],
    ['a limit below zero', { limits: { floorBytes: -1 } }],
    ['an unknown severity', { severity: 'fatal' }],
    ['an unknown symptom', { symptoms: ['tired'] }],
  ])('refuse %s', (_, change) => {
    const catalogue = parse(read('checks.yml')) as { checks: Record<string, object> };
    const [id = ''] = Object.keys(catalogue.checks);
    catalogue.checks[id] = { ...catalogue.checks[id], ...change };
    expect([acceptsCatalogue(catalogue), acceptsConfig({ checks: { [id]: change } })]).toEqual([false, false]);
  });

  it.each([
    ['nothing', {}],
    ['one limit', { checks: { 'low-disk-space': { limits: { floorBytes: 1 } } } }],
    ['a backup set', { backupSet: { include: ['/etc'] } }],
  ])('let a configuration change %s', (_, config) => expect(acceptsConfig(config)).toBe(true));
});

describe('what docs/ says of the project', () => {
  const documents = filesBelow('docs').filter((name) => name.endsWith('.md'));

  it.each(documents)('%s quotes files as they are', (name) => {
    const quotes = [...read(name).matchAll(/^```\w+ (?!format=)(\S+)\n([^]*?)^```$/gm)].map(([, path = '', text = '']) => ({ path, text }));
    expect(quotes.filter(({ path, text }) => !read(path).includes(text))).toEqual([]);
  });

  it.each(documents)('%s links only to files that exist', (name) => {
    const targets = [...withoutCode(read(name)).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
    const local = targets.filter((target) => !target.startsWith('https://'));
    expect(local.filter((target) => !existsSync(join(root, dirname(name), target)))).toEqual([]);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}

const withoutCode = (markdown: string): string => markdown.replace(/^ *```[^]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');
