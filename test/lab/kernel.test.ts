// What a kernel of its own shows that this machine's may lack: a real server of NFS that refuses root, a real AppArmor and a real SELinux,
// and disks of every kind.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { CheckResult } from '../../src/diagnosis/diagnosis.js';
import type { VolumeFacts } from '../../src/facts/volumes.js';
import { parseReport } from '../cli/published-json.js';
import { hasProgram, isRoot } from './storage-lab.js';

const needed = ['linux.uml', 'modprobe', 'exportfs', 'apparmor_parser', 'aa-exec', 'secilc', 'runcon'];
const neededForDisks = ['mdadm', 'cryptsetup', 'lvcreate', 'make-bcache', 'nbdkit', 'nbd-client', 'tgtd', 'iscsiadm'];
const missing = (names: readonly string[]): string => names.filter((name) => !hasProgram(name)).join(', ');

/** null where one starts. */
function whyNoKernel(): string | null {
  if (!isRoot) return 'needs root';
  const programs = missing(needed);
  if (programs !== '') return `needs ${programs}`;
  const { status, stderr } = spawnSync('test/lab/kernel/boot.sh', ['true'], { encoding: 'utf8' });
  return status === 0 ? null : `user-mode Linux does not start here: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

const why = whyNoKernel();
const title = why === null ? 'on a kernel of its own' : `on a kernel of its own (skipped: ${why})`;
const describeOnOwnKernel = why === null ? describe : describe.skip;
const noDisks = missing(neededForDisks);

interface Host {
  readonly setUps: string;
  readonly security?: 'apparmor' | 'selinux';
}

/** What a command prints on a made-up host. */
async function output({ setUps, security }: Host, script: string): Promise<string> {
  const boot = spawn('test/lab/kernel/boot.sh', ['test/lab/host/enter-host.sh', setUps, 'sh', '-c', script], {
    env: { ...process.env, LAB_SECURITY: security ?? 'none', LAB_KERNEL_SECONDS: '110', STATE_DIRECTORY: '/run/backup-doctor' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [told, errors, [status]] = await Promise.all([text(boot.stdout), text(boot.stderr), once(boot, 'close')]);
  if (status !== 0) throw new Error(`${told}${errors}`);
  return told;
}

const program = 'node dist/main.cjs check --offline --only unreadable-files --paths /home/shop --format json';

/** The looks at the made-up host's unreadable files, one after the other. */
async function looks(host: Host, commands: readonly string[]): Promise<readonly CheckResult[]> {
  // What was opened before the host was made up has no path in it, which AppArmor refuses.
  const told = await output(host, commands.map((command) => `${command} < /dev/null; printf '\\0'`).join('; '));
  const reports = told.split('\0').slice(0, -1);
  return reports.map((report) => parseReport(report).checks.find(({ id }) => id === 'unreadable-files')!);
}

const valueOf = ({ evidence }: CheckResult, wanted: string) => evidence.find(({ name }) => name === wanted)?.value;

describeOnOwnKernel(title, () => {
  it('a share of NFS whose server takes root for nobody', async () => {
    const [look] = await looks({ setUps: 'agent.sh,refused-by-nfs.sh' }, [program]);
    expect(look).toMatchObject({ status: 'warning', problem: 'refused-by-server' });
    expect(look!.evidence[0]).toMatchObject({ subject: '/home/shop/data/share/invoices' });
  }, 120_000);

  it('an agent that AppArmor confines: root knows that it cannot know, and who is held alike finds the very file', async () => {
    const asAgent = `aa-exec --profile=driveclient -- ${program}`;
    const [asRoot, alike, ofImage] = await looks({ setUps: 'agent.sh,confined-by-apparmor.sh', security: 'apparmor' }, [program, asAgent, `${asAgent} --root /`]);
    expect(asRoot).toMatchObject({ status: 'unknown', reason: expect.stringContaining('AppArmor confines the agent itself (driveclient)') });
    expect(alike).toMatchObject({ status: 'warning', problem: 'refused-by-acl' });
    expect(alike!.evidence[0]).toMatchObject({ subject: '/home/shop/data/payroll/2026-10.csv' });
    expect(valueOf(alike!, 'refusedBy')).toBe('an access control list or AppArmor (driveclient)');
    expect(ofImage).toMatchObject({ status: 'unknown', reason: expect.stringContaining('AppArmor (driveclient) confines this look, and is not known to confine the agent') });
  }, 120_000);

  it('an agent that SELinux confines: likewise, and no mode is blamed', async () => {
    const [asRoot, alike] = await looks({ setUps: 'agent.sh,confined-by-selinux.sh', security: 'selinux' }, [program, `runcon system_u:system_r:driveclient_t:s0 ${program}`]);
    expect(asRoot).toMatchObject({ status: 'unknown', reason: expect.stringContaining('SELinux confines the agent itself (driveclient_t)') });
    expect(alike).toMatchObject({ status: 'warning', problem: 'refused-by-module' });
    expect(valueOf(alike!, 'refusedBy')).toBe('SELinux (driveclient_t)');
    const refused = alike!.evidence.filter(({ name, value }) => name === 'reason' && value === 'security-module').map(({ subject }) => subject);
    expect(refused.toSorted()).toEqual(['/home/shop/data/payroll/2026-10.csv', '/home/shop/data/salaries']);
  }, 120_000);

  (noDisks === '' ? it : it.skip)(`disks of every kind, each with all that lies below it${noDisks === '' ? '' : ` (skipped: needs ${noDisks})`}`, async () => {
    const kinds = ['lvm', 'bcache', 'mapped', 'nbd', 'iscsi', 'multipath'];
    const gather = `node dist/main.cjs gather --offline --paths ${kinds.map((kind) => `/srv/${kind}`).join()}`;
    // A disk whose server ends before it is unmounted would hold the kernel.
    const told = await output({ setUps: 'devices.sh' }, `${gather}; umount /srv/nbd /srv/iscsi /srv/multipath`);
    const { backupSet } = JSON.parse(told).facts.volumes.value as VolumeFacts;
    const image = (number: number): readonly string[] => [`loop${number} (loop)`, 'lab (tmpfs)'];
    expect(backupSet.map(({ deviceClass, deviceChain, isEncryptedBelow }) => [deviceClass, deviceChain, isEncryptedBelow])).toEqual([
      ['memory', ['dm-1 (lvm)', 'dm-0 (crypt)', 'md0 (raid1)', ...image(0), 'loop1 (loop)'], true],
      ['memory', ['bcache0 (bcache)', ...image(2)], null],
      ['memory', ['dm-2 (dm)', ...image(3)], null],
      ['block-storage', ['nbd0 (disk)'], false],
      ['block-storage', ['sda (disk)'], false],
      ['block-storage', ['dm-3 (mpath)', 'sdb (disk)'], false],
    ]);
  }, 120_000);
});
