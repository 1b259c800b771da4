// A cloud server on two networks, the router in front of it and the provider behind, all real, in network namespaces.
// It is broken as a scenario says, and the built program, or another, looks at it from the host.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../../../src/report/report.js';
import { makeCertificates } from './certificates.js';
import { program } from './needs.js';
import { addressOf, addressOfResolver, endpointNames, type Resolver, type StandIns } from './plan.js';
import { removeLeftovers, removeNamespace, run, runScript, type Ended } from './processes.js';
import { startProvider } from './provider.js';
import { webServerSettings, type Backends } from './web-server.js';
import { wiring, type Namespaces } from './wiring.js';

/** What is so in this lab; all is well where nothing is said. */
export interface Scene {
  /** Servers with a fault that answer in an endpoint's place. */
  readonly standIns?: StandIns;
  /** The host's /etc/resolv.conf, in order. */
  readonly resolvers?: readonly Resolver[];
  /** IPv6 addresses and routes on PublicNet, and AAAA records. */
  readonly hasIpv6?: boolean;
  /** Shell commands; those of the host see its files too, and what they export the program sees. */
  readonly onHost?: string;
  readonly onRouter?: string;
  readonly onProvider?: string;
  /** Further options of the program. */
  readonly args?: readonly string[];
}

export interface Look {
  readonly report: Report;
  readonly exitCode: number | null;
  /** From the start of the program to its end. */
  readonly tookMs: number;
}

const prefix = 'backup-lab';
let labCount = 0;

/** Certificates and settings that all the labs of a test run share. */
export class LabFolder {
  readonly path = mkdtempSync(join(tmpdir(), `${prefix}-`));

  constructor(backends: Backends = {}) {
    removeLeftovers(prefix);
    makeCertificates(this.path);
    writeFileSync(join(this.path, 'nginx.conf'), webServerSettings(this.path, backends));
  }

  remove(): void {
    // A server that was killed just now may have one more file to write.
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A lab that stands until it is closed. */
export interface Lab {
  readonly namespaces: Namespaces;
  readonly folder: LabFolder;
}

/** What a look says of the host itself. */
export type HostScene = Pick<Scene, 'resolvers' | 'onHost' | 'args'>;

/** One lab for one look. */
export async function lookInLab(scene: Scene, folder: LabFolder): Promise<Look> {
  const lab = await openLab(scene, folder);
  try {
    return await lookFromHost(lab, scene);
  } finally {
    closeLab(lab);
  }
}

export async function openLab(scene: Scene, folder: LabFolder): Promise<Lab> {
  const name = `${prefix}-${process.pid}-${++labCount}`;
  const lab: Lab = { namespaces: { host: `${name}-host`, router: `${name}-router`, provider: `${name}-provider` }, folder };
  try {
    await open(lab.namespaces, scene, folder);
    return lab;
  } catch (error) {
    closeLab(lab);
    throw error;
  }
}

/** Ends all that runs in it. */
export function closeLab({ namespaces }: Lab): void {
  for (const name of Object.values(namespaces)) removeNamespace(name);
}

async function open({ host, router, provider }: Namespaces, scene: Scene, folder: LabFolder): Promise<void> {
  const { hasIpv6 = false, resolvers = ['good'], standIns = {} } = scene;
  const names = { addresses: new Map(endpointNames.map((name) => [name, addressOf(name, standIns[name])])), hasIpv6 };
  await runScript(wiring({ host, router, provider }, { hasIpv6 }), null);
  await runScript(startProvider({ lab: provider, folder: folder.path, resolvers, standIns: Object.values(standIns), names }), provider);
  if (scene.onRouter !== undefined) await runScript(scene.onRouter, router);
  if (scene.onProvider !== undefined) await runScript(scene.onProvider, provider);
}

const enterHost = resolve('test/lab/host/enter-host.sh');
/** Says on stderr how long the program itself took. */
const timed = 'start=$(date +%s%N); "$@"; code=$?; echo "took $((($(date +%s%N) - start) / 1000000))" >&2; exit $code';

export async function lookFromHost(lab: Lab, scene: HostScene): Promise<Look> {
  const check = ['sh', '-c', timed, 'sh', process.execPath, program, 'check', '--format', 'json', ...(scene.args ?? [])];
  const { exitCode, stdout, stderr } = await runOnHost(lab, scene, check);
  const tookMs = Number(/^took (\d+)$/m.exec(stderr)?.[1] ?? NaN);
  return { report: parsed(stdout, stderr), exitCode, tookMs };
}

/** Any command, as a program of the host: it asks the host's resolvers and finds the lab's authority where the system keeps its own. */
export async function runOnHost({ namespaces, folder }: Lab, scene: HostScene, command: readonly string[]): Promise<Ended> {
  const { resolvers = ['good'], onHost = '' } = scene;
  // A look that never ends is a failed scenario, and must not stay for ever.
  const limited = ['-s', 'KILL', '90', 'ip', 'netns', 'exec', namespaces.host, enterHost, 'agent.sh,../network/host.sh'];
  // Nothing of the machine that runs the tests: no proxy, no authorities, no options of Node.
  const env = {
    PATH: process.env.PATH,
    HOME: '/root',
    LAB_RESOLV_CONF: resolvers.map((resolver) => `nameserver ${addressOfResolver(resolver)}`).join('\n'),
    LAB_AUTHORITY: join(folder.path, 'root.pem'),
    LAB_OTHER_AUTHORITY: join(folder.path, 'other.pem'),
    LAB_ON_HOST: onHost,
  };
  return run('timeout', [...limited, ...command], env);
}

function parsed(stdout: string, stderr: string): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch (error) {
    throw new Error(`no JSON report; stderr: ${stderr.slice(0, 2_000)}`, { cause: error });
  }
}
