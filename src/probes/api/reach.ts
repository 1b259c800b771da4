// A connection to a service that has proved who it is, from the network that it must be reached through. Only such a one may
// carry a token.
import type { TLSSocket } from 'node:tls';
import { parseIp } from '../../facts/network/ip-address.js';
import { sourceAddressFor } from '../../facts/network/source-address.js';
import type { Endpoint } from '../../facts/network.js';
import { unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import type { HandshakeStep } from '../network/handshake.js';
import { openSecure } from '../network/open-secure.js';
import type { Walk } from '../network/walk.js';
import { endedBefore } from './api-answer.js';
import { apiLimits } from './limits.js';

export type Asking = Pick<Walk, 'names' | 'networks' | 'stores' | 'slots' | 'signal'>;

export type Reached = { readonly socket: TLSSocket } | { readonly failure: Observed<never> };

/** Never rejects. The caller closes the socket. */
export async function reach(endpoint: Endpoint, walk: Asking): Promise<Reached> {
  const { host, network } = endpoint;
  if (network === 'servicenet' && hasNoServiceNet(walk))
    return notReached(host, 'unsupported', 'no interface of this host carries ServiceNet');
  const found = (await walk.names.find(host)).addresses;
  const addresses = found.filter((address) => network === 'publicnet' || parseIp(address)?.family === 4);
  let last: HandshakeStep | null = null;
  for (const address of addresses.slice(0, apiLimits.addressCount)) {
    const shaken = await prove(endpoint, address, walk);
    if (shaken.socket !== null) return { socket: shaken.socket };
    last = shaken;
    if (walk.signal.aborted) break;
  }
  if (last?.outcome === 'cut-off' || (last === null && walk.signal.aborted)) return { failure: endedBefore(host) };
  return last === null ? notReached(host, 'unsupported', 'its name has no address') : explained(host, last);
}

const hasNoServiceNet = ({ networks }: Asking): boolean =>
  networks?.roles.find(({ network }) => network === 'servicenet')?.interfaceName === null;

/** Trusted by the agent's own authorities or by those of this host. */
async function prove({ host, port, network }: Endpoint, address: string, walk: Asking): Promise<HandshakeStep> {
  const target = { address, port, sourceAddress: sourceAddressFor(network, address, walk.networks) };
  const [first, ...others] = walk.stores;
  let shaken = await openSecure(target, host, first.context, walk);
  for (const { context } of others) {
    if (shaken.outcome !== 'untrusted') break;
    shaken.socket?.destroy();
    shaken = await openSecure(target, host, context, walk);
  }
  if (shaken.outcome === 'trusted') return shaken;
  shaken.socket?.destroy();
  return { ...shaken, socket: null };
}

function explained(host: string, { outcome, code }: HandshakeStep): Reached {
  if (outcome !== 'untrusted') return notReached(host, outcome === 'stalled' ? 'timed-out' : 'unsupported', code ?? outcome);
  const detail = `${host} did not prove who it is (${code ?? 'no code'}), so no credentials were sent to it`;
  return { failure: unavailable('unsupported', detail, { code }) };
}

const notReached = (host: string, kind: FailureKind, why: string): Reached => ({
  failure: unavailable(kind, `${host} was not reached (${why})`, { code: why }),
});
