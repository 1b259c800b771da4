import { describe, expect, it } from '@jest/globals';
import { accountName, parseAccounts } from '../../../src/facts/agents/accounts.js';

describe('accounts', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\n# comment\nbackup:x:34:34::/var/backups:/usr/sbin/nologin\nbroken:x\n+::::::\n';

  it('keeps well-formed lines', () => {
    expect(parseAccounts(passwd)).toEqual([
      { name: 'root', uid: 0, home: '/root' },
      { name: 'backup', uid: 34, home: '/var/backups' },
    ]);
  });

  it.each([
    [0, 'root'],
    [34, 'backup'],
    [1_000, '1000'],
  ])('uid %d is %s', (uid, name) => {
    expect(accountName(uid, parseAccounts(passwd))).toBe(name);
  });
});
