import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redact, redactText } from '../../src/facts/redact.js';
import { factsOf } from '../sample-recording.js';
import { observed } from '../../src/facts/observed.js';

const secret = 'dXnQ7planted-secret9Zk';

describe('the second net over the facts', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['a JSON member', `{"AgentKey": "${secret}"}`],
    ['a header', `X-Auth-Token: ${secret}`],
    ['an assignment', `APIKEY=${secret} DATACENTER=DFW`],
    ['a URL with credentials', `https://user:${secret}@storage101.dfw1.clouddrive.com/v1/`],
    ['a temporary URL', `https://storage101.dfw1.clouddrive.com/v1/x?temp_url_sig=${secret}&temp_url_expires=1`],
    ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`],
    ['a private key that is cut off', `-----BEGIN PRIVATE KEY-----\n${secret}`],
    ['a token', `{"error":{"message":"no such thing","token":"${secret}"}}`],
    ['the id of a token', `{"access":{"token":{"id":"${secret}","expires":"x"}}}`],
    ['a Bearer header', `Authorization: Bearer ${secret}`],
    ['a server password', `{"adminPass":"${secret}"}`],
    ['vault passwords', `"VolumePasswords": {"https://x/y": "${secret}"}`],
    ['a value with blanks', `{"AgentKey": "two words ${secret} here"}`],
    ['an option', `cloudbackup-updater --configure --apikey ${secret}`],
    ['a private key with hyphens', `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n${secret}\n-----END RSA PRIVATE KEY-----`],
    ['an encrypted password', `EncryptedPasswordHex: '${secret}'`],
  ];
  it.each(rows)('takes the secret out of %s', (_, text) => {
    expect(redactText(text)).not.toContain(secret);
  });

  it('leaves harmless text as it is', () => {
    const text = 'https://snet-storage101.dfw1.clouddrive.com/v1/MossoCloudFS_1/z_DO_NOT_DELETE_CloudBackup_v2_0_1 has no password';
    expect(redactText(text)).toBe(text);
  });

  it('counts by kind and tests itself', () => {
    const facts = factsOf({ scan: { state: 'absent', reason: `api_key=${secret} and password: ${secret}` } });
    const { facts: clean, redaction } = redact(facts);
    expect(redaction).toEqual({ policy: 'secrets', counts: { 'named-secret': 1 }, selfTest: 'passed' });
    expect(JSON.stringify(clean)).not.toContain(secret);
  });

  it('passes its own test after it took something out of a URL', () => {
    const facts = factsOf({ scan: { state: 'absent', reason: `https://u:${secret}@host/?temp_url_sig=${secret}` } });
    expect(redact(facts).redaction.selfTest).toBe('passed');
  });

  it('finds planted secrets in any text around them', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (before, after) => {
        expect(redactText(`${before} password=${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it('keeps the form of the facts', () => {
    const facts = factsOf({ paths: observed([]) });
    expect(redact(facts).facts).toEqual(facts);
  });
});
