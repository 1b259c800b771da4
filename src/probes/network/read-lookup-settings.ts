// Reads what else steers the look-ups of this host: the order of nsswitch, and whom systemd-resolved asks.
import { parseLookupOrder } from '../../facts/network/nsswitch.js';
import { isStub, parseResolvConf } from '../../facts/network/resolv-conf.js';
import type { DnsFacts, ResolverStub } from '../../facts/network.js';
import type { HostFiles } from '../platform/system.js';

/** systemd-resolved writes here whom it asks itself. */
const upstreamFile = '/run/systemd/resolve/resolv.conf';
/** There as long as systemd-resolved is enabled, even where it does not run. */
const enabledUnit = '/etc/systemd/system/dbus-org.freedesktop.resolve1.service';

export async function readLookupSettings(
  files: Pick<HostFiles, 'readText'>,
  resolvers: readonly string[],
): Promise<Pick<DnsFacts, 'lookupOrder' | 'stub'>> {
  const [switchFile, stub] = await Promise.all([files.readText('/etc/nsswitch.conf'), readStub(files, resolvers)]);
  return { lookupOrder: switchFile.state === 'observed' ? parseLookupOrder(switchFile.value.text) : null, stub };
}

/** null where nothing tells of systemd-resolved: a dnsmasq can listen at its address, too. */
async function readStub(files: Pick<HostFiles, 'readText'>, resolvers: readonly string[]): Promise<ResolverStub | null> {
  const address = resolvers.find(isStub);
  if (address === undefined) return null;
  const [upstream, unit] = await Promise.all([files.readText(upstreamFile), files.readText(enabledUnit)]);
  if (upstream.state === 'observed') return { address, upstreams: parseResolvConf(upstream.value.text).resolvers };
  return unit.state === 'observed' ? { address, upstreams: null } : null;
}
