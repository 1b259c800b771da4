// Two network namespaces joined by two cables: a cloud server with PublicNet on eth0 and ServiceNet on eth1, and a
// provider with a real resolver and a real HTTPS server. No packet leaves them: neither has a way to this machine.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import type { Report } from '../../src/report/report.js';
import { makeCertificates } from '../probes/api/https-server.js';

const program = resolve('dist/main.cjs');
const enterHost = resolve('test/lab/host/enter-host.sh');
const providerProgram = fileURLToPath(new URL('./network-provider.js', import.meta.url));

/** The names that an agent in Dallas needs, and where the provider answers for them. */
const addresses = {
  'api.drivesrvr.com': '198.51.100.2',
  'rse.drivesrvr.com': '198.51.100.3',
  'storage101.dfw1.clouddrive.com': '198.51.100.4',
  'identity.api.rackspacecloud.com': '198.51.100.5',
  'agentrepo.drivesrvr.com': '198.51.100.6',
  'dfw.backup.api.rackspacecloud.com': '198.51.100.7',
  'snet-storage101.dfw1.clouddrive.com': '10.191.209.32',
} as const;
const resolver = '198.51.100.53';
const deadResolver = '198.51.100.99';

const hasProgram = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const missing = ['ip', 'nft', 'dnsmasq', 'openssl'].filter((name) => !hasProgram(name));
const isRoot = process.getuid?.() === 0;
const canNest = isRoot && missing.length === 0 && spawnSync('unshare', ['--net', 'ip', 'link', 'add', 'lab0', 'type', 'veth']).status === 0;

/** Skipped, with the reason in the title, where the lab cannot be built. */
export function describeInLab(title: string, tests: () => void): void {
  if (!isRoot) return describe.skip(`${title} (skipped: needs root)`, tests);
  if (missing.length > 0) return describe.skip(`${title} (skipped: ${missing.join(', ')} not installed)`, tests);
  if (!canNest) return describe.skip(`${title} (skipped: this kernel makes no network namespaces)`, tests);
  if (!existsSync(program)) return describe.skip(`${title} (skipped: dist/ is not built)`, tests);
  describe(title, tests);
}

export interface Look {
  readonly report: Report;
  readonly exitCode: number | null;
  readonly tookMs: number;
  readonly stderr: string;
}

