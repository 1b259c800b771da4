// Puts the examined host together: the live one, or an image below --root.
import { realpathSync } from 'node:fs';
import { absent } from '../../facts/observed.js';
import { hostFiles } from './host-files.js';
import { runCommand } from './run-command.js';
import type { System } from './system.js';

/**
 * @param root an existing folder that holds a host image, or null for the live host
 * @throws the file system's own error where root cannot be resolved
 */
export function openSystem(root: string | null): System {
  const image = root === null ? null : realpathSync(root);
  const files = hostFiles(image === '/' ? '' : image);
  return {
    platform: examinedPlatform(),
    root: image,
    files,
    run: async (program, args, options) => (image === null ? runCommand(program, args, options) : absent('only a running host can tell')),
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
