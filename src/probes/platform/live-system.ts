// Puts the examined host together: the live one, or an image below --root.
import { absent } from '../../facts/observed.js';
import { hostFiles } from './host-files.js';
import { runCommand } from './run-command.js';
import type { System } from './system.js';

/** @param root a folder that holds a host image, links in it resolved, or null for the live host */
export function openSystem(root: string | null): System {
  const files = hostFiles(root === '/' ? '' : root);
  return {
    platform: examinedPlatform(),
    root,
    files,
    run: async (program, args, options) => (root === null ? runCommand(program, args, options) : absent('only a running host can tell')),
    environment: process.env,
    now: () => new Date(),
    close: () => files.close(),
  };
}

/** This file is the only place that asks which operating system runs. */
function examinedPlatform(): System['platform'] {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'linux' ? 'linux' : 'other';
}
