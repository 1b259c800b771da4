// Looks at the interfaces, addresses and routes of the running host, by direct reads of /sys and /proc.
// `ip` is asked only where those leave something open, and never holds the others up.
import { networkInterfaces } from 'node:os';
import { parseIpAddresses, parseRefusingRoutes } from '../../facts/network/ip-command.js';
import { scopeOf } from '../../facts/network/ip-address.js';
import { parseIpv4Routes, parseIpv6Routes } from '../../facts/network/proc-routes.js';
import { decideRoles, isVirtual } from '../../facts/network/roles.js';
import type { InterfaceAddress, NetworkFacts, NetworkInterface, Route } from '../../facts/network.js';
import { absent, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { limits } from './limits.js';
import { policyWays } from './policy-ways.js';
import { readXenStoreLabels } from './xenstore-labels.js';

const classFolder = '/sys/class/net';

export async function gatherNetworks(system: System): Promise<Observed<NetworkFacts>> {
  if (system.root !== null) return absent('only a running host can tell its networks');
  if (system.platform !== 'linux')
    return unavailable('unsupported', 'interfaces and routes are read from /sys and /proc, which only Linux has');
  const [bare, ipv4Routes, ipv6Routes] = await Promise.all([
    readInterfaces(system),
    system.files.readText('/proc/net/route'),
    system.files.readText('/proc/net/ipv6_route'),
  ]);
  if (bare.state !== 'observed') return bare;
  if (ipv4Routes.state === 'unavailable') return ipv4Routes;
  if (ipv4Routes.state === 'absent') return unavailable('unsupported', 'the routes could not be read: /proc/net/route is not there');
  const routes = [...parseIpv4Routes(valueOf(ipv4Routes)?.text ?? ''), ...parseIpv6Routes(valueOf(ipv6Routes)?.text ?? '')];
  const [interfaces, mainRoutes, ruledRoutes] = await Promise.all([
    complete(system, bare.value),
    withExactKinds(system, routes),
    policyWays(system, bare.value, routes),
  ]);
  const knownRoutes = [...mainRoutes, ...ruledRoutes];
  return observed({ interfaces, routes: knownRoutes, roles: decideRoles(interfaces, knownRoutes) });
}

async function readInterfaces({ files }: System): Promise<Observed<readonly NetworkInterface[]>> {
  const names = await files.list(classFolder);
  if (names.state === 'absent') return unavailable('unsupported', `the interfaces could not be read: ${names.reason}`);
  if (names.state !== 'observed') return names;
  const addresses = networkInterfaces();
  const interfaces = await Promise.all(names.value.map((name) => readInterface(files, name, addresses[name] ?? [])));
  return observed(interfaces.flatMap((found) => found ?? []));
}

type OsAddress = NonNullable<ReturnType<typeof networkInterfaces>[string]>[number];

/** null for the plain files that stand among the interfaces, such as `bonding_masters`. */
async function readInterface(files: System['files'], name: string, addresses: readonly OsAddress[]): Promise<NetworkInterface | null> {
  const read = async (file: string): Promise<string | null> =>
    valueOf(await files.readText(`${classFolder}/${name}/${file}`, 64))?.text.trim() ?? null;
  const [state, mac, carrier, mtu] = await Promise.all([read('operstate'), read('address'), read('carrier'), read('mtu')]);
  if (state === null) return null;
  return {
    name,
    mac: mac === null || /^(00:?)*$/.test(mac) ? null : mac.toLowerCase(),
    state,
    // The kernel refuses to tell for an interface that is switched off.
    hasCarrier: carrier === null || carrier === '' ? null : carrier === '1',
    mtu: mtu === null ? null : Number(mtu),
    addresses: addresses.map(toAddress),
    label: null,
  };
}

function toAddress({ address, cidr, family }: OsAddress): InterfaceAddress {
  const isIpv4 = family === 'IPv4';
  const prefixLength = Number(cidr?.split('/')[1] ?? (isIpv4 ? 32 : 128));
  return { address, prefixLength, family: isIpv4 ? 4 : 6, scope: scopeOf(address) };
}

async function complete(system: System, interfaces: readonly NetworkInterface[]): Promise<readonly NetworkInterface[]> {
  const [hidden, labels] = await Promise.all([readHiddenAddresses(system, interfaces), readXenStoreLabels(system, interfaces)]);
  return interfaces.map((found) => ({
    ...found,
    addresses: found.addresses.length > 0 ? found.addresses : (hidden.get(found.name) ?? []),
    label: labels.get(found.name) ?? null,
  }));
}

/** The C library names no addresses of an interface that is down or has no carrier. */
async function readHiddenAddresses(
  system: System,
  interfaces: readonly NetworkInterface[],
): Promise<ReadonlyMap<string, readonly InterfaceAddress[]>> {
  const isOpen = interfaces.some(({ name, addresses }) => addresses.length === 0 && !isVirtual(name));
  return isOpen ? parseIpAddresses(await ip(system, ['-j', 'address', 'show'])) : new Map<string, readonly InterfaceAddress[]>();
}

/** /proc has one flag for `unreachable` and `prohibit`. */
async function withExactKinds(system: System, routes: readonly Route[]): Promise<readonly Route[]> {
  const isOpen = routes.some(
    ({ kind, interfaceName, destination }) => kind !== 'unicast' && interfaceName === null && !destination.includes(':'),
  );
  if (!isOpen) return routes;
  const kinds = parseRefusingRoutes(await ip(system, ['-j', '-4', 'route', 'show']));
  return routes.map((route) => (route.kind === 'unicast' ? route : { ...route, kind: kinds.get(route.destination) ?? route.kind }));
}

/** Empty where iproute2 is missing or too old: what /proc told then stands. */
async function ip(system: System, args: readonly string[]): Promise<string> {
  return valueOf(await system.run('ip', args, { limitMs: limits.commandMs }))?.stdout ?? '';
}
