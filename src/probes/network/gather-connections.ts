// Opens one TCP connection an endpoint, from the source address of the network that it must go through.
// Names come from the answers already gathered, never from the C library, which can hang for minutes.
import { resolveName } from '../../facts/network/resolve-name.js';
import { sourceAddressFor } from '../../facts/network/source-address.js';
import type { Connection, DnsFacts, Endpoint, NetworkFacts } from '../../facts/network.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { observed, type Observed } from '../../facts/observed.js';
import { connectTo, type Attempt } from './connect.js';
import { Doors } from './doors.js';
import { limits } from './limits.js';

/** A name with more addresses is as good as its first ones: what clients try before they give up. */
const triedAddressCount = 4;

export async function gatherConnections(
  endpoints: readonly Endpoint[],
  dns: DnsFacts,
  networks: NetworkFacts | null,
  signal: AbortSignal,
): Promise<Observed<readonly Connection[]>> {
  const doors = new Doors();
  return observed(await Promise.all(endpoints.map((endpoint) => connectEndpoint(endpoint, dns, networks, doors, signal))));
}

async function connectEndpoint(
  endpoint: Endpoint,
  dns: DnsFacts,
  networks: NetworkFacts | null,
  doors: Doors,
  signal: AbortSignal,
): Promise<Connection> {
  const { addresses, answer } = resolveName(endpoint.host, dns);
  const targets = ipv4First(addresses).slice(0, triedAddressCount);
  const done = new AbortController();
  const over = AbortSignal.any([signal, done.signal]);
  const attempts = targets.map((address) => {
    const sourceAddress = sourceAddressFor(endpoint.network, address, networks);
    const target = { address, port: endpoint.port, sourceAddress };
    return doors.through(address, () => connectTo(target, limits.connectMs, over));
  });
  const best = await firstConnected(attempts);
  done.abort();
  return { endpoint, ...(best ?? notResolved(answer?.code ?? null)) };
}

/** In order of preference: a later address counts only when the earlier ones failed. */
async function firstConnected(attempts: readonly Promise<Attempt>[]): Promise<Attempt | null> {
  let first: Attempt | null = null;
  for (const attempt of attempts) {
    const ended = await attempt;
    if (ended.outcome === 'connected') return ended;
    first ??= ended;
  }
  return first;
}

const notResolved = (code: string | null): Attempt => ({
  outcome: 'name-not-resolved',
  sourceAddress: null,
  address: null,
  code,
  tookMs: 0,
});

const ipv4First = (addresses: readonly string[]): readonly string[] =>
  [...addresses].sort((a, b) => (parseIp(a)?.family ?? 0) - (parseIp(b)?.family ?? 0));
