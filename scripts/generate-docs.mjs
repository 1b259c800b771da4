// Writes what is made from checks.yml and kept in git: docs/checks/ and the catalogue's schemas in schemas/.
// Run it after a change to checks.yml or to the catalogue's code; test/architecture/docs-current.test.ts fails until then.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const pagesFolder = join(root, 'docs', 'checks');

const { compileCheckPages, catalogueJsonSchema, configJsonSchema } = await importCompiler();
writeSchema('catalogue', catalogueJsonSchema());
writeSchema('config', configJsonSchema());
writePages();

function writeSchema(name, schema) {
  mkdirSync(join(root, 'schemas'), { recursive: true });
  writeFileSync(join(root, 'schemas', `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}

function writePages() {
  const pages = compileCheckPages(root);
  mkdirSync(pagesFolder, { recursive: true });
  for (const name of readdirSync(pagesFolder).filter((name) => !(name in pages))) rmSync(join(pagesFolder, name));
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(pagesFolder, name), text);
}

/** From its source, so that the pages are those of the code as it stands, built or not. */
async function importCompiler() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'docs-'));
  const outfile = join(folder, 'compile.mjs');
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [join(root, 'src/catalogue/compile.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
