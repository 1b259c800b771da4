import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mapped } from '../../../src/facts/observed.js';
import { processesOf } from '../../../src/probes/agents/processes.js';
import type { ProcessEntry, System } from '../../../src/probes/platform/system.js';
import { textOf, until } from '../../processes.js';
import { hostImage, runningHost, type HostImage } from './host-image.js';

describe('processesOf', () => {
  let image: HostImage;
  let system: System;
  const children: ChildProcess[] = [];
  const standIn = (name: string): string => `${image.root}/stand-in/${name}`;

  beforeEach(() => {
    image = hostImage({ '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n' });
    mkdirSync(`${image.root}/stand-in`);
    copyFileSync('/bin/sleep', standIn('agent'));
    copyFileSync('/bin/sleep', standIn('short-lived'));
    copyFileSync('/bin/sh', standIn('python2.7'));
    const names = {
      [standIn('agent')]: 'backup-agent-of-a-long-name',
      'short-lived': 'backup-agent-of-a-long-name',
      [standIn('python2.7')]: 'python2.7',
    };
    system = runningHost(image, names);
  });

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    system.close();
    image.remove();
  });

  const start = async (program: string, ...args: readonly string[]): Promise<number> => {
    const child = spawn(program, [...args], { stdio: 'ignore' });
    children.push(child);
    await new Promise((resolve) => child.once('spawn', resolve));
    return child.pid ?? 0;
  };

  it('finds a program whose name the kernel cuts', async () => {
    const pid = await start(standIn('agent'), '60');
    expect(await processesOf(system, 'backup-agent-of-a-long-name')).toMatchObject({ value: [{ pid }] });
  });

  it('finds nothing where nothing runs', async () => {
    expect(await processesOf(system, 'backup-agent-of-a-long-name')).toMatchObject({ state: 'observed', value: [] });
  });

  it('names the oldest first', async () => {
    const first = await start(standIn('agent'), '60');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await start(standIn('agent'), '60');
    expect(await processesOf(system, 'backup-agent-of-a-long-name')).toMatchObject({ value: [{ pid: first }, { pid: second }] });
  });

  it('finds a Python script by its path, and keeps no argument', async () => {
    // No program of its own, which would look like it until it is another one.
    writeFileSync(standIn('some-updater'), 'kill -STOP $$\n');
    const pid = await start(standIn('python2.7'), standIn('some-updater'), '-d', '--password=dummy-secret');
    const found = await processesOf(system, 'some-updater');
    expect(found).toMatchObject({ value: [{ pid }] });
    expect(JSON.stringify(found)).not.toContain('dummy-secret');
  });

  it('does not count a Python script that only names it', async () => {
    writeFileSync(standIn('other'), 'sleep 60 < /dev/null\n');
    await start(standIn('python2.7'), standIn('other'), 'some-updater');
    expect(await processesOf(system, 'some-updater')).toMatchObject({ value: [] });
  });

  it('does not count a dead process that nobody has collected', async () => {
    const pid = await start('/bin/sh', '-c', `${standIn('short-lived')} 0.2 & echo $! > ${standIn('pid')}; exec sleep 60`);
    await until(() => isDead(standIn('pid')));
    expect(pid).toBeGreaterThan(0);
    expect(await processesOf(system, 'backup-agent-of-a-long-name')).toMatchObject({ state: 'observed', value: [] });
  });

  it('tells a process that was suspended from one that runs', async () => {
    const [running, suspended] = [await start(standIn('agent'), '60'), await start(standIn('agent'), '60')];
    process.kill(suspended, 'SIGSTOP');
    const found = await processesOf(system, 'backup-agent-of-a-long-name');
    expect(found).toMatchObject({ value: expect.arrayContaining([expect.objectContaining({ pid: running, state: 'running' })]) });
    expect(found).toMatchObject({ value: expect.arrayContaining([expect.objectContaining({ pid: suspended, state: 'suspended' })]) });
  });

  it.each<[string, (entry: ProcessEntry) => boolean, string, RegExp]>([
    ['others’ processes are hidden', ({ pid }) => pid !== 1, 'permission-denied', /hidepid.*run as root/],
    ['not one process is seen, not even this one', () => false, 'unsupported', /^\/proc shows no process at all, not even this one: is it mounted\?$/],
  ])('does not conclude anything where %s', async (_, isSeen, kind, detail) => {
    await start(standIn('agent'), '60');
    const processes = async () => mapped(await system.files.processes(), (all) => all.filter(isSeen));
    const hidden: System = { ...system, files: { ...system.files, processes } };
    expect(await processesOf(hidden, 'backup-agent-of-a-long-name')).toMatchObject({
      state: 'unavailable',
      failure: { kind, detail: expect.stringMatching(detail) },
    });
  });
});

function isDead(pidFile: string): boolean {
  const pid = textOf(pidFile).trim();
  return pid !== '' && textOf(`/proc/${pid}/stat`).includes(') Z ');
}
