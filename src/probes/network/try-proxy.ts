// Where the direct way is closed and the environment names a proxy: does the proxy let the endpoint through?
import type { Endpoint } from '../../facts/network.js';
import { bypassesProxy, proxyIn } from '../../facts/network/proxy.js';
import type { ProxiedConnection } from '../../facts/paths.js';
import { connectThroughProxy } from './proxy-connect.js';
import type { Walk } from './walk.js';

/**
 * null where no proxy is named for the endpoint, its own name has no address, or it wants TLS: its credentials must not go out
 * in the clear, and nobody could say that it refused.
 */
export async function tryProxy(endpoint: Endpoint, { system, names, slots, signal }: Walk): Promise<ProxiedConnection | null> {
  const proxy = proxyIn(system.environment);
  if (proxy === null || proxy.isSecure || bypassesProxy(system.environment, endpoint.host)) return null;
  const [address] = (await names.find(proxy.host)).addresses;
  if (address === undefined) return null;
  return slots.hold({ host: proxy.host, address }, () => connectThroughProxy({ ...proxy, host: address }, endpoint, signal));
}
