// Plays a set-up: the built program looks at the made-up host with --deep, and what it said is held against the truth.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../../../src/report/report.js';
import { labScenario } from '../cloud-backup-api/lab-host.js';
import { program } from '../network/needs.js';
import { run } from '../network/processes.js';
import type { SetUp } from './set-up.js';

const enterHost = resolve('test/lab/host/enter-host.sh');
const MiB = 1_024 * 1_024;

export interface Look {
  readonly report: Report;
  /** By another program, of what limits; null where none was asked. */
  readonly measuredBytesPerSecond: number | null;
}

/** Backup sets as images of disks, which all hosts share and none can change. */
export class Stage {
  readonly path = mkdtempSync(join(tmpdir(), 'throughput-lab-'));

  constructor() {
    writeFileSync(join(this.path, 'scenario.json'), JSON.stringify(labScenario()));
    // Random, so that nothing shrinks: a byte of the set is a byte to send.
    this.makeImage('large', (folder) => {
      for (const index of [1, 2, 3, 4]) writeFileSync(join(folder, `archive-${index}`), randomBytes(8 * MiB));
    });
    this.makeImage('small', (folder) => {
      for (let index = 0; index < 2_000; index += 1) writeFileSync(join(folder, `mail-${index}`), randomBytes(4 * 1_024));
    });
  }

  async look({ onHost, uploads = false }: SetUp): Promise<Look> {
    const group = `backup-doctor-lab-${process.pid}`;
    const setups = 'agent.sh,networks.sh,services.sh,../throughput/host.sh';
    const checks = 'throughput-bottleneck,encryption-slowdown,block-storage-slowdown';
    const options = ['--format', 'json', '--deep', ...(uploads ? ['--upload-test'] : []), '--only', checks, '--paths', '/home/shop/set'];
    const env = {
      ...{
        PATH: process.env.PATH,
        HOME: '/root',
        STATE_DIRECTORY: join(this.path, 'state'),
        LAB_NETWORK: 'own',
        LAB_SCENARIO: join(this.path, 'scenario.json'),
      },
      ...{ LAB_IMAGES: this.path, LAB_GROUP: group, LAB_ON_HOST: onHost },
    };
    try {
      // Other tests on this machine are no part of the host; the noise of a set-up is, and has the same priority.
      const ownProcessors = ['-n', '-15', 'timeout', '-s', 'KILL', '60'];
      const { stdout, stderr } = await run(
        'nice',
        [...ownProcessors, enterHost, setups, process.execPath, program, 'check', ...options],
        env,
      );
      const yardstick = /^yardstick (\d+)$/m.exec(stderr)?.[1];
      return { report: parsed(stdout, stderr), measuredBytesPerSecond: yardstick === undefined ? null : Number(yardstick) };
    } finally {
      for (const controller of ['blkio', 'cpu']) removeGroup(join('/sys/fs/cgroup', controller, group));
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private makeImage(name: string, fill: (folder: string) => void): void {
    const folder = join(this.path, name);
    mkdirSync(folder);
    fill(folder);
    const { status, stderr } = spawnSync('mkfs.ext4', ['-q', '-F', '-N', '4096', '-d', folder, join(this.path, `${name}.img`), '48M'], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`no image of a backup set: ${stderr}`);
    rmSync(folder, { recursive: true });
  }
}

function parsed(stdout: string, stderr: string): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch (error) {
    throw new Error(`no JSON report; stderr: ${stderr.slice(0, 2_000)}`, { cause: error });
  }
}

/** Empty once the namespace of the host has ended, which takes a moment. */
function removeGroup(folder: string): void {
  for (let tries = 0; existsSync(folder); tries += 1) {
    try {
      return rmdirSync(folder);
    } catch (error) {
      if (tries >= 100) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
