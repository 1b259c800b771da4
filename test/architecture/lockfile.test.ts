// What a fresh clone installs is whole, pinned, and runs nobody's scripts.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as { readonly packages: Readonly<Record<string, LockedPackage>> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const runtime = locked.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);

describe('the lockfile', () => {
  it('names no download addresses, so that every registry serves', () => {
    expect(pathsWhere(locked, ({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('has a checksum for every package', () => {
    expect(pathsWhere(locked, ({ integrity }) => integrity === undefined)).toEqual([]);
  });

  it('has no holes: every optional package of a package is locked too, or npm ci refuses on another system', () => {
    const holes = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).flatMap((name) => (isLocked(name, path) ? [] : [`${path} → ${name}`])),
    );
    expect(holes).toEqual([]);
  });

  it('lets no runtime package run a script while it is installed', () => {
    expect(pathsWhere(runtime, ({ hasInstallScript }) => hasInstallScript === true)).toEqual([]);
  });

  it('holds only runtime packages with a licence that may go into the bundle', () => {
    expect(pathsWhere(runtime, ({ license = '' }) => !['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'].includes(license))).toEqual([]);
  });
});

describe('package.json', () => {
  it.each(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }))('pins %s exactly: %s', (name, wanted) => {
    expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(wanted);
  });
});

function read(name: string): unknown {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8'));
}

function pathsWhere(packages: typeof locked, isWrong: (entry: LockedPackage) => boolean): readonly string[] {
  return packages.filter(([, entry]) => isWrong(entry)).map(([path]) => path);
}

/** As Node looks it up: in the package's own node_modules, then in those of the folders above it. */
function isLocked(name: string, path: string): boolean {
  if (lock.packages[`${path}/node_modules/${name}`] !== undefined) return true;
  if (path === '') return lock.packages[`node_modules/${name}`] !== undefined;
  return isLocked(name, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))));
}
