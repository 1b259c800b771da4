// Interfaces and routes that the documentation and other projects published, with what a perfect doctor says
// of them: ServiceNet is a label and not a range of addresses.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseIp } from '../../../src/facts/network/ip-address.js';
import { parseResolvConf } from '../../../src/facts/network/resolv-conf.js';
import { decideRoles } from '../../../src/facts/network/roles.js';
import { routingOfBlocks } from '../../../src/facts/network/service-net-routes.js';
import { parseXenStoreLabel } from '../../../src/facts/network/xenstore-label.js';
import type { NetworkInterface, NetworkRole, Route } from '../../../src/facts/network.js';
import { nic } from '../../checks/facts-builders/network.js';

const folder = '../shared/cases/hosts';
const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');
const sample = existsSync(folder) ? describe : describe.skip;

const maskBits = (mask: string): number => (parseIp(mask)?.value ?? 0n).toString(2).replaceAll('0', '').length;

/** `route` and `route -n`. */
function routesIn(text: string): readonly Route[] {
  return text.split('\n').flatMap((line) => {
    const [target = '', gateway = '', mask = '', , metric, , , interfaceName] = line.trim().split(/\s+/);
    if (interfaceName === undefined || !/^[\d.]+$/.test(mask)) return [];
    const destination = `${target === 'default' ? '0.0.0.0' : target}/${maskBits(mask)}`;
    return [
      { destination, gateway: ['*', '0.0.0.0'].includes(gateway) ? null : gateway, interfaceName, kind: 'unicast', metric: Number(metric) },
    ];
  });
}

/** Where a sample shows routes alone, each own subnet stands for an address in it. */
function interfacesBehind(routes: readonly Route[]): readonly NetworkInterface[] {
  const own = routes.filter(({ gateway, destination }) => gateway === null && !destination.startsWith('169.254.'));
  return own.map(({ interfaceName, destination }) => nic(interfaceName ?? '', [destination.replace(/0\/(\d+)$/, '9/$1')]));
}

/** `ifconfig`: aliases such as `eth0:0` are addresses of their interface. */
function interfacesIn(text: string): readonly NetworkInterface[] {
  const blocks = text.split(/\n(?=\S+\s+Link encap)/);
  return blocks.flatMap((block) => {
    const [, name, address, mask] = /^([\w:]+)[^]*?inet addr:(\S+)[^]*?Mask:(\S+)/.exec(block) ?? [];
    if (name === undefined || address === undefined || parseIp(address.replace('xx', '9')) === null) return [];
    return [nic(name.replace(/:\d+$/, ''), [`${address.replace('xx', '9')}/${maskBits(mask ?? '')}`])];
  });
}

const servicenetOf = (interfaces: readonly NetworkInterface[], routes: readonly Route[] = []): NetworkRole | undefined =>
  decideRoles(interfaces, routes).find(({ network }) => network === 'servicenet');

sample(`published samples${existsSync(folder) ? '' : ' (skipped: ../shared/cases is not here)'}`, () => {
  it.each([
    ['h001-rs-ifconfig-eth1-servicenet.txt', 'likely'],
    ['h007-rs-eth0-private-eth1-servicenet.txt', 'likely'],
    ['h008-rs-eth1-servicenet-no-rx.txt', 'likely'],
    ['h009-rs-firstgen-eth1-10.1.txt', 'possible'],
  ])('ifconfig %s: eth1, %s', (file, certainty) => {
    expect(servicenetOf(interfacesIn(read(file)))).toMatchObject({ interfaceName: 'eth1', certainty });
  });

  it('h006: a 10.x address outside the published blocks is possible', () => {
    const lines = read('h006-rs-ip-o-eth1-10.173.txt')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(servicenetOf(lines.map(([name = '', address = '']) => nic(name, [`${address}/24`])))).toMatchObject({
      interfaceName: 'eth1',
      certainty: 'possible',
    });
  });

  it.each([
    ['h002-rs-route-servicenet.txt', ['10.176.0.0/12', '10.208.0.0/12']],
    ['h003-rs-route-new-ok.txt', []],
    ['h004-rs-route-overlap.txt', []],
  ])('route %s: through eth1, missing %j', (file, missing) => {
    const routes = routesIn(read(file));
    expect(servicenetOf(interfacesBehind(routes), routes)).toMatchObject({ interfaceName: 'eth1', certainty: 'likely' });
    const routing = routingOfBlocks('eth1', routes);
    expect(routing.filter(({ isMissing }) => isMissing).map(({ block }) => block)).toEqual(missing);
    expect(routing.flatMap(({ overlaps }) => overlaps)).toEqual([]);
  });

  it('h005: an isolated network inside the published block is not ServiceNet', () => {
    const [destination = '', , interfaceName = ''] = read('h005-rs-isolated-overlaps-servicenet.txt').split(' ');
    const own: Route = { destination, gateway: null, interfaceName, kind: 'unicast', metric: 0 };
    expect(servicenetOf([nic('eth2', ['10.209.0.39/24'])], [own])?.certainty).toBe('none');
  });

  it('h043: a plain LAN in 10.x is not ServiceNet', () => {
    const routes = routesIn(read('h043-route-10.66.txt'));
    expect(servicenetOf(interfacesBehind(routes), routes)?.certainty).toBe('none');
  });

  it('h010: scrubbed addresses are not ServiceNet', () => {
    const found = JSON.parse(read('h010-ohai-rackspace-interfaces.json')) as Record<
      string,
      { addresses: Record<string, { netmask?: string }> }
    >;
    const interfaces = Object.entries(found).map(([name, { addresses }]) =>
      nic(
        name,
        Object.entries(addresses).flatMap(([address, { netmask }]) => (netmask === undefined ? [] : [`${address}/${maskBits(netmask)}`])),
      ),
    );
    expect(servicenetOf(interfaces)?.certainty).toBe('none');
  });

  it('XenStore: public is PublicNet, and "private-network" a network of the customer', () => {
    const labels = ['h054-xenstore-networking-public.json', 'h055-xenstore-networking-cloudnet.json'].map((file) =>
      parseXenStoreLabel(read(file)),
    );
    expect(labels).toEqual(['public', 'private-network']);
    const roles = labels.map((label) => servicenetOf([nic('eth1', ['10.176.4.20/19'], { label })])?.certainty);
    expect(roles).toEqual(['none', 'none']);
  });

  it('resolv.conf of h044 and h045', () => {
    expect(parseResolvConf(read('h044-resolv-puppet.txt'))).toMatchObject({
      resolvers: ['10.160.224.51', '10.160.225.51', '10.61.193.11'],
      options: ['timeout:2', 'attempts:2'],
    });
    expect(parseResolvConf(read('h045-resolv-no-ns.txt'))).toMatchObject({ resolvers: ['192.168.30.1'], searchDomains: ['ttt.com'] });
  });
});
