// Takes out of build/ what has no source any more: tsc leaves it there, and a deleted test would run for ever.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build');

if (existsSync(build)) {
  const emitted = filesIn(build).filter((path) => /\.c?js(\.map)?$/.test(path));
  for (const path of emitted.filter((path) => !existsSync(sourceOf(path)))) rmSync(path);
}

function sourceOf(path) {
  return join(root, relative(build, path).replace(/js(\.map)?$/, 'ts'));
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
