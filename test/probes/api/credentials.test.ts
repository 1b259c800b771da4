// Credentials as people write them, and that they show themselves to nobody.
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCredentials, toCredentials } from '../../../src/probes/api/credentials.js';
import { scrub, scrubTree, Secret } from '../../../src/probes/api/secret.js';

const told = (text: string): string => {
  const parsed = parseCredentials(text, 'a file');
  if (parsed.state === 'malformed') return parsed.why;
  const { credentials } = parsed;
  return `${credentials.kind} ${credentials.kind === 'token' ? credentials.tenantId : credentials.username} ${credentials.secret.reveal()}`;
};

describe('parseCredentials', () => {
  it.each([
    ['{"username": "u", "apiKey": "k-1"}', 'api-key u k-1'],
    ['{"username": "u", "api_key": "k-1"}', 'api-key u k-1'],
    ['{"username": "u", "password": "p 1\\"="}', 'password u p 1"='],
    ['{"token": "t-1", "tenant": 929418}', 'token 929418 t-1'],
    ['{"token": "t-1", "tenantId": "929418"}', 'token 929418 t-1'],
    ['\uFEFF{"username": "u", "apiKey": "k-1"}', 'api-key u k-1'],
    ['username=u\napikey=k-1\n', 'api-key u k-1'],
    ['# the backup user\r\nusername = u\r\n\r\napi-key = k-1\r\n', 'api-key u k-1'],
    ['export BACKUP_DOCTOR_USERNAME=u\nexport BACKUP_DOCTOR_PASSWORD="p=1"\n', 'password u p=1'],
    ["token='t-1'\ntenant=929418", 'token 929418 t-1'],
  ])('%j', (text, credentials) => expect(told(text)).toBe(credentials));

  it.each([
    ['', /holds no secret/],
    ['{}', /holds no secret/],
    ['{"username": "u", "apiKey"', /begins like JSON/],
    ['{"username": "u", "apiKey": 5}', /no text/],
    ['{"username": "u", "secretsauce": "x"}', /none of username, apiKey/],
    ['username=u\nhunter2-and-more', /line 2 that is no key=value/],
    ['username=u\npasswort=hunter2', /line 2/],
    ['username=u\nusername=v\napikey=k', /a second time in line 2/],
    ['username=u\napikey=k\npassword=p', /more than one/],
    ['apikey=k', /no username/],
    ['token=t', /no tenant/],
    ['token=t\ntenant=MossoCloudFS_1', /no tenant/],
    ['{"token": "two words", "tenant": "1"}', /blanks/],
    ['{"username": "u", "apiKey": "k\\r\\nX-Evil: 1"}', /control characters/],
    [`username=u\napikey=${'k'.repeat(9_000)}`, /more than 8192/],
  ])('refuses %j', (text, why) => expect(told(text)).toMatch(why));

  it('quotes nothing of what it refuses', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12 }).filter((text) => /[^\s\w"{}=-]/.test(text)),
        (text) => {
          const parsed = parseCredentials(`${text}\n`, 'a file');
          if (parsed.state === 'malformed') expect(parsed.why).not.toContain(text.trim());
        },
      ),
    );
  });

  it('takes empty variables for none', () => {
    expect(toCredentials({ username: 'u', apikey: 'k', password: '', token: '', tenant: '' }, 'environment').state).toBe('parsed');
  });
});

describe('Secret', () => {
  const secret = new Secret('hunter2-and-more');

  it.each([
    ['JSON', JSON.stringify({ secret })],
    ['text', String(secret)],
    ['inspect', inspect({ deep: { secret } }, { showHidden: true, depth: 9 })],
    ['an error', String(new Error(`no ${String(secret)}`).stack)],
    ['its members', JSON.stringify(Object.getOwnPropertyNames(secret))],
    ['a copy', JSON.stringify(Object.entries(secret))],
  ])('does not show in %s', (_what, text) => expect(text).not.toContain('hunter2'));
});

describe('scrub', () => {
  const odd = new Secret('p"<&\\ä 1');

  it.each([
    ['as it is', 'p"<&\\ä 1'],
    ['in JSON', JSON.stringify({ was: 'p"<&\\ä 1' })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ was: 'p"<&\\ä 1' }))],
    ['in an address', `?p=${encodeURIComponent('p"<&\\ä 1')}`],
    ['on a page', 'p&quot;&lt;&amp;\\ä 1'],
    ['in base64', Buffer.from('p"<&\\ä 1').toString('base64')],
  ])('finds it %s', (_what, text) => {
    expect(scrub(text, [odd])).toContain('[removed]');
    expect(scrub(text, [odd])).not.toMatch(/ä|%C3|w6Q/);
  });

  it('takes the longer of two first', () => expect(scrub('abcd', [new Secret('ab'), new Secret('abc')])).toBe('[removed]d'));

  it('looks into names and lists', () => {
    expect(scrubTree({ 'x-k1': [{ a: 'k1' }, 5, null] }, [new Secret('k1')])).toEqual({ 'x-[removed]': [{ a: '[removed]' }, 5, null] });
  });
});
