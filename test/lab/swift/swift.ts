// A real OpenStack Swift in the lab's provider, with its data in the lab's folder. It ends with its namespace.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../network/lab.js';
import { run, runScript, type Ended } from '../network/processes.js';
import type { Answer, Answered, Question } from './ask.js';
import { swiftSettings } from './settings.js';
import { originOf, ports, swiftServers, type SwiftServer } from './plan.js';

const ringsProgram = resolve('test/lab/swift/rings.py');
const askProgram = fileURLToPath(new URL('./ask.js', import.meta.url));

export async function startSwift(lab: Lab): Promise<void> {
  const folder = folderOf(lab);
  for (const part of ['etc', 'devices/d1']) mkdirSync(join(folder, part), { recursive: true });
  for (const [name, text] of Object.entries(swiftSettings(folder))) writeFileSync(join(folder, 'etc', name), text);
  await runScript(startScript(folder), lab.namespaces.provider);
  // A server takes connections before it has read its settings.
  const health = await askInProvider(lab, swiftServers.map(healthOf));
  const sick = swiftServers.filter((_, index) => !isOk(health[index]!));
  if (sick.length > 0) throw new Error(`not healthy: ${sick.join(', ')}`);
}

const healthOf = (server: SwiftServer): Question => ({ method: 'GET', url: `${originOf(server)}/healthcheck`, limitMs: 30_000 });

/** The end of each server's log. */
export function swiftLogs(lab: Lab): string {
  const logs = [...swiftServers, 'memcached'].map((name) => [name, join(folderOf(lab), `${name}.log`)] as const);
  return logs.map(([name, file]) => `${name}: ${existsSync(file) ? readFileSync(file, 'utf8').slice(-1_000) : 'no log'}`).join('\n');
}

/** A frozen server takes connections and answers nothing, as a dying backend does: the proxy waits for it, and says 503. */
export const freeze = (lab: Lab, server: SwiftServer): void => signal(lab, server, 'SIGSTOP');
export const thaw = (lab: Lab, server: SwiftServer): void => signal(lab, server, 'SIGCONT');

export const askInProvider = async ({ namespaces }: Lab, questions: readonly Question[]): Promise<readonly Answer[]> =>
  answersOf(await run('ip', ['netns', 'exec', namespaces.provider, ...askCommand(questions)]));

/** For runOnHost. Node trusts what it is told to beside its own authorities. */
export const askCommand = (questions: readonly Question[]): readonly string[] => [
  ...['env', 'NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt', process.execPath, askProgram, JSON.stringify(questions)],
];

export function answersOf({ exitCode, stdout, stderr }: Ended): readonly Answer[] {
  if (exitCode !== 0) throw new Error(`nothing could be asked: ${stderr}`);
  return JSON.parse(stdout) as readonly Answer[];
}

export const isOk = (answer: Answer): answer is Answered => answer.state === 'answered' && answer.status >= 200 && answer.status < 300;

const folderOf = ({ folder, namespaces }: Lab): string => join(folder.path, `${namespaces.provider}.swift`);

/** The servers look for rings and swift.conf in /etc/swift alone; `ip netns exec` gives each script mounts of its own. */
const startScript = (folder: string): string => `
  cd '${folder}'
  mount --bind etc /etc/swift
  /usr/bin/python3 '${ringsProgram}' etc account=${ports.account} container=${ports.container} object=${ports.object}
  memcached -u root -l 127.0.0.1 -p ${ports.memcached} -U 0 >memcached.log 2>&1 &
  for server in ${swiftServers.join(' ')}; do
    swift-$server-server "$PWD/etc/$server-server.conf" -v >$server.log 2>&1 &
    echo $! >$server.pid
  done
  until_listening() {
    tries=0
    until ss -Hltn "sport = :$2" | grep -q .; do
      tries=$((tries + 1))
      kill -0 $(cat $1.pid) && [ $tries -lt 1000 ] || { echo "$1 does not listen" >&2; exit 1; }
      sleep 0.02
    done
  }
  ${swiftServers.map((server) => `until_listening ${server} ${ports[server]}`).join('\n  ')}
`;

function signal(lab: Lab, server: SwiftServer, name: 'SIGSTOP' | 'SIGCONT'): void {
  process.kill(Number(readFileSync(join(folderOf(lab), `${server}.pid`), 'utf8')), name);
}
