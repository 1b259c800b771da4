// Real volumes for tests: a shell script mounts them in a mount namespace of its own, so that nobody else on this
// machine meets a full disk or a dead server, and storage-look.ts looks at them from inside.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import type { Look } from './storage-look.js';

const scripts = resolve('test/lab');
const lookProgram = fileURLToPath(new URL('./storage-look.js', import.meta.url));

export const hasProgram = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

export const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const canLoop = canMount && existsSync('/dev/loop-control') && hasProgram('mkfs.ext4') && hasProgram('losetup');
const canHang = canMount && existsSync('/dev/fuse') && hasProgram('python3');

const needing =
  (isThere: boolean, what: string) =>
  (title: string, tests: () => void): void =>
    isThere ? describe(title, tests) : describe.skip(`${title} (skipped: needs ${what})`, tests);

export const describeAsRoot = needing(isRoot, 'root');
/** As found by accounts that may not look into root's own folders. */
export const describeWithOracle = needing(
  isRoot && existsSync('/usr/bin/python3') && hasProgram('setpriv'),
  'root, setpriv and /usr/bin/python3',
);
const ordinaryUser = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];
/** Without root this program is an ordinary user's already. */
export const canLookAsOrdinaryUser = !isRoot || spawnSync('setpriv', [...ordinaryUser, 'test', '-r', lookProgram]).status === 0;
export const describeAsOrdinaryUser = needing(isRoot && canLookAsOrdinaryUser, 'root, setpriv and a checkout that others may read');
export const describeWithMounts = needing(canMount, 'root and mount namespaces');
export const describeWithLoops = needing(canLoop, 'root, loop devices and mkfs.ext4');
export const describeWithHangs = needing(canHang, 'root, /dev/fuse and python3');

const canMountAsUser = canMount && existsSync('/dev/fuse') && hasProgram('bindfs') && hasProgram('fusermount3') && hasProgram('setpriv');
export const describeWithFuse = needing(canMountAsUser, 'root, /dev/fuse, bindfs, fusermount3 and setpriv');

/** Shell functions for the set-up; `$LAB` is an empty folder. */
const prelude = `
  exec 3>&1 1>&2
  hung_pids=
  # hung FOLDER queue|swallow
  hung() {
    mkdir -p "$1"
    python3 "$SCRIPTS/hung-mount.py" "$1" "$2" >"$LAB/hung.log" 3>&- &
    hung_pids="$hung_pids $!"
    until grep -q mounted "$LAB/hung.log"; do sleep 0.02; done
  }
  # disk FOLDER SIZE [mkfs option...]: an ext4 file system of its own
  disk() {
    folder=$1; image="$1.img"; shift
    mkdir -p "$folder"; truncate -s "$1" "$image"; shift
    mkfs.ext4 -q -F "$@" "$image"; mount -o loop "$image" "$folder"
  }
  # fuse_of UID FOLDER [OPTION…]: a real FUSE mount by that account, which shows the folder FOLDER.source
  fuse_of() {
    uid=$1; folder=$2; shift 2
    mknod -m 666 "$LAB/fuse-device" c 10 229; mount --bind "$LAB/fuse-device" /dev/fuse
    mkdir -p "$folder"; chown -R "$uid:$uid" "$folder" "$folder.source"
    setpriv --reuid "$uid" --regid "$uid" --clear-groups bindfs "$@" "$folder.source" "$folder"
  }
  # Ending the server ends its connection, which frees whoever is stuck in it.
  clean_up() {
    for pid in $hung_pids; do kill -9 "$pid"; done
    grep " $LAB/" /proc/self/mounts | cut -d ' ' -f 2 | sort -r | while read -r folder; do umount -l "$folder"; done
  }
  trap clean_up EXIT
`;

/** @returns what the look answered in a program that an ordinary user started */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function lookAsOrdinaryUser(look: Look, capabilities: readonly string[] = []): any {
  const drop = isRoot ? ['setpriv', ...ordinaryUser, ...capabilities] : [];
  const { stdout, stderr } = spawnSync('/usr/bin/env', [...drop, process.execPath, lookProgram, JSON.stringify(look)], { encoding: 'utf8', timeout: 25_000, killSignal: 'SIGKILL' });
  if (stdout === '') throw new Error(`the look gave no answer: ${stderr}`);
  return JSON.parse(stdout).answer;
}

export interface LabResult {
  /** What the look answered. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly answer: any;
  /** From the start of the looking program to its exit, and to the end of its outputs. */
  readonly tookMs: number;
  readonly exitCode: number | null;
}

/**
 * @param setUp shell commands; `$LAB` is a folder of its own, gone afterwards
 * @param look given that folder, what to look at
 */
export async function inLab(setUp: string, look: (lab: string) => Look): Promise<LabResult> {
  const lab = mkdtempSync(join(tmpdir(), 'storage-lab-'));
  chmodSync(lab, 0o755);
  try {
    // A look that never ends is a failed test, and must not stay for ever.
    const run = `timeout -s KILL 25 node "$LOOK" "$QUESTION" >&3 3>&-; echo "exit $? $(date +%s%N)" >&3`;
    const script = `set -e\n${prelude}\n${setUp}\nset +e\necho "start $(date +%s%N)" >&3\n${run}`;
    const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...own } = process.env;
    const env = { ...own, LAB: lab, SCRIPTS: scripts, LOOK: lookProgram, QUESTION: JSON.stringify(look(lab)) };
    const { stdout, stderr } = await finished(spawn('unshare', ['-m', '--propagation', 'private', 'sh', '-c', script], { env }));
    const [, startedAt] = /^start (\d+)$/m.exec(stdout) ?? [];
    const [, exitCode, endedAt] = /^exit (\d+) (\d+)$/m.exec(stdout) ?? [];
    const answer = /^\{.*\}$/m.exec(stdout)?.[0];
    if (startedAt === undefined || endedAt === undefined || answer === undefined) throw new Error(`the lab failed:\n${stdout}\n${stderr}`);
    return { answer: JSON.parse(answer).answer, tookMs: (Number(endedAt) - Number(startedAt)) / 1e6, exitCode: Number(exitCode) };
  } finally {
    rmSync(lab, { recursive: true, force: true });
  }
}

/** `close` and not `exit`: a child that is left behind must not hold the outputs open either. */
function finished(child: ReturnType<typeof spawn>): Promise<{ stdout: string; stderr: string }> {
  const chunks = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (chunks.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (chunks.stderr += chunk.toString()));
  return new Promise((done) => child.on('close', () => done(chunks)));
}
