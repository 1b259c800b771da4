// Secrets that the registration holds, in whatever form a text quotes them.
import { afterEach, describe, expect, it } from '@jest/globals';
import { keepSecrets, scrubKnown } from '../../src/probes/known-secrets.js';
import { readRegistration } from '../../src/probes/agents/driveclient/registration.js';
import { hostImage, type HostImage } from './agents/host-image.js';

let image: HostImage | null = null;
afterEach(() => {
  image?.remove();
  image = null;
});

const vault = 'correct "horse" battery';
const rsa = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA'.repeat(4)}\nlastline==\n-----END RSA PRIVATE KEY-----`;
const registration = {
  AgentKey: 'ZHVtbXkta2V5',
  Password: 'hunter',
  RsaKeyPair: rsa,
  Username: 'somebody',
  VolumePasswords: { 'https://u:in-the-url@h.example/x': vault, 'https://h.example/y': 'short' },
};

async function cleaned(text: string, name = 'message'): Promise<string> {
  image = hostImage({ '/etc/driveclient/bootstrap.json': JSON.stringify(registration) });
  await readRegistration({ ...image.system });
  return scrubKnown(image.system)(text, name);
}

describe('what the registration holds', () => {
  it.each([
    ['the key of the agent', 'sent ZHVtbXkta2V5 to it', 'sent [removed] to it'],
    ['a password alone', 'hunter', '[removed]'],
    ['the password of a vault', `got ${vault}!`, 'got [removed]!'],
    ['as JSON', `{"x":${JSON.stringify(vault)}}`, '{"x":"[removed]"}'],
    ['in base64', `got ${Buffer.from(vault).toString('base64')}`, 'got [removed]'],
    ['a line of the key pair', `read ${'MIIEpAIBAAKCAQEA'.repeat(4)}`, 'read [removed]'],
    ['in the address of a vault', 'login in-the-url failed', 'login [removed] failed'],
    ['cut off at the end', `got ${vault.slice(0, 9)}…`, 'got [removed]…'],
    ['too short to be told from a word', 'a short line', 'a short line'],
    ['no secret', 'somebody was here', 'somebody was here'],
  ])('%s', async (_, text, expected) => expect(await cleaned(text)).toBe(expected));

  it('never takes a word or a time of the facts themselves', async () => {
    expect(await cleaned('hunter', 'state')).toBe('hunter');
    keepSecrets((image as HostImage).system, [{ kind: 'password', text: '2026-11-21' }]);
    expect(scrubKnown((image as HostImage).system)('2026-11-21T08:00:00.000Z', 'lastAt')).toBe('2026-11-21T08:00:00.000Z');
  });
});
