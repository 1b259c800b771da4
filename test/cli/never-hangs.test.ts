// Whatever blocks, a run ends within --timeout plus two seconds, and tells what it could not look at.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../src/report/report.js';
import { parseReport } from './published-json.js';
import { runProgram } from './run-program.js';

const enterHost = resolve('test/lab/host/enter-host.sh');
const timeoutSeconds = 6;
const graceMs = 2_000;

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync(enterHost, ['agent.sh', 'true']).status === 0;
const canHang = canMount && existsSync('/dev/fuse') && spawnSync('python3', ['--version']).status === 0;
const canLoop = existsSync('/dev/loop-control') && ['fsfreeze --version', 'mkfs.ext4 -V'].every((command) => spawnSync('sh', ['-c', command]).status === 0);
const canSwallow = canMount && spawnSync('unshare', ['--net', 'ip', 'link', 'add', 'eth0', 'type', 'veth']).status === 0;

const describeIf = (isThere: boolean, title: string, needs: string, tests: () => void): void =>
  isThere ? describe(title, tests) : describe.skip(`${title} (skipped: needs ${needs})`, tests);

/** Times the program alone: neither what the lab sets up nor what comes after it is part of the run. The folders of programs may hang. */
function timed(args: readonly string[], setups: readonly string[], { after = '', env = {} }: { readonly after?: string; readonly env?: Readonly<Record<string, string>> } = {}) {
  const script = `begin=$(/bin/date +%s%3N); "$@"; code=$?; echo "tookMs=$(($(/bin/date +%s%3N) - begin))" >&2; ${after}${after === '' ? '' : ';'} exit $code`;
  const result = runProgram(args, { through: [enterHost, ['agent.sh', ...setups].join(','), '/bin/sh', '-c', script, 'sh'], env });
  const [line = '', tookMs] = /tookMs=(\d+)\n/.exec(result.stderr) ?? [];
  return { ...result, stderr: result.stderr.replace(line, ''), tookMs: Number(tookMs) };
}

function examine(setups: readonly string[], args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const result = timed(['check', '--timeout', String(timeoutSeconds), '--format', 'json', ...args], setups, { env });
  return { ...result, report: parseReport(result.stdout) };
}

const verdictOf = ({ checks }: Report, id: string) => checks.find((check) => check.id === id);

describeIf(canHang, 'a FUSE mount that never answers', 'root, /dev/fuse and python3', () => {
  it('as cache folder costs the looks at that folder alone', () => {
    const { tookMs, report } = examine(['hung.sh', 'hung-cache.sh'], ['--offline', '--skip', 'servicenet-unreachable,publicnet-unreachable,isolated-network']);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(verdictOf(report, 'low-disk-space')).toMatchObject({ status: 'unknown', reason: expect.stringContaining('/var/cache/driveclient') });
    expect(verdictOf(report, 'agent-not-registered')).toMatchObject({ status: 'ok' });
    expect(report.exitCode).toBe(3);
  });

  it('below the backup set costs its branch, not the scan', () => {
    const { tookMs, report } = examine(['hung.sh', 'hung-set.sh'], ['--offline', '--paths', '/home/shop']);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(JSON.stringify(verdictOf(report, 'unreadable-files'))).toContain('/home/shop/remote');
    expect(verdictOf(report, 'low-disk-space')).toMatchObject({ status: 'ok' });
  });

  it('as the whole backup set ends as well', () => {
    const { tookMs, report } = examine(['hung.sh', 'hung-set.sh'], ['--offline', '--paths', '/home/shop/remote', '--only', 'unreadable-files', '--timeout', '12']);
    expect(tookMs).toBeLessThan(12_000 + graceMs);
    expect(verdictOf(report, 'unreadable-files')).toMatchObject({ status: 'warning', problem: 'path-silent' });
    expect(report.exitCode).toBe(1);
  });
});

