// Runs a command and prints how much memory all its processes together held at most, in bytes: what is resident, looked at
// every few milliseconds, with what they share counted for each.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4096;
const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: 'ignore' });
let peakBytes = 0;
const timer = setInterval(() => (peakBytes = Math.max(peakBytes, residentBytes(child.pid ?? 0))), 10);
child.on('exit', () => {
  clearInterval(timer);
  process.stdout.write(`${peakBytes}\n`);
});

function residentBytes(root: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => look(Number(pid)) ?? []);
  const family = new Set([root]);
  // A process is younger than its parent, but its number may be smaller: hence once more for each generation.
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** null where it has just ended. */
function look(pid: number): { readonly pid: number; readonly parent: number; readonly bytes: number } | null {
  try {
    const parent = Number(/\) \w (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return { pid, parent, bytes: pages * pageBytes };
  } catch {
    return null;
  }
}