/** The certificates of a whole test file: they take longer than the lab itself. */
export class LabCertificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'network-lab-'));

  constructor() {
    const { authority, certificate, key } = makeCertificates(Object.keys(addresses));
    writeFileSync(this.authorityPath, authority);
    writeFileSync(join(this.folder, 'server.pem'), certificate);
    writeFileSync(join(this.folder, 'server.key'), key);
  }

  get authorityPath(): string {
    return join(this.folder, 'ca.pem');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const prefix = 'bdlab';
let labCount = 0;

export class NetworkLab {
  private readonly host = `${prefix}-${process.pid}-${++labCount}-host`;
  private readonly provider = `${prefix}-${process.pid}-${labCount}-prov`;
  private readonly resolverPidFile: string;
  private server: ChildProcess | null = null;

  constructor(private readonly certificates: LabCertificates) {
    this.resolverPidFile = join(certificates.folder, `dnsmasq-${labCount}.pid`);
  }

  async open(): Promise<void> {
    removeLeftovers();
    sh(wiring(this.host, this.provider));
    this.startResolver();
    this.server = spawn('ip', ['netns', 'exec', this.provider, process.execPath, providerProgram, this.certificates.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (this.server.stdout !== null) await once(this.server.stdout, 'data');
  }

  /** Shell commands in the host's namespace: `ip link set eth1 down`. */
  onHost(script: string): void {
    sh(script, ['ip', 'netns', 'exec', this.host]);
  }

  onProvider(script: string): void {
    sh(script, ['ip', 'netns', 'exec', this.provider]);
  }

  /** Runs the built program on the host, as its root, and reads its JSON report. */
  async check({ resolvers = [resolver], hosts = '', args = [] }: CheckOptions = {}): Promise<Look> {
    const startedAt = performance.now();
    const inside = ['netns', 'exec', this.host, enterHost, 'agent.sh,../network-host.sh'];
    const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
    const env = {
      ...inherited,
      LAB_RESOLV_CONF: resolvers.map((address) => `nameserver ${address}`).join('\n'),
      LAB_HOSTS: hosts,
      LAB_AUTHORITY: this.certificates.authorityPath,
    };
    const child = spawn('ip', [...inside, process.execPath, program, 'check', '--format', 'json', ...args], { env });
    const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { report: parsed(stdout(), stderr()), exitCode, tookMs: performance.now() - startedAt, stderr: stderr() };
  }

  close(): void {
    this.server?.kill('SIGKILL');
    if (existsSync(this.resolverPidFile)) endProcess(Number(readFileSync(this.resolverPidFile, 'utf8')));
    for (const name of [this.host, this.provider]) spawnSync('ip', ['netns', 'delete', name]);
  }

  /** It goes to the background by itself once it answers. */
  private startResolver(): void {
    const names = Object.entries(addresses).map(([name, address]) => `--address=/${name}/${address}`);
    const quiet = ['--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces', '--user=root', '--log-facility=/dev/null'];
    const place = [`--listen-address=${resolver}`, `--pid-file=${this.resolverPidFile}`];
    execFileSync('ip', ['netns', 'exec', this.provider, 'dnsmasq', ...quiet, ...place, ...names, '--address=/#/']);
  }
}

export interface CheckOptions {
  readonly resolvers?: readonly string[];
  /** Further lines of /etc/hosts. */
  readonly hosts?: string;
  readonly args?: readonly string[];
}

export { deadResolver, resolver };

/** Every address of the provider stands on its loopback; what comes by the wrong cable is dropped, as the real one does. */
const wiring = (host: string, provider: string): string => `
  ip netns add ${host}; ip netns add ${provider}
  ip -n ${host} link set lo up; ip -n ${provider} link set lo up
  ip link add eth0 netns ${host} type veth peer name pub0 netns ${provider}
  ip link add eth1 netns ${host} type veth peer name svc0 netns ${provider}
  ip -n ${host} address add 203.0.113.10/24 dev eth0; ip -n ${host} address add 10.176.4.20/19 dev eth1
  ip -n ${provider} address add 203.0.113.1/24 dev pub0; ip -n ${provider} address add 10.176.0.1/19 dev svc0
  for device in eth0 eth1; do ip -n ${host} link set $device up; done
  for device in pub0 svc0; do ip -n ${provider} link set $device up; done
  for address in ${[...Object.values(addresses), resolver].join(' ')}; do ip -n ${provider} address add $address/32 dev lo; done
  ip -n ${host} route add default via 203.0.113.1
  ip -n ${host} route add 10.176.0.0/12 via 10.176.0.1; ip -n ${host} route add 10.208.0.0/12 via 10.176.0.1
  ip netns exec ${provider} nft -f - <<'RULES'
    table inet provider {
      chain wrong_cable {
        type filter hook input priority 0;
        iifname pub0 ip daddr 10.0.0.0/8 drop
        iifname svc0 ip daddr != 10.0.0.0/8 drop
      }
    }
RULES`;

function sh(script: string, through: readonly string[] = []): void {
  const [command, ...args] = [...through, 'sh', '-ec', script] as const;
  execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Namespaces of test runs that were killed. */
function removeLeftovers(): void {
  const names = existsSync('/run/netns') ? readdirSync('/run/netns') : [];
  for (const name of names) {
    const pid = new RegExp(`^${prefix}-(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) spawnSync('ip', ['netns', 'delete', name]);
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function parsed(stdout: string, stderr: string): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch (error) {
    throw new Error(`no JSON report; stderr: ${stderr.slice(0, 2_000)}`, { cause: error });
  }
}
