// Bundles the program into dist/: the start file, one CommonJS bundle for each command and each child process, and the
// checked catalogue. CommonJS and few files, since the ES module loader and many chunks cost a quick run a third of its time.
// Everything is written aside and moved in file by file, what is imported before what imports it and the stamp last,
// so that neither an interrupted build nor two at once leave half a program.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build, transform } from 'esbuild';
import { thirdPartyNotices } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const cache = join(root, '.cache');
/** Moved in this order after everything else. */
const entries = ['load-bundle.cjs', 'cli.cjs', 'cli.cjs.code', 'main.cjs', '.built'];

/** They load the bundles. */
const startFiles = ['main.cjs', 'load-bundle.cjs'];

/** The version and the supported Nodes have one home, package.json. */
const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const define = { BACKUP_DOCTOR_VERSION: JSON.stringify(version), SUPPORTED_NODES: JSON.stringify(engines.node) };

const startedAt = new Date();
mkdirSync(cache, { recursive: true });
const staging = mkdtempSync(join(cache, 'dist-'));
try {
  await allDone([bundleProgram(), writeStartFile('main'), writeStartFile('load-bundle'), writeCatalogue()]);
  const ofChildren = writeStartersOfChildren();
  compileBundles(ofChildren);
  copyStories();
  writeStamp();
  moveIn();
} catch (error) {
  // esbuild has already shown its own, with the place in the source.
  if (error.errors === undefined) process.stderr.write(`${error.message}\n`);
  process.exitCode = 3;
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/** Waits for all of them even when one fails, for they write to the folder that is then removed. */
async function allDone(steps) {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Every lazily imported module becomes a bundle of its own, and so on from there. */
async function bundleProgram() {
  const children = join(root, 'src/probes/platform/children');
  const bundles = new Map([[join(root, 'src/cli.ts'), 'cli']]);
  for (const name of readdirSync(children)) bundles.set(join(children, name), `children/${name.replace(/\.ts$/, '')}`);
  const inputs = new Set();
  // The map grows while it is walked.
  for (const [entry, name] of bundles) {
    const { metafile } = await build({
      ...common(),
      format: 'cjs',
      entryPoints: [entry],
      outfile: join(staging, `${name}.cjs`),
      plugins: [lazyBundles(bundles)],
      // import() becomes require(), which needs no ES module loader.
      supported: { 'dynamic-import': false },
      banner: { js: "const importMetaUrlOfBundle=require('node:url').pathToFileURL(__filename).href;" },
      define: { ...define, 'import.meta.url': 'importMetaUrlOfBundle' },
      metafile: true,
    });
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  }
  writeFileSync(join(staging, 'THIRD-PARTY.txt'), thirdPartyNotices(root, [...inputs]));
}

/** All bundles lie side by side, so that one finds the next at `./NAME.cjs`. */
function lazyBundles(bundles) {
  return {
    name: 'lazy-bundles',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'found') return undefined;
        const found = await resolve(path.replace(/^(\..*)\.js$/, '$1.ts'), { kind: 'import-statement', resolveDir, pluginData: 'found' });
        if (found.errors.length > 0) return { errors: found.errors };
        const name = path.split('/').at(-1).replace(/\.js$/, '');
        bundles.set(found.path, name);
        return { path: `./${name}.cjs`, external: true };
      });
    },
  };
}

async function writeStartFile(name) {
  const { code } = await transform(readFileSync(join(root, `src/${name}.cts`), 'utf8'), {
    loader: 'ts',
    // A Node that is too old must still get as far as the sentence that says so.
    target: 'node12.20',
    define,
  });
  writeFileSync(join(staging, `${name}.cjs`), code);
}

/** All functions at once, though V8 would wait until they are called: a quick run calls most of them. */
function compileBundles(ofChildren) {
  const { compile, codeFile } = createRequire(import.meta.url)(join(staging, 'load-bundle.cjs'));
  const bundles = [...readdirSync(staging).filter((name) => name.endsWith('.cjs') && !startFiles.includes(name)), ...ofChildren];
  setFlagsFromString('--no-lazy');
  const scripts = bundles.map((name) => [codeFile(name), compile(`./${name}`)]);
  setFlagsFromString('--lazy');
  for (const [file, script] of scripts) writeFileSync(file, script.createCachedData());
}

/** A child process and a thread start with a file of their own, which loads the bundle with its bytecode. @returns the bundles */
function writeStartersOfChildren() {
  return readdirSync(join(staging, 'children')).map((name) => {
    const bundle = `children/${name.replace(/\.cjs$/, '.bundle.cjs')}`;
    renameSync(join(staging, 'children', name), join(staging, bundle));
    writeFileSync(join(staging, 'children', name), `require('../load-bundle.cjs').loadBundle('./${bundle}');\n`);
    return bundle;
  });
}

/** A start parses no YAML; a wrong checks.yml stops the build with its own sentence. */
async function writeCatalogue() {
  const outfile = join(staging, 'compile.mjs');
  await build({ ...common(), entryPoints: [join(root, 'src/catalogue/compile.ts')], outfile });
  const { compileCatalogue } = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  writeFileSync(join(staging, 'catalogue.json'), JSON.stringify(await compileCatalogue(root)));
}

function common() {
  return {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define,
    // Names stay, so that a stack trace in a report can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    legalComments: 'none',
    logLevel: 'error',
    // The CommonJS packages in the bundle still ask for node's modules with require.
    banner: { js: "import{createRequire as createRequireOfBundle}from'node:module';const require=createRequireOfBundle(import.meta.url);" },
  };
}

/** What `demo` shows; what the tests expect of a story stays out. */
function copyStories() {
  const recordings = join(root, 'test/recordings');
  const stories = readdirSync(recordings, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name: story } of stories) {
    for (const file of ['story.md', 'facts.json']) cpSync(join(recordings, story, file), join(staging, 'stories', story, file));
  }
}

/** Names the Node that built it, whose bytecode it is, and carries the time of the start, so that a source that changed meanwhile counts as newer. */
function writeStamp() {
  const stamp = join(staging, '.built');
  writeFileSync(stamp, process.version);
  utimesSync(stamp, startedAt, startedAt);
}

function moveIn() {
  const current = [...filesIn(staging).filter((path) => !entries.includes(path)), ...entries];
  for (const path of current) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    renameSync(join(staging, path), join(dist, path));
  }
  const stale = filesIn(dist).filter((path) => !current.includes(path));
  for (const path of stale) rmSync(join(dist, path));
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
