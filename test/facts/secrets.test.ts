// The manual of masking: how secrets are spelled where a backup is diagnosed, and what is innocent beside them. Every
// way out is tried: the facts of a recording, the text of a fault, and a fault in each form of body.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText } from '../../src/facts/fault/clean-text.js';
import type { Facts } from '../../src/facts/facts.js';
import { redact as redactSeen } from '../../src/facts/redact.js';
import { maskSecrets } from '../../src/facts/secrets.js';
import { factsOf, recordingOf } from '../sample-recording.js';
import { interpret } from './fault/reply.js';

const redact = (facts: Facts) => redactSeen({ facts, conditions: recordingOf().conditions });

type Spelling = (secret: string) => string;

const spellings: Readonly<Record<string, Spelling>> = {
  'a JSON member': (s) => `{"AgentKey": "${s}", "AgentId": 1}`,
  'a JSON member without blanks': (s) => `{"a":1,"RsaKeyPair":"${s}","b":2}`,
  'a member of Python': (s) => `{'password': '${s} with blanks'}`,
  'a member of Ruby': (s) => `{:a=>1, "password"=>"${s}"}`,
  'a member with quotes in it': (s) => `{"password": "with \\"quotes\\" ${s}"}`,
  'escaped JSON': (s) => `{\\"password\\": \\"${s} with blanks\\"}`,
  'credentials of a login': (s) => `{"RAX-KSKEY:apiKeyCredentials": {"username": "u", "apiKey": "${s}"}}`,
  'a password of a server': (s) => `{"adminPass":"${s}"}`,
  'a password of a server, bare': (s) => `adminPass: ${s}`,
  'a key of the agent with an underscore': (s) => `agent_key='${s}'`,
  'a password in capitals': (s) => `PASSWORD = "${s}"`,
  'an encrypted password in quotes': (s) => `EncryptedPasswordHex: '${s}'`,
  'a session of a second factor': (s) => `OS-MF sessionId='${s}', factor='PASSCODE'`,
  'a vault password': (s) => `"VolumePasswords": {"https://x/y": "${s}"}`,
  'a password of a volume': (s) => `{"Volumes": [{"Uri": "x", "Password": "${s}"}]}`,
  'an encrypted password': (s) => `EncryptedPasswordHex=${s}`,
  'a passphrase': (s) => `passphrase: ${s}`,
  'a password with a comma in it': (s) => `password=a,b;c{d}${s}`,
  'the channel of events': (s) => `"Rse": {"Channel": "${s}", "HostName": "rse.example"}`,
  'the channel of events, in v2': (s) => `{"events":{"rse":{"host":"h","channel":"${s}"}}}`,
  'the channel of events, by path': (s) => `Rse.Channel: ${s}`,
  'a channel in a log': (s) => `polling channel=${s}`,
  'a channel as an element': (s) => `<Channel>${s}</Channel>`,
  'an assignment': (s) => `APIKEY=${s} DATACENTER=DFW`,
  'a variable': (s) => `export OS_PASSWORD='${s}'`,
  'an element': (s) => `<apiKey xmlns="urn:x">${s}</apiKey>`,
  'the id of a token': (s) => `{"access":{"token":{"id":"${s}","expires":"x"}}}`,
  'the id of a token element': (s) => `<token id="${s}" expires="x"/>`,
  'a header': (s) => `X-Auth-Token: ${s}`,
  'a header of the agent': (s) => `X-Agent-Key: ${s}`,
  'a basic login': (s) => `Authorization: Basic ${s}==`,
  'a bearer': (s) => `Authorization: Bearer ${s}`,
  'a bearer without its header': (s) => `sent Bearer ${s} to host`,
  'a login as JSON': (s) => `{"Authorization": "Digest a=\\"b\\", response=\\"${s}\\"", "Accept": "x"}`,
  'a proxy login': (s) => `Proxy-Authorization: Basic ${s}`,
  'a cookie': (s) => `Cookie: a=b; session=${s}`,
  'a cookie that is set': (s) => `Set-Cookie: id=${s}; path=/`,
  'a temporary URL': (s) => `https://storage.example/v1/x?temp_url_sig=${s}&temp_url_expires=1`,
  'a signed URL': (s) => `https://storage.example/x?X-Amz-Date=1&X-Amz-Signature=${s}`,
  'a signed URL in markup': (s) => `https://storage.example/x?a=1&amp;Signature=${s}`,
  'a signed URL of Azure': (s) => `https://storage.example/x?sv=1&sig=${s}`,
  'a credential in a URL': (s) => `https://storage.example/x?X-Amz-Credential=${s}&a=1`,
  'a login in a URL': (s) => `https://user:${s}@host.example/path`,
  'a login in a URL of files': (s) => `ftp://user:${s}@host.example/path`,
  'a login with an at sign': (s) => `https://user:a@${s}@host.example/path`,
  'a token in a URL': (s) => `https://${s}@host.example/path`,
  'a URL in JSON of PHP': (s) => `"https:\\/\\/user:${s}@host.example\\/path"`,
  'an option': (s) => `cloudbackup-updater --configure --apikey ${s}`,
  'an option with =': (s) => `driveclient --api-key=${s} -v`,
  'an option for a key': (s) => `tool --key ${s}`,
  'a quoted option': (s) => `tool --password "two words ${s}"`,
  'a short option': (s) => `driveclient -c -u user -k ${s} -t LON`,
  'a login as an option': (s) => `curl -u user:${s} https://host.example/`,
  'a login as a long option': (s) => `curl --user user:${s} https://host.example/`,
  'a quoted login as an option': (s) => `curl -u 'user:two words ${s}' https://host.example/`,
  'options in a list': (s) => `["driveclient", "-u", "user", "-k", "${s}"]`,
  'long options in a list': (s) => `['driveclient', '--apikey', '${s}']`,
  'words with quotes': (s) => `Password "${s}" was refused`,
  'words with single quotes': (s) => `the api key '${s}' is wrong`,
  'words with a bare value': (s) => `the password is ${s}, it said`,
  'a vault password in prose': (s) => `VolumePasswords https://snet-storage101.ord1.clouddrive.com/v1/x: ${s}`,
  'a vault password by its key': (s) => `VolumePasswords["https://snet-storage101.ord1.clouddrive.com/v1/x"] = "${s}"`,
  'words with an opaque value': (s) => `token is 0123456789abcdefgh${s}`,
  'a key block': (s) => `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n${s}\n-----END RSA PRIVATE KEY-----`,
  'a key block that is cut': (s) => `-----BEGIN PRIVATE KEY-----\n${s}`,
};