describeIf(canHang, 'a path of the command line on a mount that never answers', 'root, /dev/fuse and python3', () => {
  const setups = ['hung.sh', 'hung-named.sh'];
  const dead = '/home/shop/dead';
  const sentence = (path: string, words: string): RegExp => new RegExp(`^backup-doctor: (--root )?"${path}" gave no answer within [1-6] s${words}; [^\\n]+\\n$`);

  it.each<[string, readonly string[], string]>([
    ['an image', ['check', '--timeout', '3', '--root', dead], dead],
    ['an image behind a link', ['gather', '--timeout', '3', '--root', '/home/shop/link/image'], '/home/shop/link/image'],
    ['a configuration', ['check', '--timeout', '3', '--config', `${dead}/site.yml`], `${dead}/site.yml`],
    ['a recording', ['judge', `${dead}/host.json`], `${dead}/host.json`],
  ])('%s ends the run in one sentence', (_, args, path) => {
    const { exitCode, stdout, stderr, tookMs } = timed(args, setups);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 3, stdout: '', stderr: expect.stringMatching(sentence(path, '')) });
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
  });

  it('of many recordings there one is waited for, and those elsewhere are compared', () => {
    const stories = ['healthy', 'clone'].map((story) => resolve(`test/recordings/${story}/facts.json`));
    const files = Array.from({ length: 50 }, (_, index) => `${dead}/${index}.json`);
    const { exitCode, stdout, stderr, tookMs } = timed(['compare', ...files, ...stories], setups);
    expect([exitCode, stderr.split('\n')[0]]).toEqual([2, expect.stringMatching(/dead\/0\.json" gave no answer within/)]);
    expect(stderr).toMatch(/dead\/1\.json" was not tried: another file of its folder gave no answer\n/);
    expect(stdout).toContain('CLONED');
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
  });

  it('a report to write there is printed, and costs the other one nothing', () => {
    const report = ['--format', 'json', '--output', `${dead}/report.json`, '--report', 'nagios=/home/shop/nagios.txt'];
    const { exitCode, stdout, stderr, tookMs } = timed(['check', '--offline', '--timeout', '3', ...report], setups, { after: 'cat /home/shop/nagios.txt >&2' });
    expect(parseReport(stdout).agent?.agentId).toBe('119991');
    expect(stderr).toMatch(/^backup-doctor: "\/home\/shop\/dead\/report\.json" gave no answer within [1-4] s, so it was printed instead; [^\n]+\nBACKUP /);
    expect(exitCode).toBe(3);
    expect(tookMs).toBeLessThan(3_000 + graceMs);
  });

  it('a recording to write there is printed', () => {
    const { exitCode, stdout, stderr } = timed(['gather', '--offline', '--timeout', '3', '-o', `${dead}/host.json`], setups);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringMatching(sentence(`${dead}/host.json`, ', so it was printed instead')) });
    expect(JSON.parse(stdout)).toMatchObject({ format: 'backup-doctor-recording' });
  });
});

describeIf(canHang && canLoop, 'a disk that is frozen', 'root, /dev/fuse, python3, loop devices and fsfreeze', () => {
  const examineFrozen = (args: readonly string[], env = {}) =>
    timed(['check', '--offline', '--timeout', String(timeoutSeconds), '--format', 'json', ...args], ['hung.sh', 'hung-set.sh', 'frozen.sh'], {
      after: 'fsfreeze -u /home/shop/frozen',
      env,
    });

  it('does not keep the run for what the tool would remember', () => {
    const { stdout, stderr, tookMs } = examineFrozen(['--paths', '/home/shop/remote'], { STATE_DIRECTORY: '/home/shop/frozen/state' });
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(parseReport(stdout).agent?.agentId).toBe('119991');
    expect(stderr.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(/^backup-doctor: note: \/home\/shop\/frozen\/state\/identity\.json was not kept: no answer within \d+ ms$/),
      expect.stringMatching(/^backup-doctor: note: the history was not kept: \/home\/shop\/frozen\/state: no answer within \d+ ms$/),
    ]);
  });

  it('does not keep the run for its report', () => {
    const { exitCode, stdout, stderr, tookMs } = examineFrozen(['--output', '/home/shop/frozen/report.json']);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(parseReport(stdout).agent?.agentId).toBe('119991');
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('so it was printed instead') });
  });
});

describeIf(canHang, 'a folder of programs on a mount that never answers', 'root, /dev/fuse and python3', () => {
  it('costs what its programs would tell', () => {
    const { tookMs, report } = examine(['hung.sh', 'hung-programs.sh'], ['--offline']);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(report.agent).toMatchObject({ agentId: '119991', registered: true, version: null });
  });
});

describeIf(canMount, 'commands that hang', 'root and mount namespaces', () => {
  it('cost what they alone can tell', () => {
    const { tookMs, report } = examine(['hung-rpm.sh'], ['--offline']);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(report.agent).toMatchObject({ agentId: '119991', registered: true, running: true, version: null });
  });
});

describeIf(canMount, 'FIFOs in place of files', 'root and mount namespaces', () => {
  it('are seen for what they are', () => {
    const { tookMs, report } = examine(['fifos.sh'], ['--offline', '--paths', '/home/shop']);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000);
    expect(verdictOf(report, 'agent-not-registered')).toMatchObject({ status: 'critical', sentence: expect.stringContaining('fifo') });
    expect(report.exitCode).toBe(2);
  });
});

describeIf(canSwallow, 'networks that swallow packets', 'root, network namespaces and iproute2', () => {
  const env = { LAB_NETWORK: 'own' };

  it('below the resolvers', () => {
    const { tookMs, report } = examine(['swallowed.sh'], [], env);
    expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + graceMs);
    expect(verdictOf(report, 'dns-failure')).toMatchObject({ status: 'critical' });
  });

  it('below the endpoints', () => {
    const { tookMs, report } = examine(['swallowed.sh', 'swallowed-endpoints.sh'], ['--timeout', '12'], env);
    expect(tookMs).toBeLessThan(12_000 + graceMs);
    expect(verdictOf(report, 'publicnet-unreachable')).toMatchObject({ status: 'critical', problem: 'nothing-answers' });
  });

  it('are no verdict where the run ends before they can tell', () => {
    const { tookMs, report } = examine(['swallowed.sh', 'swallowed-endpoints.sh'], ['--timeout', '3'], env);
    expect(tookMs).toBeLessThan(3_000 + graceMs);
    expect(verdictOf(report, 'publicnet-unreachable')).toMatchObject({ status: 'unknown' });
  });
});
