// driveclient from an RPM package: what is asked of rpm, and that an rpm that hangs (a lock of its database, a dead disk) costs no
// more than what only rpm can tell.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AgentFacts } from '../../../../src/facts/agent.js';
import { absent, observed } from '../../../../src/facts/observed.js';
import { findAgent } from '../../../../src/probes/agents/index.js';
import { runCommand, type CommandOptions } from '../../../../src/probes/platform/run-command.js';
import { hostImage, type HostImage } from '../host-image.js';
import { driveclientHost } from './driveclient-host.js';

const files = {
  ...Object.fromEntries(Object.entries(driveclientHost).filter(([path]) => !path.startsWith('/var/lib/dpkg/') && !path.includes('/bin/'))),
  '/var/lib/rpm/Packages': '',
};

type Run = (args: readonly string[], options?: CommandOptions) => ReturnType<typeof runCommand>;

const says = (stdout: string, exitCode: number): Run => () => Promise.resolve(observed({ exitCode, stdout, stderr: '', isTruncated: false }));
const hangs: Run = (_, options) => runCommand('sleep', ['60'], options);

describe('driveclient from an RPM package', () => {
  let image: HostImage;
  let questions: (readonly string[])[];
  beforeEach(() => {
    image = hostImage(files);
    questions = [];
  });
  afterEach(() => image.remove());

  const look = async (rpm: Run, signal = AbortSignal.timeout(5_000)): Promise<AgentFacts> => {
    const run = (program: string, args: readonly string[], options?: CommandOptions): ReturnType<typeof runCommand> => {
      if (program !== 'rpm') return Promise.resolve(absent(`${program} is not installed`));
      questions.push(args);
      return rpm(args, options);
    };
    const facts = await findAgent({ ...image.system, root: null, run }, 'auto', signal);
    if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
    return facts.value;
  };

  it('tells the versions of agent and updater, asked once', async () => {
    const facts = await look(says('driveclient 1.20.008308-1\ncloudbackup-updater 2.9.010598-1\n', 0));
    expect(facts.foundBy).toContain('package');
    expect(facts.version).toMatchObject({ value: { text: '1.20.008308', source: 'rpm -q driveclient' } });
    expect(facts.updater).toMatchObject({ value: { version: { value: { text: '2.9.010598', source: 'rpm -q cloudbackup-updater' } } } });
    expect(questions).toEqual([['-q', '--queryformat', '%{NAME} %{VERSION}-%{RELEASE}\n', 'driveclient', 'cloudbackup-updater']]);
  });

  it('tells which of the two is not installed', async () => {
    const facts = await look(says('driveclient 1.20.008308-1\npackage cloudbackup-updater is not installed\n', 1));
    expect(facts.version).toMatchObject({ value: { text: '1.20.008308' } });
    expect(facts.updater).toMatchObject({ value: { version: { state: 'absent', reason: 'the package cloudbackup-updater is not installed' } } });
  });

  it('is described without its version where rpm hangs, however short the look', async () => {
    const end = new AbortController();
    const facts = await look((...question) => {
      setTimeout(() => end.abort(), 500);
      return hangs(...question);
    }, end.signal);
    expect(facts.registration).toMatchObject({ state: 'observed', value: { agentId: '119991' } });
    expect(facts.service).toMatchObject({ state: 'observed' });
    expect(facts.version).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out' } });
    expect(questions).toHaveLength(1);
  });
});
