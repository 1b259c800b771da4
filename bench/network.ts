// The whole path matrix against its single ways, on a healthy server of the lab: nothing may wait for anything else.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Benchmark, BenchmarkResult } from './benchmark.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const network: Benchmark = {
  name: 'network',
  title: '`check` with every endpoint against the same with the agent API alone, in the lab',
  goal: 'at most 150 ms more',
  run: () => {
    if (process.getuid?.() !== 0) throw new Error('the lab needs root');
    const inside = [process.execPath, fileURLToPath(new URL('./time-network.js', import.meta.url))];
    const host = ['LAB_NETWORK=own', `${root}test/lab/host/enter-host.sh`, 'agent.sh,networks.sh'];
    const { stdout, stderr, status } = spawnSync('env', [...host, ...inside], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the timed run failed: ${stderr}`);
    return JSON.parse(stdout) as BenchmarkResult;
  },
};
