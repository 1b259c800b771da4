// Programs that the lab starts, and the end of all that runs in a namespace.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

/** @param namespace null is this machine's own */
export async function runScript(script: string, namespace: string | null): Promise<void> {
  const shell = ['-euc', script];
  const { exitCode, stderr } = namespace === null ? await run('sh', shell) : await run('ip', ['netns', 'exec', namespace, 'sh', ...shell]);
  if (exitCode !== 0) throw new Error(`the lab could not be set up (${namespace ?? 'wiring'}): ${stderr}\n${script}`);
}

export interface Server {
  end(): Promise<void>;
}

/**
 * Comes back when somebody listens at `address`, such as 127.0.0.1:443. The server ends with its namespace at the latest.
 */
export async function startServer(namespace: string, command: readonly string[], address: string): Promise<Server> {
  const child = spawn('ip', ['netns', 'exec', namespace, ...command], { stdio: ['ignore', 'ignore', 'pipe'] });
  const stderr = textOf(child.stderr);
  const ended = once(child, 'close');
  const wait = `tries=0; until ss -Hltn 'src = ${address}' | grep -q .; do tries=$((tries + 1)); [ $tries -lt 500 ]; sleep 0.02; done`;
  const isListening = await Promise.race([runScript(wait, namespace).then(() => true), ended.then(() => false)]);
  if (!isListening) throw new Error(`the lab could not be set up: ${command.join(' ')} ended: ${stderr()}`);
  return {
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Servers go to the background, so only their namespace knows them all. */
export function removeNamespace(name: string): void {
  const pids = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  for (const pid of pids) kill(Number(pid));
  spawnSync('ip', ['netns', 'delete', name]);
}

/** Namespaces `<prefix>-<pid>-…` of test runs that were killed. */
export function removeLeftovers(prefix: string): void {
  const names = existsSync('/run/netns') ? readdirSync('/run/netns') : [];
  for (const name of names) {
    const pid = new RegExp(`^${prefix}-(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeNamespace(name);
  }
}

function kill(pid: number): void {
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
