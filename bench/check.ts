// `check --offline` on a healthy backup server against the equivalent loop of Monitoring Plugins and system tools.
// Where root allows it both run inside the made-up server of the tests, else on this machine as it is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Benchmark, BenchmarkResult } from './benchmark.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const plugins = '/usr/lib/nagios/plugins/check_disk';

export const check: Benchmark = {
  name: 'check',
  title: '`check --offline` against a shell loop of 25 Monitoring Plugins and system tools',
  goal: 'at most 1.0, main process at most 100 MB',
  run: () => {
    if (!existsSync(plugins)) throw new Error(`${plugins} is missing; install the package "monitoring-plugins-basic"`);
    const inside = [process.execPath, fileURLToPath(new URL('./time-check.js', import.meta.url))];
    const host = process.getuid?.() === 0 ? ['env', 'LAB_NETWORK=own', `${root}test/lab/host/enter-host.sh`, 'agent.sh,swallowed.sh'] : [];
    const [program = '', ...args] = [...host, ...inside];
    const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the timed run failed: ${stderr}`);
    return JSON.parse(stdout) as BenchmarkResult;
  },
};
