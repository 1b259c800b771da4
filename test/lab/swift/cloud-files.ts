// Cloud Files for tests: the network lab with a real Swift behind storage101 and snet-storage101, and room for a Cloud
// Backup API behind the names of identity and of the customer API.
//
//   const lab = await openCloudFiles({ withApi: true });                // some 5 s; once a test file
//   await lab.within('missing', async (vault) => {                      // true of the real Swift until the function ends
//     const services = await serveServices(lab, vault);                 // services.ts: login, agent and jobs, before this vault
//     const look = await lab.look({ onHost: asUser + vaultOver('servicenet', vault) });
//     services.end();
//   });
//   lab.close();
import { join } from 'node:path';
import { closeLab, LabFolder, lookFromHost, openLab, runOnHost, type HostScene, type Lab, type Look } from '../network/lab.js';
import { runScript, startServer, type Server } from '../network/processes.js';
import type { Backends } from '../network/web-server.js';
import type { Answer, Question } from './ask.js';
import { logInAll, makeVaults, type Tokens } from './fill.js';
import { apiAddress, containerOf, customer, internalName, originOf, publicName, storageUrl, vaultAccount } from './plan.js';
import { undoOnRouter, vaultScenarios, type VaultScenario, type VaultScenarioName } from './scenarios.js';
import { answersOf, askCommand, freeze, startSwift, swiftLogs, thaw } from './swift.js';

/** What a client needs to know to get at the vault. */
export interface VaultAccess {
  readonly account: string;
  /** Without the container. */
  readonly publicUrl: string;
  readonly internalUrl: string;
  readonly container: string;
  /** Of the user who asks in this scenario. */
  readonly token: string;
}

const apiUrl = 'https://dfw.backup.api.rackspacecloud.com';
const api: Backends = {
  'identity.api.rackspacecloud.com': `https://${apiAddress.host}:${apiAddress.port}`,
  'dfw.backup.api.rackspacecloud.com': `https://${apiAddress.host}:${apiAddress.port}`,
};
const cloudFiles: Backends = { [publicName]: originOf('proxy'), [internalName]: originOf('proxy') };

/** What a login's catalogue says, so that the clients find this Cloud Files, and the API at its real name. */
export const serviceCatalogue = ({ account, publicUrl, internalUrl }: VaultAccess): readonly unknown[] => [
  {
    name: 'cloudFiles',
    type: 'object-store',
    endpoints: [{ tenantId: account, region: 'DFW', publicURL: publicUrl, internalURL: internalUrl }],
  },
  { name: 'cloudBackup', type: 'rax:backup', endpoints: [{ tenantId: customer, region: 'DFW', publicURL: `${apiUrl}/v1.0/${customer}` }] },
];

/** For `onHost`: the registration knows this vault, over these networks. */
export const vaultOver = (network: 'publicnet' | 'servicenet' | 'both', { container }: VaultAccess): string =>
  `vault_over ${network} ${container}\n`;

/** @throws with the logs of the servers, after all of it was ended and removed */
export async function openCloudFiles({ withApi = false } = {}): Promise<CloudFiles> {
  const folder = new LabFolder({ ...cloudFiles, ...(withApi ? api : {}) });
  let lab: Lab | null = null;
  try {
    lab = await openLab({}, folder);
    await startSwift(lab);
    const tokens = await logInAll(lab);
    await makeVaults(lab, tokens);
    return new CloudFiles(lab, tokens);
  } catch (error) {
    const reason = `Cloud Files could not be set up: ${(error as Error).message}\n${lab === null ? '' : swiftLogs(lab)}`;
    if (lab !== null) closeLab(lab);
    folder.remove();
    throw new Error(reason, { cause: error });
  }
}

export class CloudFiles {
  constructor(
    readonly lab: Lab,
    private readonly tokens: Tokens,
  ) {}

  /** Files, for a server behind the endpoint names. */
  get certificate(): { readonly certificate: string; readonly key: string } {
    const { path } = this.lab.folder;
    return { certificate: join(path, 'good.pem'), key: join(path, 'server.key') };
  }

  /** One scenario at a time: a frozen server is frozen for all. */
  async within<Result>(name: VaultScenarioName, use: (vault: VaultAccess) => Promise<Result>): Promise<Result> {
    const scenario: VaultScenario = vaultScenarios[name];
    await this.begin(scenario);
    try {
      return await use(this.accessIn(scenario));
    } finally {
      await this.end(scenario);
    }
  }

  /** What the built program sees from the host. */
  look(scene: HostScene): Promise<Look> {
    return lookFromHost(this.lab, scene);
  }

  /** What any client on the host is answered, by the real names and under the lab's authority. */
  async ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    return answersOf(await runOnHost(this.lab, {}, askCommand(questions)));
  }

  /** Starts what answers behind the names of identity and of the customer API, and must listen at `apiAddress`. */
  serveApi(command: readonly string[]): Promise<Server> {
    return startServer(this.lab.namespaces.provider, command, `${apiAddress.host}:${apiAddress.port}`);
  }

  close(): void {
    closeLab(this.lab);
    this.lab.folder.remove();
  }

  private async begin({ onRouter, frozen }: VaultScenario): Promise<void> {
    if (onRouter !== undefined) await runScript(onRouter, this.lab.namespaces.router);
    if (frozen !== undefined) freeze(this.lab, frozen);
  }

  private async end({ onRouter, frozen }: VaultScenario): Promise<void> {
    if (frozen !== undefined) thaw(this.lab, frozen);
    if (onRouter !== undefined) await runScript(undoOnRouter, this.lab.namespaces.router);
  }

  private accessIn({ user, vault }: VaultScenario): VaultAccess {
    return {
      account: vaultAccount,
      publicUrl: storageUrl(publicName),
      internalUrl: storageUrl(internalName),
      container: containerOf(vault),
      token: this.tokens[user],
    };
  }
}
