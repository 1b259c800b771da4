// The built program with credentials on a made-up host, before simulated services behind their real names: what it tells, and that a
// secret planted wherever one can be comes out nowhere.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { labAgent, labConfiguration, labScenario } from '../lab/cloud-backup-api/lab-host.js';
import { userWith, type Scenario } from '../lab/cloud-backup-api/scenario.js';
import { parseReport } from './published-json.js';
import { runProgram } from './run-program.js';

const enterHost = resolve('test/lab/host/enter-host.sh');
const canEnter =
  process.getuid?.() === 0 && spawnSync('dnsmasq', ['--version']).status === 0 && spawnSync(enterHost, ['agent.sh', 'true']).status === 0;
const title = `a run with credentials${canEnter ? '' : ' (skipped: needs root, namespaces and dnsmasq)'}`;

const folder = mkdtempSync(join(tmpdir(), 'services-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secrets = { apiKey: 'planted-key-7c1e', token: 'plantedtoken55aa66bb77cc' };
const credentials = join(folder, 'credentials');
writeFileSync(credentials, `username=backups\napikey=${secrets.apiKey}\n`);
chmodSync(credentials, 0o600);

function look(changes: Partial<Scenario>, ...args: readonly string[]) {
  return lookOn('agent.sh,networks.sh', changes, ...args);
}

function lookOn(setups: string, changes: Partial<Scenario>, ...args: readonly string[]) {
  const scenario = join(folder, 'scenario.json');
  writeFileSync(scenario, JSON.stringify(labScenario({ users: [userWith(secrets)], ...changes })));
  const env = { LAB_NETWORK: 'own', LAB_SCENARIO: scenario };
  return runProgram([...args, '--credentials', credentials, '--timeout', '40'], { env, through: [enterHost, setups] });
}

const statuses = (stdout: string): readonly string[] =>
  parseReport(stdout)
    .checks.filter(({ id }) => ['cloud-backup-unreachable', 'cloud-files-unreachable', 'api-fault'].includes(id))
    .map(({ id, status, problem }) => `${id} ${problem ?? status}`)
    .sort();

(canEnter ? describe : describe.skip)(title, () => {
  it.each([
    ['all well', {}, ['api-fault ok', 'cloud-backup-unreachable ok', 'cloud-files-unreachable ok']],
    ['the vault is gone', { vaults: [] }, ['api-fault ok', 'cloud-backup-unreachable ok', 'cloud-files-unreachable container-missing']],
    ['the agent was deleted', { agents: [] }, ['api-fault ok', 'cloud-backup-unreachable agent-unknown', 'cloud-files-unreachable ok']],
    [
      'a wrong key',
      { users: [userWith({ ...secrets, apiKey: 'another' })] },
      ['api-fault ok', 'cloud-backup-unreachable credentials-refused', 'cloud-files-unreachable unknown'],
    ],
    [
      'a sub-user without Cloud Files',
      { users: [userWith({ ...secrets, mayUseCloudFiles: false })] },
      ['api-fault ok', 'cloud-backup-unreachable ok', 'cloud-files-unreachable access-forbidden'],
    ],
  ] as const)('%s', (_what, changes, told) => {
    const { stdout } = look(changes, 'check', '--format', 'json');
    expect(statuses(stdout)).toEqual(told);
  });

  it('shows a planted secret nowhere', () => {
    const echo = { request: '.', how: { kind: 'echo', status: 400 } } as const;
    const scenarios: readonly Partial<Scenario>[] = [
      { spoilt: [echo] },
      { spoilt: [{ ...echo, request: 'v1' }] },
      { agents: [labAgent({ raw: { MachineName: `x ${secrets.token}`, Status: secrets.apiKey } })] },
    ];
    for (const changes of scenarios) {
      for (const args of [['gather'], ['check', '--verbose']]) {
        const { stdout, stderr } = look(changes, ...args);
        expect(stdout.length).toBeGreaterThan(500);
        for (const secret of Object.values(secrets)) expect(`${stdout}${stderr}`).not.toContain(secret);
      }
    }
  });

  describe('the backup set of its configurations', () => {
    const closed = 'agent.sh,networks.sh,closed-files.sh';
    const two = {
      configurations: [
        labConfiguration({ name: 'Web server', inclusions: ['/home/shop', '/var/cache/driveclient'], exclusions: ['/home/shop/data/invoices'] }),
        labConfiguration({ id: 5, name: 'Old', inclusions: ['/root'], isActive: false }),
      ],
    };
    const told = (stdout: string) => parseReport(stdout).checks.find(({ id }) => id === 'unreadable-files');

    it('is what a check scans, without the folders that the agent keeps for itself', () => {
      const { stdout } = lookOn(closed, two, 'check', '--format', 'json');
      const { problem, evidence } = told(stdout) ?? {};
      const value = (name: string) => evidence?.find((item) => item.name === name)?.value;
      expect([problem, value('setSource'), value('unreadableCount')]).toEqual(['files-closed', 'configuration Web server of the Cloud Backup API', 1]);
      expect(JSON.parse(stdout).facts.scan.value.paths).toEqual([
        { path: '/home/shop', state: 'scanned', note: null },
        { path: '/var/cache/driveclient', state: 'skipped', note: 'excluded' },
      ]);
      expect(JSON.parse(stdout).facts.volumes.value.backupSet.map(({ path }: { path: string }) => path)).toEqual(['/home/shop', '/var/cache/driveclient']);
    });

    it('yields to a set that somebody named', () => {
      const { stdout } = lookOn(closed, two, 'check', '--paths', '/home/shop/data/invoices', '--format', 'json');
      expect(told(stdout)).toMatchObject({ problem: 'folder-closed' });
    });

    it.each([
      ['no configuration', { configurations: [] }, 'Cloud Backup has no configuration for this agent'],
      ['a wrong key', { users: [userWith({ ...secrets, apiKey: 'another' })] }, 'Cloud Backup did not tell it: '],
    ])('is not known where there is %s', (_, changes, reason) => {
      const { stdout } = look(changes, 'check', '--format', 'json');
      expect(told(stdout)).toMatchObject({ status: 'unknown', reason: expect.stringContaining(reason) });
    });

    it('is what the scan lists', () => {
      expect(lookOn(closed, two, 'scan')).toMatchObject({ exitCode: 1, stdout: '/home/shop/data/.htpasswd\n' });
      expect(lookOn(closed, { configurations: [] }, 'scan')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('has no configuration') });
    });
  });
});
