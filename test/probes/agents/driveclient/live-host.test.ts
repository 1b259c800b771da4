// driveclient on a host whose kernel runs: processes, locks, PID files and program versions, with real processes.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, openSync, closeSync, renameSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AgentFacts } from '../../../../src/facts/agent.js';
import { driveclient } from '../../../../src/probes/agents/driveclient/adapter.js';
import { isRoot } from './is-root.js';
import { hostImage, runningHost, type HostImage } from '../host-image.js';
import { driveclientHost } from './driveclient-host.js';

const describeAsRoot = isRoot ? describe : describe.skip;
const title = `driveclient on a running host${isRoot ? '' : ' (skipped: only root sees the open files of others)'}`;

describeAsRoot(title, () => {
  let image: HostImage;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    image = hostImage(driveclientHost);
    mkdirSync(`${image.root}/stand-in`);
    for (const name of ['agent', 'updater']) copyFileSync('/bin/sleep', `${image.root}/stand-in/${name}`);
  });

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    image.remove();
  });

  /** Started under another name, so that no other test takes it for an agent of this machine. */
  const start = async (name: 'agent' | 'updater', openFile?: string, environment: NodeJS.ProcessEnv = {}): Promise<number> => {
    const descriptor = openFile === undefined ? 'ignore' : openSync(openFile, 'r+');
    const child = spawn(`${image.root}/stand-in/${name}`, ['60'], { stdio: ['ignore', 'ignore', 'ignore', descriptor], env: environment });
    children.push(child);
    await new Promise((resolve) => child.once('spawn', resolve));
    if (typeof descriptor === 'number') closeSync(descriptor);
    return child.pid ?? 0;
  };

  const look = async (): Promise<AgentFacts> => {
    const names = { [`${image.root}/stand-in/agent`]: 'driveclient', [`${image.root}/stand-in/updater`]: 'cloudbackup-updater' };
    const system = runningHost(image, names);
    const facts = await driveclient.describe(system, new AbortController().signal);
    system.close();
    if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
    return facts.value;
  };

  const lock = (): string => `${image.root}/var/cache/driveclient/backup-running.lock`;

  it('sees the process, its account and its start', async () => {
    const pid = await start('agent');
    const facts = await look();
    expect(facts.foundBy).toEqual(['registration', 'package', 'binary', 'process', 'service']);
    expect(facts.processes).toMatchObject({ value: [{ pid, user: 'root', uid: 0 }] });
    expect(facts.runsAs).toMatchObject({ value: { user: 'root', uid: 0, source: 'the running process' } });
    const [startedAt] = facts.processes.state === 'observed' ? facts.processes.value.map((process) => process.startedAt) : [];
    expect(Math.abs(Date.now() - Date.parse(startedAt ?? ''))).toBeLessThan(60_000);
  });

  it.each([
    ['none', {}, null],
    ['one with credentials', { HTTPS_PROXY: 'http://backup:hush@192.0.2.8:3128' }, { variable: 'HTTPS_PROXY', host: '192.0.2.8', port: 3128 }],
    ['one that is no address', { https_proxy: '::' }, null],
  ])('sees the proxy that it was started with: %s', async (_, environment, named) => {
    const pid = await start('agent', undefined, environment);
    const { proxy } = await look();
    expect(proxy).toMatchObject({ state: 'observed', value: { named, source: `/proc/${pid}/environ` } });
    expect(JSON.stringify(proxy)).not.toContain('hush');
  });

  it('sees that nothing runs', async () => {
    expect((await look()).processes).toMatchObject({ state: 'observed', value: [] });
  });

  it('sees the updater', async () => {
    const pid = await start('updater');
    expect((await look()).updater).toMatchObject({ value: { processes: { value: [{ pid, user: 'root' }] } } });
  });

  it('believes the program more than the package', async () => {
    expect((await look()).version).toMatchObject({ value: { text: '2.27.009073', source: '/usr/local/bin/driveclient --version' } });
  });

  it.each([
    ['others can write it', (path: string) => chmodSync(path, 0o757)],
    ['it prints no version', (path: string) => writeFileSync(path, '#!/bin/sh\necho Usage\n')],
    ['it is no program', (path: string) => writeFileSync(path, '')],
    ['it never ends', (path: string) => writeFileSync(path, '#!/bin/sh\nsleep 60\n')],
  ])('believes the package where %s', async (_, spoil) => {
    spoil(`${image.root}/usr/local/bin/driveclient`);
    expect((await look()).version).toMatchObject({ value: { text: '1.20.008308', source: '/var/lib/dpkg/status' } });
  });

  it('finds the registration of an installation for one user', async () => {
    mkdirSync(`${image.root}/root/.driveclient`, { recursive: true });
    renameSync(`${image.root}/etc/driveclient/bootstrap.json`, `${image.root}/root/.driveclient/bootstrap.json`);
    expect((await look()).registration).toMatchObject({ state: 'absent', reason: '/etc/driveclient/bootstrap.json does not exist' });
    await start('agent');
    const { registration, folders } = await look();
    expect(registration).toMatchObject({ value: { path: '/root/.driveclient/bootstrap.json', agentId: '119991' } });
    expect(folders[0]).toMatchObject({ role: 'registration', path: '/root/.driveclient' });
  });

  it('tells a lock that a process holds from one that was left behind', async () => {
    const pid = await start('agent', lock());
    const held = await look();
    expect(held.locks).toMatchObject({
      value: [{ path: '/var/cache/driveclient/backup-running.lock', guards: 'backup', holderPids: [pid], isStale: false }, {}],
    });
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    await start('agent');
    expect((await look()).locks).toMatchObject({
      value: [{ guards: 'backup', holderPids: [], isStale: true, modifiedAt: '2020-01-01T00:00:00.000Z' }, {}],
    });
  });

  it('tells a PID file that is true from one that was left behind', async () => {
    const pid = await start('agent');
    expect((await look()).locks).toMatchObject({ value: [{}, { path: '/var/run/driveclient.pid', guards: 'process', holderPids: [] }] });
    writeFileSync(`${image.root}/var/run/driveclient.pid`, `${pid}\n`);
    expect((await look()).locks).toMatchObject({ value: [{}, { guards: 'process', holderPids: [pid], isStale: false }] });
  });
});
