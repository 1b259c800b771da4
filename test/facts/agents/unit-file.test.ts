import { describe, expect, it } from '@jest/globals';
import { unitUser } from '../../../src/facts/agents/unit-file.js';

describe('unitUser', () => {
  it.each([
    ['[Service]\nUser=backup\n', 'backup'],
    ['[Unit]\nUser=wrong\n[Service]\nExecStart=/usr/local/bin/driveclient\n', null],
    ['[Service]\nUser = one\nUser=two', 'two'],
    ['[Service]\nUser=one\nUser=\n', null],
    ['[Service]\n#User=one\n', null],
    ['', null],
  ])('%j', (unit, user) => {
    expect(unitUser(unit)).toBe(user);
  });
});
