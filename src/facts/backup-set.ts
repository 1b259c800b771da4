// What a host's backups hold: the configurations of its agent put together, each with its own inclusions and exclusions.
import type { BackupConfiguration } from './api.js';
import { isAtOrBelow } from './mounts.js';
import { printable } from './storage/printable.js';

export interface BackupSet {
  readonly paths: readonly string[];
  readonly exclusions: readonly string[];
  /** Where it was named: `--paths`, a configuration. */
  readonly source: string;
}

/** Those that run: neither switched off nor deleted. */
export const activeOf = (configurations: readonly BackupConfiguration[]): readonly BackupConfiguration[] =>
  configurations.filter(({ isActive, isDeleted }) => isActive !== false && isDeleted !== true);

/** @returns null where none of them runs, or none of them includes a path of a Unix host */
export function backupSetOf(configurations: readonly BackupConfiguration[]): BackupSet | null {
  const parts = activeOf(configurations).map(toPart).filter(({ paths }) => paths.length > 0);
  if (parts.length === 0) return null;
  // What one configuration leaves out another may take.
  const exclusions = parts.flatMap((part) => part.exclusions.filter((path) => !parts.some((other) => takes(other, path))));
  return { paths: unique(parts.flatMap(({ paths }) => paths)), exclusions: unique(exclusions), source: sourceOf(parts.map(({ name }) => name)) };
}

interface Part {
  readonly name: string;
  readonly paths: readonly string[];
  readonly exclusions: readonly string[];
}

const toPart = ({ name, inclusions, exclusions }: BackupConfiguration): Part => ({
  name,
  paths: inclusions.filter(isAbsolute).map(withoutLastSlash),
  exclusions: exclusions.filter(isAbsolute).map(withoutLastSlash),
});

const isAbsolute = (path: string): boolean => path.startsWith('/');

const withoutLastSlash = (path: string): string => path.replace(/(.)\/+$/, '$1');

/** As the scan walks: an exclusion counts inside an included folder alone. */
export const takes = ({ paths, exclusions }: Omit<Part, 'name'>, path: string): boolean =>
  paths.some((start) => isAtOrBelow(path, start) && !exclusions.some((out) => isAtOrBelow(path, out) && isAtOrBelow(out, start)));

const shownNameCount = 3;

function sourceOf(names: readonly string[]): string {
  const shown = names.slice(0, shownNameCount).map((name) => printable(name.slice(0, 100))).join(', ');
  const further = names.length > shownNameCount ? ` and ${names.length - shownNameCount} more` : '';
  return `${names.length === 1 ? 'configuration' : 'configurations'} ${shown}${further} of the Cloud Backup API`;
}

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)];
