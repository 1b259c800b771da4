// What a run leaves behind, and whose processes it takes for this host's.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { parseReport } from './published-json.js';
import { runProgram } from './run-program.js';

const enterHost = resolve('test/lab/host/enter-host.sh');
const canMount = process.getuid?.() === 0 && spawnSync(enterHost, ['agent.sh', 'true']).status === 0;
const describeWithMounts = canMount ? describe : describe.skip;
const needs = canMount ? '' : ' (skipped: needs root and mount namespaces)';

describeWithMounts(`an agent in a container${needs}`, () => {
  it('is not the agent of the host that the container runs on', async () => {
    const container = spawn(enterHost, ['agent.sh', 'sleep', '30'], { stdio: 'ignore' });
    try {
      await sleep(1_000);
      const { stdout } = runProgram(['--offline', '--format', 'json', '--only', 'agent-not-registered']);
      expect(parseReport(stdout).agent).toBeNull();
    } finally {
      container.kill('SIGKILL');
    }
  });
});

describeWithMounts(`a run that is interrupted${needs}`, () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)('by %s leaves no child behind', async (signal) => {
    const script = `
      count() { ps ax | grep -c '[c]hildren/'; }
      come() { for _ in $(seq "$1"); do [ "$(count)" "$2" "$3" ] && break; sleep 0.1; done; count; }
      node dist/main.cjs check --offline --paths /home/shop/remote --timeout 30 & run=$!
      sleep 1.5; come 100 -gt 0; kill -${signal.slice(3)} $run; wait $run; come 20 -eq 0; true`;
    const host = spawn(enterHost, ['agent.sh,hung.sh,hung-set.sh', 'bash', '-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    host.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    await once(host, 'close');
    const [before, after] = said.trim().split('\n').map(Number);
    expect(before).toBeGreaterThan(0);
    expect(after).toBe(0);
  });
});
