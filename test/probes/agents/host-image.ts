// Builds the folders of an examined host below a temporary one, and opens them as the tool does.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { ProcessEntry, System } from '../../../src/probes/platform/system.js';

export type ImageEntry =
  | string
  | { readonly text?: string; readonly mode?: number; readonly modifiedAt?: string; readonly sizeBytes?: number }
  | { readonly link: string }
  | { readonly kind: 'folder' | 'fifo' };

export interface HostImage {
  readonly root: string;
  /** The same object until the image changes: what was seen of a system is seen once. */
  readonly system: System;
  put(path: string, entry: ImageEntry): void;
  remove(): void;
}

/** Paths as the host would write them. */
export function hostImage(entries: Readonly<Record<string, ImageEntry>>): HostImage {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'host-image-')));
  for (const [path, entry] of Object.entries(entries)) place(join(root, path), entry);
  const opened = openSystem(root);
  let system = opened;
  return {
    root,
    get system() {
      return system;
    },
    put: (path, entry) => {
      rmSync(join(root, path), { recursive: true, force: true });
      place(join(root, path), entry);
      system = { ...opened };
    },
    remove: () => {
      system.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function place(path: string, entry: ImageEntry): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof entry === 'string') return writeFileSync(path, entry);
  if ('link' in entry) return symlinkSync(entry.link, path);
  if ('kind' in entry) {
    execFileSync(entry.kind === 'fifo' ? 'mkfifo' : 'mkdir', [path]);
    return;
  }
  const { text = '', mode = 0o600, modifiedAt, sizeBytes } = entry;
  writeFileSync(path, text);
  chmodSync(path, mode);
  if (sizeBytes !== undefined) truncateSync(path, sizeBytes);
  if (modifiedAt !== undefined) utimesSync(path, new Date(modifiedAt), new Date(modifiedAt));
}

/**
 * The image as if its kernel ran: programs of it that the test has started count as its processes, their
 * open files as its locks, and its programs can be run. Other processes of this machine stay out.
 * @param programs program or name of a process that the test started → the name that it shall have
 */
export function runningHost({ root, system }: HostImage, programs: Readonly<Record<string, string>> = {}): System {
  const live = openSystem(null);
  const fromKernel = (path: string): boolean => path.startsWith('/proc/');
  const renamed = (entry: ProcessEntry): readonly ProcessEntry[] => {
    if (entry.pid === 1) return [entry];
    const name = programs[entry.program] ?? programs[entry.name];
    if (name === undefined) return [];
    return [{ ...entry, name: name.slice(0, 15), program: entry.program === '' ? '' : `/usr/local/bin/${name}` }];
  };
  return {
    ...system,
    root: null,
    files: {
      ...system.files,
      readText: (path, cap) => (fromKernel(path) ? live : system).files.readText(path, cap),
      list: (path) => (fromKernel(path) ? live : system).files.list(path),
      processes: async () => {
        const fact = await live.files.processes();
        return fact.state === 'observed' ? { ...fact, value: fact.value.flatMap(renamed) } : fact;
      },
      holders: (path) => live.files.holders(join(root, path)),
    },
    run: (program, args, options) => live.run(program.startsWith('/') ? join(root, program) : program, args, options),
    close: () => live.close(),
  };
}
