// Loads a bundle as require() would, but with the bytecode that the build has made of it: compiling is a fifth of the work
// of a quick look. Where the bytecode is missing, older than its bundle, or of another Node, V8 compiles as ever.
/* eslint-disable @typescript-eslint/no-require-imports -- a bundle is CommonJS, and so is what loads it */
import fs = require('node:fs');
import path = require('node:path');
import vm = require('node:vm');

const loaded = new Map<string, unknown>();

/** @param name as the bundles call each other, `./check.cjs` */
function loadBundle(name: string): unknown {
  if (loaded.has(name)) return loaded.get(name);
  const file = path.join(__dirname, name);
  const module = { exports: {} };
  const run = compile(file, codeOf(file)).runInThisContext() as (...values: readonly unknown[]) => void;
  run(module, requireOfBundle, file);
  loaded.set(name, module.exports);
  return module.exports;
}

const compile = (file: string, cachedData?: Buffer): vm.Script =>
  new vm.Script(`(function(module,require,__filename){${fs.readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });

const codeFile = (file: string): string => `${file}.code`;

const requireOfBundle = (wanted: string): unknown => (wanted.startsWith('./') ? loadBundle(wanted) : (require(wanted) as unknown));

/** V8 compares no more than the length of the source, so a bundle that was changed since is known by its time. */
function codeOf(file: string): Buffer | undefined {
  const code = codeFile(file);
  const isCurrent = fs.existsSync(code) && fs.statSync(code).mtimeMs >= fs.statSync(file).mtimeMs;
  return isCurrent ? fs.readFileSync(code) : undefined;
}

export = { loadBundle, compile, codeFile };
