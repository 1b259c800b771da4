import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findJsonFault } from '../../../src/facts/agents/json-fault.js';

const place = (text: string): string => {
  const fault = findJsonFault(text);
  return fault === null ? 'valid' : `${fault.kind} ${fault.line}:${fault.column}`;
};

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('findJsonFault', () => {
  it.each([
    ['an object', '{"AgentId": 270433, "Volumes": [{}, [], -1.5e+3, null]}', 'valid'],
    ['an object behind blanks and CRLF', '\r\n\t {"IsRegistered" : true}\r\n', 'valid'],
    ['escapes', String.raw`{"a": "\u0041\"\\\/\n"}`, 'valid'],
    ['no text at all', '', 'empty 1:1'],
    ['blanks alone', ' \n\n', 'empty 1:1'],
    ['cut after a comma', '{\n  "AccountId": "1",', 'cut-off 2:20'],
    ['cut in a string', '{\n  "AgentKey": "dummy', 'cut-off 2:21'],
    ['cut in an escape', String.raw`{"a": "dummy\u00`, 'cut-off 1:17'],
    ['cut in a word', '{"IsRegistered": tr', 'cut-off 1:20'],
    ['cut before the last bracket', '{"VolumePasswords": {}', 'cut-off 1:23'],
    ['a typographic quote opens a value', '{\n "AccountId" : “1"}', 'typographic-quote 2:16'],
    ['a typographic quote closes a value', '{"AccountId": "1”, "AgentId": 2}', 'typographic-quote 1:17'],
    ['typographic quotes around a key', '{“AgentId”: 2}', 'typographic-quote 1:2'],
    ['a NUL byte instead of text', '\0\0\0', 'nul-byte 1:1'],
    ['a NUL byte in a string', '{"a": "b\0"}', 'nul-byte 1:9'],
    ['a repeated key', '{"AgentId": 1,\n"AgentId": 2}', 'repeated-key 2:1'],
    ['a repeated key in another spelling', String.raw`{"A": 1, "\u0041": 2}`, 'repeated-key 1:10'],
    ['one key in two objects', '{"a": {"k": 1}, "b": {"k": 1}}', 'valid'],
    ['a missing quote', '{\n "a": "1,\n "b": 2}', 'unexpected-character 2:10'],
    ['a comma too many', '{"a": 1,}', 'unexpected-character 1:9'],
    ['a missing comma', '{"a": 1 "b": 2}', 'unexpected-character 1:9'],
    ['a bare word', '{"AgentId" : <id>}', 'unexpected-character 1:14'],
    ['text behind the end', '{} x', 'unexpected-character 1:4'],
    ['NUL bytes behind the end', '{}\n\0\0', 'nul-byte 2:1'],
    ['a second object behind the end', '{}\n{}', 'unexpected-character 2:1'],
    ['a leading zero', '{"ExponentHex": 09528}', 'unexpected-character 1:18'],
    ['columns count characters beyond the basic plane once', '{"😀": x }', 'unexpected-character 1:7'],
    ['too many levels', '['.repeat(100), 'too-deep 1:66'],
  ])('%s', (_, text, expected) => {
    expect(place(text)).toBe(expected);
  });

  it('takes what JSON.parse takes, but for repeated keys and depth', () => {
    const cutting = fc.tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(cutting, ([json, cut, noise]) => {
        const at = cut % (json.length + 1);
        for (const text of [json, json.slice(0, at), json.slice(0, at) + noise + json.slice(at)]) {
          const fault = findJsonFault(text);
          if (fault?.kind !== 'repeated-key') expect(fault === null).toBe(parses(text));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('places the fault inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', ',', ':', '\n', 'a', '1', '“', '[', ']', '\\') }), (text) => {
        const fault = findJsonFault(text);
        if (fault === null) return;
        const lines = text.split('\n');
        expect(fault.line).toBeLessThanOrEqual(lines.length);
        expect(fault.column).toBeLessThanOrEqual((lines[fault.line - 1] ?? '').length + 1);
      }),
      { numRuns: 2_000 },
    );
  });
});