const innocent = [
  'password expired',
  'Your password expired on Monday',
  'token invalid',
  'Token has expired',
  'invalid token',
  'a passphrase is required',
  'has no password',
  'the password must be changed',
  "Token doesn't belong to Tenant with Id/Name: '123456'",
  'Username or api key is invalid',
  'secret not found',
  'Snapshot 70bfbebc-d3ff-4528-8bbb-58422daa280b',
  'Fiber Channel: error',
  'channel closed',
  'release channel: stable',
  'Basic authentication is required',
  'WWW-Authenticate: Basic realm="storage"',
  'WWW-Authenticate: Bearer error="invalid_token"',
  'cookie missing',
  'the signature does not match',
  'SignatureDoesNotMatch',
  'curl -k https://host.example/v1.0',
  'curl -k -v',
  'sort -k 2,2n',
  'df -k /var/cache',
  'curl -u user https://host.example/',
  'tool --password is not set',
  'The password is expired.',
  'password was not accepted',
  'VolumePasswords in /etc/driveclient/bootstrap.json',
  'https://host.example/v1/MossoCloudFS_1/z_DO_NOT_DELETE_CloudBackup_v2_0_1',
  'https://host.example/search?mail=somebody@example.org',
  'mail to somebody@example.org',
  'NoSuchKey: the key BACKUPS/v2.0/1/DB/0000000002 is gone',
  'public-key.pem',
  'rsync: [sender] -u user',
];

/** What else stands in the line must not change what is found. */
const places: readonly Spelling[] = [
  (text) => text,
  (text) => `[2026-11-21 14:31:40|T1|ERROR|root|rax::Http::Get(12)] failed: ${text}`,
  (text) => `${text}\nnext line`,
];

function everyOutput(text: string): string {
  const outputs = [
    maskSecrets(text),
    redact(factsOf({ scan: { state: 'absent', reason: text } })),
    cleanText(text),
    interpret(400, JSON.stringify({ badRequest: { message: text, details: text } })),
    interpret(400, JSON.stringify({ message: 'Validation failed.', errors: [text] })),
    interpret(400, `<badRequest code="400"><message>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</message></badRequest>`),
    interpret(500, text),
    interpret(500, `<html><title>${text}</title><p>${text}</p></html>`),
  ];
  return JSON.stringify(outputs);
}

describe('a secret comes out nowhere', () => {
  it.each(Object.entries(spellings))('%s', (_what, spell) => {
    const secret = 'S3cr3tDummy00112233445566778899';
    for (const place of places) expect(everyOutput(place(spell(secret)))).not.toContain(secret);
  });

  it('whatever the secret, its spelling and the text around it', () => {
    const secrets = fc.stringMatching(/^[A-Z][a-z]{5,10}\d[A-Za-z0-9]{6,20}$/);
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.values(spellings)), fc.string(), fc.string(), (secret, spell, before, after) => {
        // A quote or a bracket that was opened before may end inside the spelling; blanks keep them apart.
        expect(everyOutput(`${before.replace(/["'\\<[{]/g, '')} ${spell(secret)} ${after}`)).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });
});

it.each([
  ['AUTH_tk0123456789abcdef0123456789abcdef'],
  ['gAAAAABkDummyDummyDummyDummyDummy='],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkdW1teSJ9.c2lnbmF0dXJl'],
  ['token 0123456789abcdef0123456789abcdef'],
])('a bare token tells itself by its form: %s', (text) => {
  expect(maskSecrets(`Invalid ${text} given`)).toMatch(/^Invalid (?:token )?\[removed\] given$/);
});

describe('innocent text stays as it is', () => {
  it.each(innocent)('%s', (text) => {
    expect(maskSecrets(text)).toBe(text);
    expect(cleanText(text)).toBe(text);
  });
});

it('what was masked once stays: a second look finds nothing', () => {
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(...Object.values(spellings)).map((spell) => spell('Abcdef7ghijklm')),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const once = maskSecrets(parts.join(' '));
      expect(maskSecrets(once)).toBe(once);
    }),
  );
});

it('JSON stays JSON, so that it can be interpreted after it was masked', () => {
  const body = '{"forbidden": {"token": "a b", "password": "", "code": 403, "message": "no", "apiKey":"x"}}';
  expect(JSON.parse(maskSecrets(body))).toEqual({
    forbidden: { token: '[removed]', password: '', code: 403, message: 'no', apiKey: '[removed]' },
  });
});

it('a member of the facts that is named like a secret is masked, whatever it looks like', () => {
  const facts = factsOf({ scan: { state: 'absent', reason: 'x', ...{ adminPass: 'plain' } } });
  expect(JSON.stringify(redact(facts))).not.toContain('plain');
});

it.each(['Hunter', 'SEKRETgggg', 'x!y', 'Missing!2024'])('a short password in prose: %s', (secret) =>
  expect(maskSecrets(`the password is ${secret} now`)).toBe('the password is [removed] now'),
);
