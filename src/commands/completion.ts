// backup-doctor completion SHELL: the script that makes a shell complete commands, flags and their values.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { formats } from '../report/formats.js';
import { bashCompletion } from '../shell/bash.js';
import { readCommandTree } from '../shell/command-tree.js';
import { fishCompletion } from '../shell/fish.js';
import { zshCompletion } from '../shell/zsh.js';
import { UsageError } from '../usage-error.js';
import { loadConfigured } from './load-catalogue.js';
import { print } from './output.js';

const scripts = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

export async function completion(shell: string, program: Command): Promise<number> {
  const script = scripts.get(shell);
  if (script === undefined)
    throw new UsageError(`no completion is made for ${JSON.stringify(shell)}; allowed: ${[...scripts.keys()].join(', ')}`);
  const { checks, symptoms } = await loadConfigured(undefined);
  const story = readdirSync(fileURLToPath(new URL('./stories', import.meta.url))).sort();
  const vocabulary = { format: formats, symptom: Object.keys(symptoms), id: Object.keys(checks), story, agent: ['auto', 'driveclient'] };
  await print(script(program.name(), readCommandTree(program), vocabulary));
  return 0;
}
