// Real faults on real networks, each with the one cause that the built program must name.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { valueOf } from '../../src/facts/observed.js';
import type { Report } from '../../src/report/report.js';
import { breaches } from '../cli/published-json.js';
import { deadResolver, describeInLab, LabCertificates, NetworkLab, resolver, type CheckOptions, type Look } from './network-lab.js';

const judged = ['isolated-network', 'dns-failure', 'servicenet-unreachable', 'publicnet-unreachable', 'clock-skew', 'api-fault'];

interface Scenario {
  readonly what: string;
  /** Shell commands that break the host's side or the provider's. */
  readonly onHost?: string;
  readonly onProvider?: string;
  readonly options?: CheckOptions;
  /** Root causes among the checks of the network: `check problem status`. */
  readonly causes: readonly string[];
  /** Checks that must say so: `check status`. */
  readonly also?: readonly string[];
  /** Text that the cause's sentence must hold. */
  readonly says?: string;
}

const drop = (rule: string): string =>
  `nft 'add table inet fault; add chain inet fault input { type filter hook input priority -1; }; add rule inet fault input ${rule} drop'`;

const scenarios: readonly Scenario[] = [
  {
    what: 'all well',
    causes: [],
    also: judged.map((id) => `${id} ok`),
  },
  {
    what: 'the ServiceNet route to the storage is missing',
    onHost: 'ip route del 10.176.0.0/12',
    causes: ['servicenet-unreachable route-missing critical'],
    also: ['publicnet-unreachable ok', 'dns-failure ok'],
    says: '10.176.0.0/12',
  },
  {
    what: 'the other ServiceNet route is missing',
    onHost: 'ip route del 10.208.0.0/12',
    causes: ['servicenet-unreachable routes-incomplete warning'],
    says: '10.208.0.0/12',
  },
  {
    what: 'eth1 is switched off',
    onHost: 'ip link set eth1 down',
    causes: ['servicenet-unreachable interface-down critical'],
    also: ['publicnet-unreachable ok'],
    says: 'eth1',
  },
  {
    what: 'the far end of eth1 is switched off',
    onProvider: 'ip link set svc0 down',
    causes: ['servicenet-unreachable interface-down critical'],
    says: 'eth1',
  },
  {
    what: 'a black hole in the ServiceNet range',
    onHost: 'ip route add blackhole 10.191.0.0/16',
    causes: ['servicenet-unreachable route-refused critical'],
    says: 'blackhole',
  },
  {
    what: 'a part of the ServiceNet range is prohibited',
    onHost: 'ip route add prohibit 10.191.0.0/16',
    causes: ['servicenet-unreachable route-refused critical'],
    says: 'prohibit',
  },
  {
    what: 'the default route is lost',
    onHost: 'ip route del default',
    causes: ['publicnet-unreachable default-route-missing critical'],
    also: ['dns-failure unknown'],
  },
  {
    what: 'eth0 is switched off',
    onHost: 'ip link set eth0 down',
    causes: ['publicnet-unreachable interface-down critical'],
    says: '203.0.113.10',
  },
  {
    what: 'an isolated network alone',
    onHost: `ip link del eth0; ip link del eth1
      ip link add eth2 type veth peer name veth-far; ip link set veth-far up; ip link set eth2 up
      ip address add 192.168.3.5/24 dev eth2`,
    causes: ['isolated-network isolated-only critical'],
    also: ['publicnet-unreachable critical', 'servicenet-unreachable critical', 'dns-failure unknown'],
    says: '192.168.3.5',
  },
  {
    what: 'questions to the resolver are swallowed',
    onProvider: drop('udp dport 53') + '; ' + "nft 'add rule inet fault input tcp dport 53 drop'",
    causes: ['dns-failure all-resolvers-dead critical'],
    also: ['publicnet-unreachable unknown', 'servicenet-unreachable unknown'],
    says: resolver,
  },
  {
    what: 'the first of two resolvers is dead',
    onProvider: `ip address add ${deadResolver}/32 dev lo; ${drop(`ip daddr ${deadResolver}`)}`,
    options: { resolvers: [deadResolver, resolver] },
    causes: ['dns-failure resolver-dead warning'],
    also: ['publicnet-unreachable ok', 'servicenet-unreachable ok'],
    says: deadResolver,
  },
  {
    what: 'the event service does not exist for the resolver',
    options: { hosts: '127.0.0.1 rse.drivesrvr.com' },
    causes: ['dns-failure wrong-override critical'],
    says: 'rse.drivesrvr.com',
  },
  {
    what: 'every packet to port 443 is swallowed',
    onProvider: drop('tcp dport 443'),
    causes: ['publicnet-unreachable endpoint-timed-out critical', 'servicenet-unreachable endpoint-timed-out critical'],
    also: ['dns-failure ok'],
  },
  {
    what: 'the event service refuses',
    onProvider:
      "nft 'add table inet fault; add chain inet fault input { type filter hook input priority -1; }; add rule inet fault input ip daddr 198.51.100.3 tcp dport 443 reject with tcp reset'",
    causes: ['publicnet-unreachable endpoint-refused critical'],
    also: ['servicenet-unreachable ok'],
    says: 'rse.drivesrvr.com',
  },
];

const timeoutSeconds = 30;
/** A scenario mostly waits for time-outs. */
const labsAtOnce = 4;

describeInLab('the network lab', () => {
  let certificates: LabCertificates;
  const looks = new Map<string, Promise<Look>>();

  beforeAll(() => {
    certificates = new LabCertificates();
    const lanes = Array.from({ length: labsAtOnce }, () => Promise.resolve());
    scenarios.forEach((scenario, index) => {
      const look = (lanes[index % labsAtOnce] ?? Promise.resolve()).then(() => play(scenario));
      looks.set(scenario.what, look);
      lanes[index % labsAtOnce] = look.then(
        () => undefined,
        () => undefined,
      );
    });
  });

  afterAll(async () => {
    await Promise.allSettled(looks.values());
    certificates.remove();
  });

  async function play({ onHost, onProvider, options }: Scenario): Promise<Look> {
    const lab = new NetworkLab(certificates);
    try {
      await lab.open();
      if (onHost !== undefined) lab.onHost(onHost);
      if (onProvider !== undefined) lab.onProvider(onProvider);
      return await lab.check({ ...options, args: ['--timeout', String(timeoutSeconds)] });
    } finally {
      lab.close();
    }
  }

  const causesIn = ({ causes }: Report): readonly string[] =>
    causes.filter(({ checkId }) => judged.includes(checkId)).map(({ checkId, problem, status }) => `${checkId} ${problem} ${status}`);

  it.each(scenarios.map((scenario) => [scenario.what, scenario] as const))(
    '%s',
    async (what, { causes, also = [], says = '' }) => {
      const { report, tookMs } = await looks.get(what)!;
      expect(breaches('report', report)).toEqual([]);
      expect([...causesIn(report)].sort()).toEqual([...causes].sort());
      expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual(expect.arrayContaining([...also]));
      expect(report.causes.map(({ sentence }) => sentence).join('\n')).toContain(says);
      expect(tookMs).toBeLessThan((timeoutSeconds + 2) * 1_000);
    },
    120_000,
  );

  it('every connection leaves from the address of its own network', async () => {
    const { report } = await looks.get('all well')!;
    const sources = (valueOf(report.facts.connections) ?? []).map(({ endpoint, sourceAddress }) => `${endpoint.network} ${sourceAddress}`);
    expect([...new Set(sources)].sort()).toEqual(['publicnet 203.0.113.10', 'servicenet 10.176.4.20']);
  });
});
