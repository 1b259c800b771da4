import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions, findAgentVersion, parseAgentVersion } from '../../../src/facts/agents/version.js';
import type { AgentVersion } from '../../../src/facts/agent.js';
import { valueOf } from '../../../src/facts/observed.js';

const version = (text: string): AgentVersion => {
  const parsed = valueOf(parseAgentVersion(text, 'version.txt'));
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe('parseAgentVersion', () => {
  it.each([
    ['1.05.005848', '1.05.005848', [1, 5, 5848]],
    ['2.27.009073\r\n', '2.27.009073', [2, 27, 9073]],
    ['\uFEFF2.27.009073', '2.27.009073', [2, 27, 9073]],
    ['1.16.006544-0', '1.16.006544', [1, 16, 6544]],
    ['2.9.010598-rel', '2.9.010598', [2, 9, 10598]],
    ['1:1.20.008308-1ubuntu1', '1.20.008308', [1, 20, 8308]],
  ])('%j', (text, shown, numbers) => {
    expect(parseAgentVersion(text, 'x')).toMatchObject({ state: 'observed', value: { text: shown, numbers } });
  });

  it.each([
    '1.065959',
    '',
    '2',
    '1.2.3.4',
    '2.27',
    'v',
    '<html>2.27.009073</html>',
    '2.27.009073 2.28.000001',
    '99999999999.1.1',
    '-1.2.3',
    '\0',
  ])('%j is malformed, and not quoted', (text) => {
    expect(parseAgentVersion(text, 'version.txt')).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'malformed', detail: 'version.txt names no version of the form M.mm.bbbbbb' },
    });
  });
});

describe('findAgentVersion', () => {
  it.each([
    ['2.27.009073\n', '2.27.009073'],
    ['driveclient 1.20.008308\n', '1.20.008308'],
    ['Version: v1.20.008308-rel (64-bit)', '1.20.008308'],
    ['build of 10.1.2.3 host\nversion 1.20.008308', '1.20.008308'],
  ])('%j', (output, expected) => {
    expect(findAgentVersion(output, 'driveclient --version')).toMatchObject({ state: 'observed', value: { text: expected } });
  });

  it.each(['', 'Usage: driveclient', 'file1.2.3', '1.065959'])('%j names none', (output) => {
    expect(findAgentVersion(output, 'driveclient --version')).toMatchObject({ state: 'unavailable', failure: { kind: 'malformed' } });
  });
});

describe('compareVersions', () => {
  it.each([
    ['2.9.010598', '2.27.009073', -1],
    ['2.27.009073', '2.27.009073', 0],
    ['1.05.005848', '1.5.5848', 0],
    ['2.27.009074', '2.27.009073', 1],
    ['2.00.000001', '1.99.999999', 1],
    ['1.10.006176', '1.9.999999', 1],
  ])('%s to %s', (a, b, expected) => {
    expect(Math.sign(compareVersions(version(a), version(b)))).toBe(expected);
  });

  it('orders any three versions consistently', () => {
    const any = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(999_999)).map(([a, b, c]) => version(`${a}.${b}.${c}`));
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
