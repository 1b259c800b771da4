import { describe, expect, it } from '@jest/globals';
import { cleanText, shorten } from '../../../src/facts/fault/clean-text.js';
import { interpret } from './reply.js';

const secret = 'S3cr3tDummy00112233445566778899';

it('a field of the body that is named like a secret is not shown at all', () => {
  const { details } = interpret(
    400,
    JSON.stringify({ message: 'Validation failed.', errors: { password: `two words ${secret}`, name: 'is required' } }),
  );
  expect(details).toBe('password: [removed]; name: is required');
});

describe('hostile characters are shown, not sent', () => {
  it.each([
    ['escape codes', '\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['NUL and bell', 'a\u0000b\u0007', 'a\\u0000b\\u0007'],
    ['bidi override', 'a\u202Egpj.exe', 'a\\u202egpj.exe'],
    ['zero width', 'pass\u200Bword', 'pass\\u200bword'],
    ['a lone surrogate', 'a\uD800b', 'a\\ud800b'],
    ['C1 control', 'a\u009Bb', 'a\\u009bb'],
    ['whitespace of any kind', ' a\r\n\t b\u2028c\u00A0d ', 'a b c d'],
    ['letters of the world stay', 'Größe 大きい 🙂', 'Größe 大きい 🙂'],
  ])('%s', (_what, text, shown) => {
    expect(cleanText(text)).toBe(shown);
  });

  it('a hostile element name is no element', () => {
    expect(interpret(500, '{"\\u001b[31mFault": {"message": "x"}}').element).toBeNull();
    expect(interpret(500, JSON.stringify({ [`${'x'.repeat(5000)}Fault`]: { message: 'x' } })).element).toBeNull();
    expect(interpret(500, '{"__proto__": {"message": "x", "code": 503}}')).toMatchObject({ category: 'server_error', message: 'x' });
  });
});

describe('length', () => {
  it('is capped, without half a character at the end', () => {
    expect(cleanText('x'.repeat(5000))).toBe(`${'x'.repeat(1999)}…`);
    expect(shorten('ab🙂cd', 4)).toBe('ab…');
    expect(shorten('abcd', 4)).toBe('abcd');
  });

  it('the sentence quotes less', () => {
    const { message, sentence } = interpret(500, 'x '.repeat(5000));
    expect(message).toHaveLength(2000);
    expect(sentence.length).toBeLessThan(400);
  });
});
