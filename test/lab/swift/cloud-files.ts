// Cloud Files for tests: the network lab with a real Swift behind storage101 and snet-storage101, and room for a Cloud
// Backup API behind the names of identity and of the customer API.
//
//   const lab = await openCloudFiles(cloudBackupApi(8443));           // some 5 s; once a test file
//   await lab.serve([process.execPath, 'build/…/serve.js', '--port', '8443', …], 8443);
//   await lab.within('missing', async (vault) => {                    // true of the real Swift until the function ends
//     vault.publicUrl, vault.internalUrl, vault.token …               // what a service catalogue and a login tell
//     const look = await lab.look({ onHost: vaultOver('servicenet', vault), args: ['--credentials', …] });
//   });
//   lab.close();
import { closeLab, LabFolder, lookFromHost, openLab, runOnHost, type HostScene, type Lab, type Look } from '../network/lab.js';
import { runScript } from '../network/processes.js';
import type { Backends } from '../network/web-server.js';
import type { Answer, Question } from './ask.js';
import { logInAll, makeVaults, type Tokens } from './fill.js';
import { containerOf, internalName, originOf, publicName, storageUrl, vaultAccount } from './plan.js';
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

/** Sends the names of identity and of the customer API to a server that `serve` starts. */
export const cloudBackupApi = (port: number): Backends => ({
  'identity.api.rackspacecloud.com': `https://127.0.0.1:${port}`,
  'dfw.backup.api.rackspacecloud.com': `https://127.0.0.1:${port}`,
});

/** For `onHost`: the registration knows this vault, over these networks. */
export const vaultOver = (network: 'publicnet' | 'servicenet' | 'both', { container }: VaultAccess): string =>
  `vault_over ${network} ${container}\n`;

/** @throws with the logs of the servers, after all of it was ended and removed */
export async function openCloudFiles(backends: Backends = {}): Promise<CloudFiles> {
  const folder = new LabFolder({ [publicName]: originOf('proxy'), [internalName]: originOf('proxy'), ...backends });
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

  /** One scenario at a time: a frozen server is frozen for all. */
  async within<Result>(name: VaultScenarioName, use: (vault: VaultAccess) => Promise<Result>): Promise<Result> {
    const scenario: VaultScenario = vaultScenarios[name];
    try {
      if (scenario.onRouter !== undefined) await runScript(scenario.onRouter, this.lab.namespaces.router);
      if (scenario.frozen !== undefined) freeze(this.lab, scenario.frozen);
      return await use(this.accessIn(scenario));
    } finally {
      if (scenario.frozen !== undefined) thaw(this.lab, scenario.frozen);
      if (scenario.onRouter !== undefined) await runScript(undoOnRouter, this.lab.namespaces.router);
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

  /** Starts a server in the provider's namespace, and waits until it listens; it ends with the lab. */
  async serve(command: readonly string[], port: number): Promise<void> {
    const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    const log = `${this.lab.folder.path}/${port}.log`;
    await runScript(serveScript(quoted, port, log), this.lab.namespaces.provider);
  }

  close(): void {
    closeLab(this.lab);
    this.lab.folder.remove();
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

const serveScript = (command: string, port: number, log: string): string => `
  ${command} >'${log}' 2>&1 &
  tries=0
  until ss -Hltn 'sport = :${port}' | grep -q .; do
    tries=$((tries + 1))
    kill -0 $! && [ $tries -lt 500 ] || { cat '${log}' >&2; exit 1; }
    sleep 0.02
  done`;
