// Which secrets are taken from a registration, whole or broken, so that a log that quotes them can be cleaned.
import { describe, expect, it } from '@jest/globals';
import { secretsIn } from '../../../src/facts/agents/registration-secrets.js';
import { LeakSearch } from '../../../src/facts/leaks/leak-search.js';

const key = 'ZHVtbXktYWdlbnQta2V5';
const whole = JSON.stringify({ AccountId: '1', AgentKey: key, IsRegistered: true, VolumePasswords: { 'https://h.example/x': 'vault-secret' } });

const isKnown = (text: string, secret: string): boolean => new LeakSearch(secretsIn(text)).find(Buffer.from(`quotes ${secret} here`)).length > 0;

describe('a secret is known from a registration that', () => {
  it.each<[string, string]>([
    ['is whole', whole],
    ['goes on behind its end', `${whole},, }`],
    ['has a comma too many', whole.replace(/}$/, ',}')],
    ['is cut behind the key', whole.slice(0, whole.indexOf(key) + key.length)],
    ['lacks the quote at its end', whole.replace(`${key}"`, `${key}\n`)],
    ['lacks both quotes', whole.replace(`"${key}"`, key)],
    ['lacks the colon', whole.replace('"AgentKey":', '"AgentKey" ')],
    ['has typographic quotes', whole.replace(`"${key}"`, `“${key}”`)],
    ['has single quotes', whole.replaceAll('"', "'")],
    ['names the key twice', whole.replace('{', '{"AgentKey":"another-key",')],
    ['is UTF-16', Buffer.from(whole, 'utf16le').toString('utf8')],
    ['has a comment', `// AgentKey: ${key}\n{}`],
  ])('%s', (_, text) => expect(isKnown(text, key)).toBe(true));

  it.each<[string, string]>([
    ['is whole', whole],
    ['goes on behind its end', `${whole},, }`],
    ['is cut behind it', whole.slice(0, -2)],
  ])('%s: the password of a vault', (_, text) => expect(isKnown(text, 'vault-secret')).toBe(true));

  it('has escapes in it and is broken', () => {
    const text = `${JSON.stringify({ Password: 'tab\tand "quote"', RsaKeyPair: '-----BEGIN X-----\nabcdefgh\nij\n-----END X-----' })},`;
    for (const secret of ['tab\tand "quote"', 'abcdefgh']) expect(isKnown(text, secret)).toBe(true);
  });

  it('is broken, and nothing else of it is one', () => {
    for (const other of ['AccountId', 'AgentKey', 'IsRegistered', 'https://h.example/x', 'registered'])
      expect(isKnown(`${whole},, }`, other)).toBe(false);
  });
});

it('ends soon with whatever stands there', () => {
  const startedAt = performance.now();
  for (const unit of ['AgentKey', 'AgentKey"', '"AgentKey": "', "'a.b'", '."', '\\', "Password:\n", '"."'])
    secretsIn(unit.repeat((256 << 10) / unit.length));
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
