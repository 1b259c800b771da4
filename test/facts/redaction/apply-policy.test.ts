// What each policy takes out of a recording, and what it leaves.
import { describe, expect, it } from '@jest/globals';
import type { HostFacts } from '../../../src/facts/host.js';
import type { LogFacts } from '../../../src/facts/log.js';
import { observed } from '../../../src/facts/observed.js';
import type { Policy } from '../../../src/facts/redaction/policy.js';
import { applyPolicy } from '../../../src/facts/redaction/apply-policy.js';
import type { Recording } from '../../../src/facts/recording.js';
import type { ScanFacts } from '../../../src/facts/scan.js';
import { factsOf, recordingOf } from '../../sample-recording.js';

const host: HostFacts = {
  ...{ hostname: 'web-08.corp.example', os: { family: 'linux', id: 'debian', name: 'Debian' }, kernel: '6.1.0.1', architecture: 'x64' },
  ...{ virtualization: null, cpuCount: 1, hasAesInstructions: null, memoryBytes: 1, bootedAt: null },
};

const scan = {
  paths: [{ path: '/home/alice/My Photos', state: 'scanned', note: null }],
  ...{ source: '--paths', asUser: 'alice', insteadOf: null, entryCount: 1, unreadableCount: 1, omittedGroupCount: 0, isComplete: true, stoppedBecause: null },
  groups: [
    { path: '/home/alice/My Photos/tax', reason: 'permission', code: 'EACCES', mode: '0700 alice:wheel', isFolder: true, fileCount: 1, examples: [] },
  ],
} as ScanFacts;

const recordingSaying = (message: string): Recording =>
  recordingOf({
    conditions: { ...recordingOf().conditions, asUser: 'alice', options: ['--paths', '/home/alice/My Photos'] },
    facts: factsOf({
      host: observed(host),
      scan: observed(scan),
      log: observed({ groups: [{ message }], machines: [{ kind: 'host-name', value: 'WEB-08' }] } as unknown as LogFacts),
    }),
  });

const said = (message: string, policy: Policy): string => {
  const { facts } = applyPolicy(recordingSaying(message), policy).recording;
  return facts.log.state === 'observed' ? (facts.log.value.groups[0]?.message ?? '') : '';
};

describe('a line of the log', () => {
  it.each<[string, string, string]>([
    ['alice was here', 'user-1 was here', 'user-1 was here'],
    ['Alice, ALICE, malice', 'User-1, USER-1, malice', 'User-1, USER-1, malice'],
    ['mail to bob@corp.example!', 'mail to mail-1!', 'mail to mail-1!'],
    ['web-08 and web-08.corp.example', 'web-08 and web-08.corp.example', 'host-1 and host-1.domain-1'],
    ['read /home/alice/x', 'read /home/user-1/x', 'read /home/user-1/path-1'],
    ['read /home/alice/My Photos/tax now', 'read /home/user-1/My Photos/tax now', 'read /home/user-1/Path-1/path-2 now'],
    ['read /var/log/driveclient.log.3', 'read /var/log/driveclient.log.3', 'read /var/log/driveclient.log.3'],
    ['from 203.0.113.7: no', 'from 203.0.113.7: no', 'from address-200.0.0.1: no'],
    ['from 2001:db8::7.', 'from 2001:db8::7.', 'from address-2000::1.'],
    ['id 0c3b1f0a-1111-4222-8333-444455556666', 'id 0c3b1f0a-1111-4222-8333-444455556666', 'id id-1'],
    ['rax::Backup at 10:00:00, 1/2 done', 'rax::Backup at 10:00:00, 1/2 done', 'rax::Backup at 10:00:00, 1/2 done'],
    ['GET https://h.example/v1/x', 'GET https://h.example/v1/x', 'GET https://h.example/v1/x'],
    [String.raw`C:\Users\alice\x.txt`, String.raw`C:\Users\user-1\x.txt`, String.raw`C:\Users\user-1\path-1`],
  ])('%j', (line, support, strict) => {
    expect([said(line, 'secrets'), said(line, 'support'), said(line, 'strict')]).toEqual([line, support, strict]);
  });
});

describe('a recording', () => {
  it('keeps its form, and counts by kind', () => {
    const { recording } = applyPolicy(recordingSaying('x'), 'strict');
    expect(recording.facts.host).toMatchObject({ value: { hostname: 'host-1.domain-1', kernel: '6.1.0.1' } });
    expect(recording.facts.scan).toMatchObject({
      value: { asUser: 'user-1', paths: [{ path: '/home/user-1/Path-1' }], groups: [{ path: '/home/user-1/Path-1/path-2', mode: '0700 user-1:wheel' }] },
    });
    expect(recording.conditions).toMatchObject({ asUser: 'user-1', options: ['--paths', '/home/user-1/Path-1'] });
    expect(recording.redaction).toMatchObject({ policy: 'strict', selfTest: 'passed', counts: { host: 2, domain: 1 } });
  });

  it('is never made less strict', () => {
    const strict = applyPolicy(recordingSaying('x'), 'strict').recording;
    expect(applyPolicy(strict, 'support').recording).toBe(strict);
  });

  it('may be made stricter, and its tokens stay', () => {
    const support = applyPolicy(recordingSaying('alice@web-08'), 'support').recording;
    const { recording } = applyPolicy(support, 'strict');
    expect(recording.facts.log).toMatchObject({ value: { groups: [{ message: 'user-1@host-1' }] } });
    expect(recording.redaction.selfTest).toBe('passed');
  });

  it('that has words like tokens gives them to nothing else', () => {
    expect(said('user-1 is not alice', 'support')).toBe('user-1 is not user-2');
  });
});
