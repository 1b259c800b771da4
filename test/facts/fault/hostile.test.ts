import { describe, expect, it } from '@jest/globals';
import { maxBodyBytes } from '../../../src/facts/fault/body-text.js';
import { interpret } from './reply.js';

const mebibyte = 1024 * 1024;
const fill = (pattern: string, length = mebibyte): string => pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

describe('XML bombs', () => {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

  it.each([
    ['billion laughs', `<!DOCTYPE x [<!ENTITY l0 "lol">${entities}]><badRequest code="400"><message>&l9;</message></badRequest>`],
    ['quadratic', `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><badRequest><message>${'&a;'.repeat(50_000)}</message></badRequest>`],
    ['external entity', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><badRequest code="400"><message>&f;</message></badRequest>'],
    ['external DTD', '<!DOCTYPE badRequest SYSTEM "http://host.example/x.dtd"><badRequest code="400"><message>x</message></badRequest>'],
    ['behind a declaration', '<?xml version="1.0"?><!-- x --><!DOCTYPE x><badRequest code="400"><message>x</message></badRequest>'],
    ['100 deep', `${'<x>'.repeat(100)}${'</x>'.repeat(100)}`],
    ['100,000 deep', `${'<x>'.repeat(100_000)}${'</x>'.repeat(100_000)}`],
    ['300,000 tags', `<badRequest>${'<x/>'.repeat(200_000)}</badRequest>`],
  ])('%s is refused; the status still tells the kind', (_what, body) => {
    const interpretation = interpret(503, body);
    expect(interpretation).toMatchObject({ shape: 'xml', category: 'service_unavailable', element: null, message: null });
    expect(interpretation.sentence).toContain('not read: it has a DOCTYPE or is nested too deeply');
    expect(interpret(null, body).category).toBe('unparsable');
  });

  it('an undefined entity is no crash and no expansion', () => {
    expect(interpret(400, '<badRequest code="400"><message>a &x; b</message></badRequest>')).toMatchObject({
      element: 'badRequest',
      message: 'a &x; b',
    });
  });
});

describe('deep, wide and long', () => {
  it.each([
    ['JSON objects, 100,000 deep', fill('{"a":')],
    ['JSON lists, 1,000,000 deep', fill('[')],
    ['closed, 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a fault 50,000 deep', `${'{"fault":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['a wide object', `{${Array.from({ length: 50_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`],
    ['a long message', JSON.stringify({ badRequest: { code: 400, message: fill('word ') } })],
    ['a long key', JSON.stringify({ [fill('k')]: { message: 'x' } })],
    ['many openings in a text', fill('x{"')],
    ['many escaped openings', fill('{\\"')],
    ['backslashes', `{"a": "${fill('\\')}`],
    ['quotes', `{${fill('"')}`],
    ['opening tags', fill('<')],
    ['titles', `<html>${fill('<title ')}`],
    ['comments', fill('<!--')],
    ['processing instructions', fill('<?')],
    ['entities', `<html>${fill('&#1')}`],
    ['ampersands in XML', `<badRequest>${fill('&')}</badRequest>`],
    ['attributes', `<badRequest ${fill('a="b" ')}/>`],
    ['one attribute', `<badRequest a="${fill('x')}"/>`],
    ['header lines', `HTTP/1.1 500 x\r\n${fill('A: b\r\n')}`],
    ['header blocks', fill('HTTP/1.1 500 x\r\n\r\n')],
    ['status lines', fill('HTTP/1.1 ')],
    ['notes of curl', `< HTTP/1.1 500 x\n${fill('* --:--:-')}`],
    ['lines of notes', `< HTTP/1.1 500 x\n${fill('* x\n')}`],
    ['statuses in words', fill('status: 404 ')],
    ['blanks', fill(' ')],
    ['words that nearly match', fill('exceed maximum number of ')],
    ['no blanks at all', fill('exceeds')],
    ['secrets', fill('password=')],
    ['keys with blanks', `password ${fill(' ')}`],
    ['key blocks', fill('-----BEGIN A-----')],
    ['NUL bytes', fill('\u0000')],
    ['digits', fill('4')],
    ['names of secrets in a page', `<html>${fill('a-')}`],
    ['tokens in a page', `<html>${fill('token:{')}`],
  ])('%s: an answer within three seconds', (_what, body) => {
    const before = process.cpuUsage();
    const interpretation = interpret(500, body);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(3000);
    expect(JSON.stringify(interpretation).length).toBeLessThan(12_000);
  });

  it('a body of 5 MiB is read as far as 1 MiB, and that is said', () => {
    const body = new TextEncoder().encode(JSON.stringify({ badRequest: { code: 400, message: 'x', details: fill('d', 5 * mebibyte) } }));
    const { element, message, sentence } = interpret(400, body);
    expect({ element, message }).toEqual({ element: 'badRequest', message: 'x' });
    expect(sentence).toContain('Only the first 1 MiB of the body was read.');
    expect(interpret(400, body.subarray(0, maxBodyBytes)).sentence).not.toContain('Only the first');
  });
});

it.each([
  ['bytes', (text: string) => new TextEncoder().encode(text)],
  ['text', (text: string) => text],
])('what comes behind the first 1 MiB of %s does not count', (_what, toBody) => {
  const late = `${fill(' ')}{"badRequest": {"code": 400, "message": "late"}}`;
  expect(interpret(503, toBody(late))).toMatchObject({ shape: 'empty', element: null, category: 'service_unavailable' });
});

describe('bytes that are no text', () => {
  it.each([
    [
      'invalid UTF-8 inside a message',
      [...Buffer.from('{"badRequest":{"code":400,"message":"caf'), 0xe9, ...Buffer.from('"}}')],
      'caf\uFFFD',
    ],
    ['a NUL inside a message', [...Buffer.from('{"badRequest":{"code":400,"message":"a'), 0, ...Buffer.from('b"}}')], 'a\\u0000b'],
  ])('%s', (_what, bytes, message) => {
    expect(interpret(400, new Uint8Array(bytes))).toMatchObject({ element: 'badRequest', message });
  });
});
