// Writes what is made from checks.yml and from the code and is kept in git: docs/checks/, all of schemas/ and man/.
// Run it after a change to checks.yml, the catalogue's code or src/report/schema.ts; the tests fail until then.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const pagesFolder = join(root, 'docs', 'checks');

const { compileCatalogue, compileCheckPages, catalogueJsonSchema, configJsonSchema } = await importSource('src/catalogue/compile.ts');
const { compareJsonSchema, faultJsonSchema, historyDiffJsonSchema, historyJsonSchema, listJsonSchema, reportJsonSchema, storiesJsonSchema } = await importSource('src/report/schema.ts');
writeSchema('catalogue', catalogueJsonSchema());
writeSchema('compare', compareJsonSchema());
writeSchema('config', configJsonSchema());
writeSchema('fault', faultJsonSchema());
writeSchema('history', historyJsonSchema());
writeSchema('history-diff', historyDiffJsonSchema());
writeSchema('list', listJsonSchema());
writeSchema('report', reportJsonSchema());
writeSchema('stories', storiesJsonSchema());
writePages();
await writeManual();

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

async function writeManual() {
  const [{ commandLine }, { readCommandTree }, { manPage }] = await Promise.all(
    ['src/command-line.ts', 'src/shell/command-tree.ts', 'src/shell/man-page.ts'].map(importSource),
  );
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const text = manPage({ program: name, version, tree: readCommandTree(commandLine()), checks: compileCatalogue(root).checks });
  mkdirSync(join(root, 'man'), { recursive: true });
  writeFileSync(join(root, 'man', `${name}.1`), text);
}

/** Not from the build, so that what is written is that of the code as it stands. */
async function importSource(path) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'docs-'));
  const outfile = join(folder, 'source.mjs');
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [join(root, path)],
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
