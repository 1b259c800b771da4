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
    ['at file:///srv/akten-x/lohn.pdf, smb://nas7.lan/share/Akten', 'at file:///srv/akten-x/lohn.pdf, smb://nas7.lan/share/Akten', 'at file:///srv/path-1/path-2, smb://host-2.domain-2/share/Path-3'],
    ['nfs://web-08.corp.example/x', 'nfs://web-08.corp.example/x', 'nfs://host-1.domain-1/path-1'],
    ['home is /home/carol', 'home is /home/user-1', 'home is /home/user-1'],
    ['at /home/carol. Then carol left', 'at /home/user-1. Then user-1 left', 'at /home/user-1. Then user-1 left'],
    ['("/home/al", /home/*, al)', '("/home/user-1", /home/*, al)', '("/home/user-1", /home/*, al)'],
    ['/home/web/x of the web', '/home/user-1/x of the web', '/home/user-1/path-1 of the web'],
    ['10.1.2.3-10.1.2.9', '10.1.2.3-10.1.2.9', 'address-10.0.0.1-address-10.0.0.9'],
    ['2001:db8::7-2001:db8::9', '2001:db8::7-2001:db8::9', 'address-2000::1-address-2000::9'],
    ['net-10.1.2.3, if_10.1.2.3_up', 'net-10.1.2.3, if_10.1.2.3_up', 'net-address-10.0.0.1, if_address-10.0.0.1_up'],
    ['eth0-02:42:ac:11:00:02', 'eth0-02:42:ac:11:00:02', 'eth0-mac-1'],
    [String.raw`C:\Users\Carol Smith\x by Carol Smith`, String.raw`C:\Users\User-1\x by User-1`, String.raw`C:\Users\User-1\path-1 by User-1`],
    [String.raw`in C:\Program Files (x86)\Acme Pay\x y`, String.raw`in C:\Program Files (x86)\Acme Pay\x y`, String.raw`in C:\Program Files (x86)\Path-1\path-2 y`],
    [String.raw`C:\Users\All Users\x`, String.raw`C:\Users\All Users\x`, String.raw`C:\Users\All Users\path-1`],
    [String.raw`C:\Users\alice\x.txt`, String.raw`C:\Users\user-1\x.txt`, String.raw`C:\Users\user-1\path-1`],
  ])('%j', (line, support, strict) => {
    expect([said(line, 'secrets'), said(line, 'support'), said(line, 'strict')]).toEqual([line, support, strict]);
  });
});

describe('a text of the same run', () => {
  const redactorOf = (policy: Policy) => applyPolicy(recordingSaying('x'), policy).redactor!;

  it.each<Policy>(['support', 'strict'])('that names somebody new is learned before others are told, under %s', (policy) => {
    const redactor = redactorOf(policy);
    redactor.learn('[INFO] scanning /home/carol');
    expect(redactor.text('carol and alice')).toBe('user-2 and user-1');
  });

  it('is a path, told from its folders', () => {
    expect(redactorOf('strict').path('/var/log/acme payroll.log')).toMatch(/^\/var\/log\/path-\d$/);
    expect(redactorOf('support').path('/var/log/alice payroll.log')).toBe('/var/log/user-1 payroll.log');
  });

  it('may name a hundred thousand others', () => {
    const redactor = redactorOf('support');
    const lines = Array.from({ length: 100_000 }, (_, index) => `read /home/visitor${index}`);
    for (const line of lines) redactor.learn(line);
    expect(redactor.text(`${lines.join(' ')} visitor99999!`)).toMatch(/user-100001!$/);
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

  it('tells no owner of a folder, however short the name', () => {
    const shown = JSON.parse(JSON.stringify(recordingSaying('x')).replace('0700 alice:wheel', '0700 al:jo')) as Recording;
    expect(applyPolicy(shown, 'support').recording.facts.scan).toMatchObject({ value: { groups: [{ mode: '0700 user-2:user-3' }] } });
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
