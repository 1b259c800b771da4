// The interface that a backup leaves through, and how fast it may be: as its driver tells, and as `tc` was told.
import type { AgentFacts } from '../../facts/agent.js';
import { defaultRoute } from '../../facts/network/roles.js';
import type { NetworkFacts } from '../../facts/network.js';
import { absent, mapped, observed, reasonOf, valueOf, type Observed } from '../../facts/observed.js';
import { defaultClass, parseCeiling, parseQueueRate } from '../../facts/speed/traffic-control.js';
import type { Link } from '../../facts/throughput.js';
import type { System } from '../platform/system.js';

export async function lookAtLink(system: System, networks: Observed<NetworkFacts>, agent: AgentFacts | null): Promise<Observed<Link>> {
  if (networks.state !== 'observed') return networks;
  const interfaceName = interfaceToVault(networks.value, agent);
  if (interfaceName === null) return absent('no interface leads to the vault: there is no route');
  const [speed, limit] = await Promise.all([readSpeed(system, interfaceName), readRateLimit(system, interfaceName)]);
  return observed({ interfaceName, ...speed, ...limit });
}

function interfaceToVault({ roles, routes }: NetworkFacts, agent: AgentFacts | null): string | null {
  const usesServiceNet = agent === null ? null : (valueOf(agent.vault)?.usesServiceNet ?? null);
  const serviceNet = roles.find(({ network }) => network === 'servicenet')?.interfaceName ?? null;
  return (usesServiceNet === true ? serviceNet : null) ?? defaultRoute(routes)?.interfaceName ?? null;
}

type Speed = Pick<Link, 'speedBitsPerSecond' | 'speedNote'>;

/** In Mb/s. Paravirtual cards answer -1, those that are down or have none answer with EINVAL. */
async function readSpeed({ files }: System, name: string): Promise<Speed> {
  const path = `/sys/class/net/${name}/speed`;
  const fact = mapped(await files.readText(path, 64), ({ text }) => text.trim());
  if (fact.state !== 'observed') return { speedBitsPerSecond: null, speedNote: reasonOf(fact) };
  const isTold = /^\d+$/.test(fact.value) && Number(fact.value) > 0;
  return isTold
    ? { speedBitsPerSecond: Number(fact.value) * 1e6, speedNote: null }
    : { speedBitsPerSecond: null, speedNote: `${path} says ${JSON.stringify(fact.value)}: the driver of ${name} tells no speed` };
}

type RateLimit = Pick<Link, 'rateLimitBitsPerSecond' | 'rateLimitSource'>;

async function readRateLimit(system: System, name: string): Promise<RateLimit> {
  const ask = async (...args: readonly string[]): Promise<string> =>
    valueOf(await system.run('tc', args, { limitMs: 1_000 }))?.stdout ?? '';
  const queues = await ask('qdisc', 'show', 'dev', name);
  const whole = parseQueueRate(queues);
  if (whole !== null) return { rateLimitBitsPerSecond: whole, rateLimitSource: `tc qdisc show dev ${name}` };
  const inClass = defaultClass(queues);
  const ceiling = inClass === null ? null : parseCeiling(await ask('class', 'show', 'dev', name), inClass);
  return ceiling === null
    ? { rateLimitBitsPerSecond: null, rateLimitSource: null }
    : { rateLimitBitsPerSecond: ceiling, rateLimitSource: `tc class show dev ${name}` };
}
