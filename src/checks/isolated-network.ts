// Is this host on neither PublicNet nor ServiceNet? The troubleshooting page says that the agent "is able to
// function properly" on an isolated network: a "not" was lost in 2014, and it cannot.
import { isDown } from '../facts/network/dead-end.js';
import { defaultRoute, isVirtual } from '../facts/network/roles.js';
import type { Connection, NetworkFacts, NetworkInterface } from '../facts/network.js';
import { defineCheck, type Evidence } from './check.js';
import { isUntold } from './network/doors.js';
import { addressesOf, count, roleOf, word } from './network/evidence.js';

export const isolatedNetwork = defineCheck({
  id: 'isolated-network',
  needs: ['networks'],
  uses: ['connections'],
  problems: ['no-network', 'isolated-only', 'gateway-dead'],
  judge({ networks, connections }) {
    const tried = connections?.filter((connection) => !isUntold(connection)) ?? [];
    const open = tried.filter(({ outcome }) => outcome === 'connected');
    const evidence = [...groundOf(networks), ...connectedEvidence(open, tried)];
    if (open.length > 0) return { status: 'ok', evidence };
    const way = defaultRoute(networks.routes);
    if (way === null && !networks.interfaces.some(isLinked)) return { status: 'critical', problem: 'no-network', evidence };
    if (isOnServiceNet(networks)) return { status: 'ok', evidence };
    if (way === null && !hasPublicNet(networks)) {
      return { status: 'critical', problem: 'isolated-only', confidence: isLabelled(networks) ? 'certain' : 'likely', evidence };
    }
    if (isOwnNetworkOnly(networks) && tried.length > 0) {
      return {
        status: 'critical',
        problem: 'gateway-dead',
        evidence: [...evidence, word('default', 'gateway', way?.gateway ?? null, '/proc/net/route')],
      };
    }
    return { status: 'ok', evidence };
  },
});

/** Up, with an address that reaches beyond the link; bridges of containers do not count for their host. */
const isLinked = (found: NetworkInterface): boolean =>
  !isVirtual(found.name) && !isDown(found) && found.addresses.some(({ scope }) => scope === 'global');

const isOnServiceNet = (networks: NetworkFacts): boolean => {
  const { certainty } = roleOf('servicenet', networks);
  return certainty === 'certain' || certainty === 'likely';
};

/** With PublicNet there, a lost default route is another check's business. */
const hasPublicNet = (networks: NetworkFacts): boolean => roleOf('publicnet', networks).interfaceName !== null;

/** XenStore names every network, and none is one of the provider's. */
function isOwnNetworkOnly({ interfaces }: NetworkFacts): boolean {
  const labels = interfaces.flatMap(({ label }) => label ?? []);
  return labels.length > 0 && !labels.includes('public') && !labels.includes('private');
}

const isLabelled = ({ interfaces }: NetworkFacts): boolean => interfaces.some(({ label }) => label !== null);

function groundOf(networks: NetworkFacts): readonly Evidence[] {
  const shown = networks.interfaces.filter(({ name }) => name !== 'lo');
  const list = shown.map((found) => `${found.name} ${found.label ?? ''} ${addressesOf(beyondLink(found))}`.replace(/ +/g, ' ')).join('; ');
  return [
    word('this host', 'interfaces', list || 'none', '/sys/class/net'),
    word('this host', 'publicnet', roleOf('publicnet', networks).because, 'interfaces and routes'),
    word('this host', 'servicenet', roleOf('servicenet', networks).because, 'XenStore, routes and addresses'),
  ];
}

/** Link-local addresses are on every interface and tell nothing. */
const beyondLink = (found: NetworkInterface): NetworkInterface => ({ ...found, addresses: found.addresses.filter(({ scope }) => scope !== 'link') });

const connectedEvidence = (open: readonly Connection[], tried: readonly Connection[]): readonly Evidence[] => [
  count('this host', 'connectedCount', open.length, 'TCP connections'),
  count('this host', 'triedCount', tried.length, 'TCP connections'),
];
