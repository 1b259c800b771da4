import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRegistration, type RegistrationContent } from '../../../src/facts/agents/registration.js';

const cases = '../shared/cases/driveclient';
const describeCases = existsSync(cases) ? describe : describe.skip;

const registered = {
  AccountId: '991199',
  AgentId: 119991,
  AgentKey: 'ZHVtbXktYWdlbnQta2V5',
  ApiHostName: 'api.drivesrvr.com',
  IsRegistered: true,
  Username: 'dummy-user',
  VolumePasswords: {},
};
const newer = { ...registered, AgentFingerprint: 'dummy', AgentIdV2: '', ApiVersion: 0, ProjectId: '', RsaKeyPair: 'dummy-key-pair' };
const container = 'storage101.dfw1.clouddrive.com/v1/MossoCloudFS_1/z_DO_NOT_DELETE_CloudBackup_v2_0_1';

const contentOf = (json: object): RegistrationContent => {
  const parsed = parseRegistration(JSON.stringify(json));
  if (parsed.state === 'malformed') throw new Error(parsed.why);
  return parsed.content;
};

const whyOf = (text: string): string => {
  const parsed = parseRegistration(text);
  return parsed.state === 'malformed' ? parsed.why : 'parsed';
};

describe('parseRegistration', () => {
  it.each([
    ['the old key set', registered, { keySet: 'old', agentId: '119991', accountId: '991199', isRegistered: true, missingKeys: [] }],
    ['the new key set', newer, { keySet: 'new', agentId: '119991', hasKeyPair: true, missingKeys: [] }],
    ['the new key set without its key pair', { ...newer, RsaKeyPair: '' }, { hasKeyPair: false, missingKeys: [] }],
    [
      'words and numbers as strings',
      { ...registered, IsRegistered: 'true', AgentId: '119991', AccountId: 991199 },
      { isRegistered: true, agentId: '119991', accountId: '991199', missingKeys: [] },
    ],
    ['not registered', { ...registered, IsRegistered: false }, { isRegistered: false, missingKeys: [] }],
    ['not registered, as a word', { ...registered, IsRegistered: 'False' }, { isRegistered: false }],
    ['neither yes nor no', { ...registered, IsRegistered: 7 }, { isRegistered: null, missingKeys: [], malformedKeys: ['IsRegistered'] }],
    ['an empty key', { ...registered, AgentKey: ' ' }, { hasAgentKey: false, missingKeys: ['AgentKey'], malformedKeys: [] }],
    ['no value', { ...registered, ApiHostName: null }, { apiHostName: null, missingKeys: ['ApiHostName'], malformedKeys: [] }],
    ['an agent below zero', { ...registered, AgentId: -1 }, { agentId: null, missingKeys: [], malformedKeys: ['AgentId'] }],
    [
      'escape codes and a newline in the host name',
      { ...registered, ApiHostName: 'api.\u001b[31m\n.com' },
      { apiHostName: null, missingKeys: [], malformedKeys: ['ApiHostName'] },
    ],
    ['a key that is a number', { ...registered, AgentKey: 5 }, { hasAgentKey: false, missingKeys: [], malformedKeys: ['AgentKey'] }],
    [
      'a placeholder for a key',
      { ...registered, AgentKey: '<blank-unless-registered>' },
      { hasAgentKey: false, missingKeys: ['AgentKey'] },
    ],
    ['agent number 0', { ...registered, AgentId: 0 }, { agentId: null, missingKeys: [], malformedKeys: ['AgentId'] }],
    ['an account that is an object', { ...registered, AccountId: {} }, { accountId: null, missingKeys: [], malformedKeys: ['AccountId'] }],
    [
      'a URL instead of a host name',
      { ...registered, ApiHostName: 'https://api.drivesrvr.com/' },
      { apiHostName: null, missingKeys: [], malformedKeys: ['ApiHostName'] },
    ],
    [
      'the installer’s template with its password',
      { ApiHostName: 'api.drivesrvr.com', Password: 'dummy', IsRegistered: false },
      { hasPassword: true, isRegistered: false },
    ],
    ['no password kept', registered, { hasPassword: false }],
    ['nothing at all', {}, { keySet: 'old', missingKeys: ['AccountId', 'AgentId', 'AgentKey', 'ApiHostName', 'IsRegistered'] }],
  ])('%s', (_, json, expected) => {
    expect(contentOf(json)).toMatchObject(expected);
  });

  it.each([
    ['{}: not encrypted', {}, false, []],
    ['a password: encrypted', { [`https://${container}`]: 'dummy' }, true, [`https://${container}`]],
    ['an empty password: nobody knows', { [`https://${container}`]: '' }, null, [`https://${container}`]],
    ['a list instead: nobody knows', [], null, []],
    ['no scheme', { [container]: 'dummy' }, true, [`https://${container}`]],
    [
      'user, query and fragment are dropped',
      { [`https://u:hunter2@${container}?sig=hunter2#hunter2`]: 'dummy' },
      true,
      [`https://${container}`],
    ],
    ['a key that is no URL is not kept', { 'hunter2 \u001b[31m': 'dummy' }, true, []],
    ['a bare word is not kept', { hunter2: 'dummy' }, true, []],
  ])('VolumePasswords: %s', (_, VolumePasswords, isEncrypted, containerUrls) => {
    expect(contentOf({ ...registered, VolumePasswords })).toMatchObject({ isEncrypted, containerUrls });
  });

  it.each([
    ['empty', '', 'is empty'],
    ['cut', '{"AgentKey": "hunter2', 'is cut off: the text ends at line 1, column 22 before its last bracket closes'],
    ['a list', '[]', 'is valid JSON but no object in braces'],
    ['null', 'null', 'is valid JSON but no object in braces'],
    [
      'typographic quotes',
      '{\n "AgentKey": “hunter2”}',
      'is no valid JSON: line 2, column 14 holds a typographic quote, as copied from a web page; write plain quotes (") instead',
    ],
    [
      'a key twice',
      '{"AgentKey": "hunter2", "AgentKey": "hunter2"}',
      'names a key twice: remove the wrong one, the second stands at line 1, column 25',
    ],
    ['NUL bytes', '\0\0', 'is no valid JSON: line 1, column 1 holds a NUL byte, as after a crash of the host or in UTF-16 text'],
  ])('tells what is wrong without quoting it: %s', (_, text, expected) => {
    expect(whyOf(text)).toBe(expected);
    expect(whyOf(text)).not.toContain('hunter2');
  });

  it.each([
    ['little-endian', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ['big-endian', [0xfe, 0xff, 0x00, 0x7b, 0x00, 0x7d]],
  ])('names UTF-16: %s', (_, bytes) => {
    expect(whyOf(Buffer.from(bytes).toString('utf8'))).toBe('is UTF-16 text, as some Windows editors save it; save it as UTF-8');
  });

  it('tolerates a byte order mark', () => {
    expect(whyOf(`\uFEFF${JSON.stringify(registered)}`)).toBe('parsed');
    expect(whyOf('\uFEFF')).toBe('is empty');
  });

  it('never keeps a secret, wherever in the file it stands', () => {
    const secret = fc
      .string({ minLength: 12, unit: fc.constantFrom('Q', 'Z', '7', '+', '/', '=', ' ', '"') })
      .map((text) => `hunter2${text}`);
    const cut = fc.nat(400);
    fc.assert(
      fc.property(secret, cut, (planted, length) => {
        const json = {
          ...newer,
          AgentKey: planted,
          RsaKeyPair: planted,
          Password: planted,
          VolumePasswords: { [`https://u:${encodeURIComponent(planted)}@${container}`]: planted },
        };
        const text = JSON.stringify(json);
        expect(JSON.stringify(parseRegistration(text))).not.toContain('hunter2');
        expect(JSON.stringify(parseRegistration(text.slice(0, length)))).not.toContain('hunter2');
      }),
    );
  });
});

describeCases(`registration files of public projects${existsSync(cases) ? '' : ' (skipped: ../shared/cases is not here)'}`, () => {
  it.each([
    ['d040-bootstrap-registered.json', { isRegistered: true, agentId: '270433', missingKeys: [], isEncrypted: false }],
    ['d041-bootstrap-template.json', { isRegistered: false, agentId: null, accountId: null, hasPassword: false }],
    ['d043-bootstrap-chef-unregistered.json', { isRegistered: false, hasAgentKey: false, hasPassword: true }],
  ])('%s', (file, expected) => {
    expect(parseRegistration(readFileSync(`${cases}/${file}`, 'utf8'))).toMatchObject({ state: 'parsed', content: expected });
  });

  it('d042-bootstrap-windows-doc.json: says which line is broken', () => {
    expect(whyOf(readFileSync(`${cases}/d042-bootstrap-windows-doc.json`, 'utf8'))).toMatch(/line 2, column 27 holds a typographic quote/);
  });
});
