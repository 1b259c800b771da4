// What tests ask the kernel about processes, and how they wait for what another one does.
import { readdirSync, readFileSync } from 'node:fs';
import type { Work } from '../src/probes/platform/start-child.js';

/** Waits as long on a busy host as it takes there. @throws after twenty seconds */
export async function until(isSo: () => boolean): Promise<void> {
  for (const startedAt = performance.now(); !isSo();) {
    if (performance.now() - startedAt > 20_000) throw new Error(`this never came true: ${String(isSo)}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** A killed orphan may stay in the table until somebody collects it. */
export const isRunning = (pid: number): boolean => /^\d+ \(.*\) [^ZX] /s.test(textOf(`/proc/${pid}/stat`));

/** The child processes of this test's process that run. */
export function childrenOfUs(work: Work): readonly number[] {
  const isOurs = new RegExp(`^\\d+ \\(.*\\) [^ZX] ${process.pid} `, 's');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOurs.test(textOf(`/proc/${name}/stat`)) && textOf(`/proc/${name}/cmdline`).includes(`/children/${work}.`))
    .map(Number);
}

/** Empty where there is none: a process ends between two looks. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
