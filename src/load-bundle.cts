// Loads a bundle as require() would, but with the bytecode that the build has made of it: compiling is a fifth of the work
// of a quick look. Where the bytecode is missing, older than its bundle, or of another Node, V8 compiles as ever.
/* eslint-disable @typescript-eslint/no-require-imports -- a bundle is CommonJS, and so is what loads it */
import fs = require('node:fs');
import path = require('node:path');
import vm = require('node:vm');

const loaded = new Map<string, unknown>();

/** @param name as the bundles call each other, `./check.cjs`; all lie beside this file */
function loadBundle(name: string): unknown {
  if (loaded.has(name)) return loaded.get(name);
  const module = { exports: {} };
  const run = compile(name, codeOf(name)).runInThisContext() as (...values: readonly unknown[]) => void;
  run(module, requireOfBundle, placeOf(name));
  loaded.set(name, module.exports);
  return module.exports;
}

/** Bytecode keeps the name that it was compiled under, and shows it in stacks: hence no place of the building machine. */
const compile = (name: string, cachedData?: Buffer): vm.Script =>
  new vm.Script(`(function(module,require,__filename){${fs.readFileSync(placeOf(name), 'utf8')}\n})`, {
    filename: name,
    ...(cachedData === undefined ? {} : { cachedData }),
  });

const placeOf = (name: string): string => path.join(__dirname, name);

const codeFile = (name: string): string => `${placeOf(name)}.code`;

const requireOfBundle = (wanted: string): unknown => (wanted.startsWith('./') ? loadBundle(wanted) : (require(wanted) as unknown));

/** V8 compares no more than the length of the source, so a bundle that was changed since is known by its time. */
function codeOf(name: string): Buffer | undefined {
  const code = codeFile(name);
  const isCurrent = fs.existsSync(code) && fs.statSync(code).mtimeMs >= fs.statSync(placeOf(name)).mtimeMs;
  return isCurrent ? fs.readFileSync(code) : undefined;
}

export = { loadBundle, compile, codeFile };
