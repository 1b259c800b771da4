// What a kernel of its own shows that this machine's may lack: a real server of NFS that refuses root, a real AppArmor and a real SELinux.
import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { CheckResult } from '../../src/diagnosis/diagnosis.js';
import { parseReport } from '../cli/published-json.js';
import { hasProgram, isRoot } from './storage-lab.js';

const needed = ['linux.uml', 'modprobe', 'exportfs', 'apparmor_parser', 'aa-exec', 'secilc', 'runcon'];
const missing = [...(isRoot ? [] : ['root']), ...needed.filter((name) => !hasProgram(name))];
const canBoot = missing.length === 0 && spawnSync('test/lab/kernel/boot.sh', ['true'], { timeout: 60_000 }).status === 0;
const why = missing.length > 0 ? `needs ${missing.join(', ')}` : 'user-mode Linux does not start here';
const describeOnOwnKernel = canBoot ? describe : describe.skip;

const program = 'node dist/main.cjs check --offline --only unreadable-files --paths /home/shop --format json';

/** The looks at the made-up host's unreadable files, one after the other. */
async function looks(security: 'none' | 'apparmor' | 'selinux', setUp: string, commands: readonly string[]): Promise<readonly CheckResult[]> {
  // What was opened before the host was made up has no path in it, which AppArmor refuses.
  const script = commands.map((command) => `${command} < /dev/null; printf '\\0'`).join('; ');
  const boot = spawn('test/lab/kernel/boot.sh', ['test/lab/host/enter-host.sh', `agent.sh,${setUp}`, 'sh', '-c', script], {
    env: { ...process.env, LAB_SECURITY: security, STATE_DIRECTORY: '/run/backup-doctor' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [told, errors] = await Promise.all([text(boot.stdout), text(boot.stderr)]);
  const reports = told.split('\0').slice(0, -1);
  if (reports.length !== commands.length) throw new Error(`${reports.length} of ${commands.length} looks: ${errors}`);
  return reports.map((report) => parseReport(report).checks.find(({ id }) => id === 'unreadable-files')!);
}

const valueOf = ({ evidence }: CheckResult, wanted: string) => evidence.find(({ name }) => name === wanted)?.value;

describeOnOwnKernel(canBoot ? 'on a kernel of its own' : `on a kernel of its own (skipped: ${why})`, () => {
  it('a share of NFS whose server takes root for nobody', async () => {
    const [look] = await looks('none', 'refused-by-nfs.sh', [program]);
    expect(look).toMatchObject({ status: 'warning', problem: 'refused-by-server' });
    expect(look!.evidence[0]).toMatchObject({ subject: '/home/shop/data/share/invoices' });
  }, 120_000);

  it('an agent that AppArmor confines: root knows that it cannot know, and who is held alike finds the very file', async () => {
    const asAgent = `aa-exec --profile=driveclient -- ${program}`;
    const [asRoot, alike, ofImage] = await looks('apparmor', 'confined-by-apparmor.sh', [program, asAgent, `${asAgent} --root /`]);
    expect(asRoot).toMatchObject({ status: 'unknown', reason: expect.stringContaining('AppArmor confines the agent itself (driveclient)') });
    expect(alike).toMatchObject({ status: 'warning', problem: 'refused-by-acl' });
    expect(alike!.evidence[0]).toMatchObject({ subject: '/home/shop/data/payroll/2026-10.csv' });
    expect(valueOf(alike!, 'refusedBy')).toBe('an access control list or AppArmor (driveclient)');
    expect(ofImage).toMatchObject({ status: 'unknown', reason: expect.stringContaining('AppArmor (driveclient) confines this look, and is not known to confine the agent') });
  }, 120_000);

  it('an agent that SELinux confines: likewise, and no mode is blamed', async () => {
    const [asRoot, alike] = await looks('selinux', 'confined-by-selinux.sh', [program, `runcon system_u:system_r:driveclient_t:s0 ${program}`]);
    expect(asRoot).toMatchObject({ status: 'unknown', reason: expect.stringContaining('SELinux confines the agent itself (driveclient_t)') });
    expect(alike).toMatchObject({ status: 'warning', problem: 'refused-by-module' });
    expect(alike!.evidence[0]).toMatchObject({ subject: '/home/shop/data/payroll/2026-10.csv' });
    expect(valueOf(alike!, 'refusedBy')).toBe('SELinux (driveclient_t)');
  }, 120_000);
});
