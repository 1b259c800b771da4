// Whether the running agent was started with a proxy variable. Of its environment, which may hold passwords, nothing is kept
// but the proxy's own place.
import type { AgentProcess, AgentProxy } from '../../facts/agent.js';
import { proxyIn, proxySecretsIn, type ProxySetting } from '../../facts/network/proxy.js';
import { absent, mapped, type Observed } from '../../facts/observed.js';
import { keepSecrets } from '../known-secrets.js';
import type { System } from '../platform/system.js';

const capBytes = 256 * 1024;

export async function readAgentProxy(system: System, processes: Observed<readonly AgentProcess[]>): Promise<Observed<AgentProxy>> {
  if (processes.state !== 'observed') return processes;
  const [oldest] = processes.value;
  if (oldest === undefined) return absent('the agent does not run');
  const source = `/proc/${oldest.pid}/environ`;
  const seen = mapped(await system.files.readText(source, capBytes), ({ text }) => environmentIn(text));
  if (seen.state === 'observed') keepSecrets(system, proxySecretsIn(seen.value));
  return mapped(seen, (environment) => ({ named: placeOf(proxyIn(environment)), source }));
}

const placeOf = (proxy: ProxySetting | null): AgentProxy['named'] =>
  proxy === null ? null : { variable: proxy.variable, host: proxy.host, port: proxy.port };

const environmentIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split('\0').map((entry) => [entry.split('=')[0] ?? '', entry.slice(entry.indexOf('=') + 1)]));
