// Interfaces and routes: of this machine, of a host whose kernel files are laid out below a folder, of an image.
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { absent, observed, valueOf } from '../../../src/facts/observed.js';
import type { NetworkFacts } from '../../../src/facts/network.js';
import { gatherNetworks } from '../../../src/probes/network/gather-networks.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { System } from '../../../src/probes/platform/system.js';
import { hostImage, type HostImage } from '../agents/host-image.js';

const images: HostImage[] = [];
afterEach(() => images.splice(0).forEach((image) => image.remove()));

const kernelFiles = {
  '/sys/class/net/bonding_masters': '\n',
  '/sys/class/net/lab0/operstate': 'up\n',
  '/sys/class/net/lab0/address': 'BC:76:4E:20:42:2B\n',
  '/sys/class/net/lab0/carrier': '1\n',
  '/sys/class/net/lab0/mtu': '1500\n',
  '/sys/class/net/lab1/operstate': 'down\n',
  '/sys/class/net/lab1/address': 'bc:76:4e:20:42:2c\n',
  '/sys/class/net/tun7/operstate': 'unknown\n',
  '/sys/class/net/tun7/address': '00:00:00:00:00:00\n',
  '/proc/net/route': [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'lab0\t00000000\t017100CB\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    '*\t0000BF0A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0',
    '',
  ].join('\n'),
};

const ipAddresses = JSON.stringify([
  { ifname: 'lab0', addr_info: [{ local: '203.0.113.10', prefixlen: 24 }] },
  { ifname: 'lab1', addr_info: [{ local: '10.176.4.20', prefixlen: 19 }] },
]);
const ipRoutes = JSON.stringify([{ type: 'prohibit', dst: '10.191.0.0/16' }]);

/** The image as if its kernel ran; programs answer as told, and what is not told is not installed. */
function runningHost(
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>> = {},
): { system: System; commands: string[] } {
  const image = hostImage(files);
  images.push(image);
  const commands: string[] = [];
  const run: System['run'] = (program, args) => {
    const command = [program, ...args].join(' ');
    commands.push(command);
    const stdout = programs[command];
    return Promise.resolve(
      stdout === undefined ? absent(`${program} is not installed`) : observed({ exitCode: 0, stdout, stderr: '', isTruncated: false }),
    );
  };
  return { system: { ...image.system, root: null, run }, commands };
}

async function look(system: System): Promise<NetworkFacts> {
  const fact = await gatherNetworks(system);
  const facts = valueOf(fact);
  if (facts === null) throw new Error(`not observed: ${JSON.stringify(fact)}`);
  return facts;
}

describe('a host whose kernel files are laid out', () => {
  it('interfaces, with what only `ip` tells of those that are down', async () => {
    const { system } = runningHost(kernelFiles, { 'ip -j address show': ipAddresses, 'ip -j -4 route show': ipRoutes });
    const { interfaces, routes } = await look(system);
    expect(interfaces).toMatchObject([
      {
        name: 'lab0',
        mac: 'bc:76:4e:20:42:2b',
        state: 'up',
        hasCarrier: true,
        mtu: 1500,
        addresses: [{ address: '203.0.113.10' }],
        label: null,
      },
      { name: 'lab1', state: 'down', hasCarrier: null, mtu: null, addresses: [{ address: '10.176.4.20', prefixLength: 19 }] },
      { name: 'tun7', mac: null, state: 'unknown', addresses: [] },
    ]);
    expect(routes.map(({ kind, destination }) => `${kind} ${destination}`)).toEqual(['unicast 0.0.0.0/0', 'prohibit 10.191.0.0/16']);
  });

  it('without iproute2 the rest still stands', async () => {
    const { interfaces, routes } = await look(runningHost(kernelFiles).system);
    expect(interfaces.map(({ name, addresses }) => [name, addresses.length])).toEqual([
      ['lab0', 0],
      ['lab1', 0],
      ['tun7', 0],
    ]);
    expect(routes.map(({ kind }) => kind)).toEqual(['unicast', 'unreachable']);
  });

  it('a Xen guest is asked for the label of each interface with a MAC, and no other host is', async () => {
    const labels = { 'xenstore-read vm-data/networking/BC764E20422B': '{"label": "private", "ips": []}' };
    const guest = runningHost({ ...kernelFiles, '/sys/hypervisor/type': 'xen\n' }, labels);
    const { interfaces, roles } = await look(guest.system);
    expect(interfaces.map(({ label }) => label)).toEqual(['private', null, null]);
    expect(roles[0]).toMatchObject({ network: 'servicenet', interfaceName: 'lab0', certainty: 'certain' });
    expect(guest.commands.filter((command) => command.startsWith('xenstore'))).toHaveLength(2);
    const other = runningHost(kernelFiles, labels);
    await look(other.system);
    expect(other.commands.filter((command) => command.startsWith('xenstore'))).toEqual([]);
  });
});

describe('this machine', () => {
  it('shows the addresses that the C library shows', async () => {
    const system = openSystem(null);
    const { interfaces } = await look(system);
    system.close();
    for (const [name, known = []] of Object.entries(networkInterfaces())) {
      const found = interfaces.find((candidate) => candidate.name === name);
      expect(found?.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`)).toEqual(known.map(({ cidr }) => cidr));
    }
  });
});

describe('where nobody can look', () => {
  it('a host image has no networks', async () => {
    const image = hostImage(kernelFiles);
    images.push(image);
    expect(await gatherNetworks(image.system)).toEqual(absent('only a running host can tell its networks'));
  });

  it('another operating system is not supported yet', async () => {
    const { system } = runningHost(kernelFiles);
    expect(await gatherNetworks({ ...system, platform: 'windows' })).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'unsupported' },
    });
  });

  it('without /sys nobody can tell: no interfaces would be another matter', async () => {
    expect(await gatherNetworks(runningHost({}).system)).toMatchObject({ state: 'unavailable', failure: { kind: 'unsupported' } });
  });

  it('without the routes nobody can tell: no routes would be another matter', async () => {
    const { '/proc/net/route': _, ...withoutRoutes } = kernelFiles;
    expect(await gatherNetworks(runningHost(withoutRoutes).system)).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'unsupported', detail: 'the routes could not be read: /proc/net/route is not there' },
    });
  });
});
