// The simulator on the loopback, and a walk to it as a run would have it: names, authorities, the network's own address.
import type { AgentFacts } from '../../../src/facts/agent.js';
import type { ApiFacts } from '../../../src/facts/api.js';
import type { Endpoint, NetworkFacts } from '../../../src/facts/network.js';
import { absent, observed, valueOf } from '../../../src/facts/observed.js';
import type { Credentials } from '../../../src/probes/api/credentials.js';
import { gatherApi } from '../../../src/probes/api/gather-api.js';
import type { Asking } from '../../../src/probes/api/reach.js';
import { testUpload, type UploadSettings } from '../../../src/probes/api/upload-test.js';
import { Secret } from '../../../src/probes/api/secret.js';
import { ConnectionSlots } from '../../../src/probes/network/connection-slots.js';
import { readTrustStores } from '../../../src/probes/network/trust-stores.js';
import { scenarioWith, type Scenario } from '../../lab/cloud-backup-api/scenario.js';
import { startSimulator, type Simulator } from '../../lab/cloud-backup-api/server.js';
import { networks, nic } from '../../checks/facts-builders/network.js';
import { agent as agentFacts, registration } from '../../checks/facts-builders/agents.js';
import { hostImage, type HostImage } from '../agents/host-image.js';
import { makeCertificates, type Certificates } from '../network/https-server.js';

export const backupHost = 'backup.example.net';
export const filesHost = 'storage101.dfw1.clouddrive.com';
export const identityHost = 'identity.example.net';

/** 127.0.0.2 stands for the PublicNet address of this host, 127.0.0.3 for its ServiceNet address. */
const twoNetworks: NetworkFacts = {
  ...networks([nic('eth0', ['127.0.0.2/8']), nic('eth1', ['127.0.0.3/8'])], ['default via 127.0.0.1 dev eth0']),
  roles: [
    { network: 'publicnet', interfaceName: 'eth0', sourceAddress: '127.0.0.2', certainty: 'certain', because: '' },
    { network: 'servicenet', interfaceName: 'eth1', sourceAddress: '127.0.0.3', certainty: 'certain', because: '' },
  ],
};

export const key: Credentials = {
  kind: 'api-key',
  source: '/root/credentials',
  username: 'backups',
  secret: new Secret('dummy-api-key-0123456789abcdef'),
};

export const serverId = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';

export interface Call {
  readonly scenario?: Partial<Scenario>;
  readonly credentials?: Credentials | null;
  readonly wakes?: boolean;
  /** null where this host shows none. */
  readonly serverId?: string | null;
  readonly agent?: AgentFacts | null;
  /** By host; every other one is the simulator. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  readonly networks?: NetworkFacts;
  readonly signal?: AbortSignal;
  /** Its authority is not trusted. */
  readonly stranger?: boolean;
}

export interface Outcome {
  readonly api: ApiFacts;
  readonly asked: Simulator['asked'];
  readonly mostConnections: number;
}

let certificates: Certificates | null = null;
const own = (): Certificates => (certificates ??= makeCertificates([backupHost, filesHost, `snet-${filesHost}`, identityHost]));

/** What this host knows of its agent. */
export const localAgent = (changes: Partial<AgentFacts> = {}): AgentFacts =>
  agentFacts({ region: 'DFW', registration: observed(registration({ agentId: '213564', accountId: '929418' })), ...changes });

export async function askSimulated(call: Call = {}): Promise<Outcome> {
  const { api, ...rest } = await gatherSimulated(call);
  const value = valueOf(api);
  if (value === null) throw new Error(`the services were not asked: ${JSON.stringify(api)}`);
  return { api: value, ...rest };
}

export async function gatherSimulated(call: Call = {}) {
  const { credentials = key, wakes = false, agent = localAgent() } = call;
  const { answer: api, ...rest } = await withSimulator(call, ({ system, endpoints }, walk) =>
    gatherApi({ system, credentials, wakes, agent, endpoints }, walk),
  );
  return { api, ...rest };
}

/** An upload test into the vault's account, over `network`. */
export async function uploadSimulated(call: Call & Partial<Pick<UploadSettings, 'network' | 'streamCount' | 'limitMs' | 'containerUrl'>> = {}) {
  const { network = 'publicnet', streamCount = 1, limitMs = 20_000, containerUrl } = call;
  const { answer: upload, ...rest } = await withSimulator(call, ({ endpoints, filesOrigin }, walk) => {
    const url = containerUrl === undefined ? `${filesOrigin}/v1/MossoCloudFS_929418/z_DO_NOT_DELETE_CloudBackup_v2_0_1` : containerUrl;
    return testUpload({ credentials: call.credentials ?? key, endpoints, network, streamCount, limitMs, containerUrl: url }, walk);
  });
  return { upload, ...rest };
}

interface Simulated {
  readonly system: HostImage['system'];
  readonly endpoints: readonly Endpoint[];
  readonly filesOrigin: string;
}

async function withSimulator<T>(call: Call, use: (simulated: Simulated, walk: Asking) => Promise<T>) {
  const { certificate, key: privateKey, authority } = own();
  const shownId = call.serverId === undefined ? serverId : call.serverId;
  const image = hostImage({ '/authorities.pem': authority, ...(shownId === null ? {} : { '/var/lib/cloud/data/instance-id': `${shownId}\n` }) });
  const names = { publicName: backupHost, filesName: filesHost, filesInternalName: `snet-${filesHost}` };
  const simulator = await startSimulator(scenarioWith(call.scenario), { certificate, key: privateKey, host: '0.0.0.0', ...names });
  try {
    const identity: Endpoint = {
      name: 'identity',
      service: 'identity',
      host: identityHost,
      port: simulator.port,
      network: 'publicnet',
      healthPath: null,
      isRequired: false,
    };
    const filesOrigin = `https://${filesHost}:${simulator.port}`;
    const answer = await use({ system: image.system, endpoints: [identity], filesOrigin }, await walkOf(call, image));
    return { answer, asked: simulator.asked, left: simulator.left(), mostConnections: simulator.mostConnections() };
  } finally {
    image.remove();
    await simulator.close();
  }
}

async function walkOf(
  { addresses = {}, networks: seen = twoNetworks, signal = new AbortController().signal, stranger = false }: Call,
  image: HostImage,
): Promise<Asking> {
  return {
    names: {
      find: (name) => Promise.resolve({ addresses: addresses[name] ?? ['127.0.0.1'], answer: null, isOverridden: false }),
      ask: () => Promise.resolve(null),
      facts: Promise.resolve(absent('not asked for in this test')),
    },
    networks: seen,
    stores: await readTrustStores(image.system.files, stranger ? null : '/authorities.pem'),
    slots: new ConnectionSlots(),
    signal,
  };
}
