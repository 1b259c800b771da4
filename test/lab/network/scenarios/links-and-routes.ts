// Interfaces, addresses and routes of the host itself.
import { publicnetNames, servicenetName } from '../plan.js';
import { cellsAt, type Scenario } from '../scenario.js';

/** The resolvers are behind PublicNet: what ServiceNet leads to is not known by name either. */
const publicnetLost = [...cellsAt('route', publicnetNames), ...cellsAt('name', [servicenetName])];
const servicenetAt = (layer: 'route' | 'tcp'): readonly string[] => cellsAt(layer, [servicenetName]);

export const linksAndRoutes: readonly Scenario[] = [
  {
    what: 'eth1 is switched off',
    onHost: 'ip link set eth1 down',
    causes: ['servicenet-unreachable interface-down critical'],
    cells: servicenetAt('route'),
    says: ['eth1'],
  },
  {
    what: 'the far end of eth1 is switched off',
    onRouter: 'ip link set svc0 down',
    causes: ['servicenet-unreachable interface-down critical'],
    says: ['eth1', 'no carrier'],
  },
  {
    what: 'eth0 is switched off',
    onHost: 'ip link set eth0 down',
    causes: ['publicnet-unreachable interface-down critical'],
    cells: publicnetLost,
    says: ['eth0', '203.0.113.10'],
  },
  {
    what: 'the far end of eth0 is switched off',
    onRouter: 'ip link set pub0 down',
    causes: ['publicnet-unreachable interface-down critical'],
    cells: publicnetLost,
    says: ['eth0', 'no carrier'],
  },
  {
    what: 'eth0 has lost its address',
    onHost: 'ip address flush dev eth0',
    causes: ['publicnet-unreachable interface-missing critical'],
    cells: publicnetLost,
  },
  {
    what: 'ServiceNet was taken off this server',
    onHost: 'ip link del eth1',
    causes: ['servicenet-unreachable interface-missing critical'],
    cells: servicenetAt('route'),
  },
  {
    what: 'only an isolated network is left',
    onHost: `
      ip link del eth0; ip link del eth1
      ip link add eth2 type veth peer name far2
      ip link set far2 up; ip address add 192.168.3.5/24 dev eth2; ip link set eth2 up
    `,
    causes: ['isolated-network isolated-only critical'],
    says: ['192.168.3.5'],
  },
  {
    what: 'the gateway of PublicNet is gone',
    onRouter: 'ip address del 203.0.113.1/24 dev pub0',
    causes: ['publicnet-unreachable gateway-silent critical'],
    says: ['203.0.113.1'],
  },
  {
    what: 'the default route leads to a gateway that is not there',
    onHost: 'ip route replace default via 203.0.113.99',
    causes: ['publicnet-unreachable gateway-silent critical'],
    says: ['203.0.113.99'],
  },
  {
    what: 'the default route is lost',
    onHost: 'ip route del default',
    causes: ['publicnet-unreachable default-route-missing critical'],
    cells: publicnetLost,
    says: ['eth0'],
  },
  ...(['unreachable', 'prohibit', 'blackhole'] as const).map((kind) => ({
    what: `the default route is set to ${kind}`,
    onHost: `ip route replace ${kind} default; ip route del default via 203.0.113.1 2>/dev/null || true`,
    causes: ['publicnet-unreachable default-route-refused critical'],
    cells: publicnetLost,
    says: [kind],
  })),
  {
    what: 'the ServiceNet route to the storage is missing',
    onHost: 'ip route del 10.176.0.0/12',
    causes: ['servicenet-unreachable route-missing critical'],
    cells: servicenetAt('route'),
    says: ['10.176.0.0/12'],
  },
  {
    what: 'the ServiceNet route is narrower, as before June 2013',
    onHost: 'ip route del 10.176.0.0/12; ip route add 10.176.0.0/13 via 10.176.0.1',
    causes: ['servicenet-unreachable route-missing critical'],
    cells: servicenetAt('route'),
    says: ['10.176.0.0/12'],
  },
  {
    what: 'the other ServiceNet route is missing',
    onHost: 'ip route del 10.208.0.0/12',
    causes: ['servicenet-unreachable routes-incomplete warning'],
    cells: [],
    says: ['10.208.0.0/12'],
  },
  ...(['unreachable', 'prohibit', 'blackhole'] as const).map((kind) => ({
    what: `a part of the ServiceNet range is set to ${kind}`,
    onHost: `ip route add ${kind} 10.191.0.0/16`,
    causes: ['servicenet-unreachable route-refused critical'],
    cells: servicenetAt('route'),
    says: ['10.191.0.0/16', kind],
  })),
  {
    what: "a network of the customer's overlaps ServiceNet",
    onHost: `
      ip link add eth2 type veth peer name far2
      ip link set far2 up; ip address add 10.191.208.1/20 dev eth2; ip link set eth2 up
    `,
    causes: ['servicenet-unreachable route-overlap critical'],
    cells: servicenetAt('route'),
    says: ['10.191.208.0/20', 'eth2'],
  },
  {
    what: 'the ServiceNet route leads to PublicNet',
    onHost: 'ip route replace 10.176.0.0/12 via 203.0.113.1',
    causes: ['servicenet-unreachable route-missing critical'],
    cells: servicenetAt('route'),
    says: ['10.176.0.0/12'],
  },
  {
    what: 'the ServiceNet route leads to a gateway that is not there',
    onHost: 'ip route replace 10.176.0.0/12 via 10.176.0.99',
    causes: ['servicenet-unreachable endpoint-no-route critical'],
    cells: servicenetAt('tcp'),
  },
  {
    what: 'a rule swallows what goes to the storage over ServiceNet',
    onHost: 'ip rule add to 10.191.209.0/24 blackhole',
    causes: ['servicenet-unreachable route-refused critical'],
    cells: servicenetAt('route'),
    says: ['blackhole'],
  },
  {
    what: 'a rule prohibits what goes to the event service',
    onHost: 'ip rule add to 198.51.100.3 prohibit',
    causes: ['publicnet-unreachable endpoint-prohibited critical'],
    cells: cellsAt('route', ['rse.drivesrvr.com']),
    says: ['rse.drivesrvr.com'],
  },
];
