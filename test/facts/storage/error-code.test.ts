import { expect, it } from '@jest/globals';
import { errorCode } from '../../../src/facts/storage/error-code.js';

it.each([
  ['a code that Node knows', { code: 'EACCES', errno: -13 }, 'EACCES'],
  ['a damaged ext4: the text stands where the code should', { code: 'Unknown system error -117', errno: -117 }, 'EUCLEAN'],
  ['a quota', { code: 'UNKNOWN', errno: -122 }, 'EDQUOT'],
  ['a stale NFS handle', { code: 'Unknown system error -116', errno: -116 }, 'ESTALE'],
  ['a folder whose key is not loaded', { code: 'Unknown system error -126', errno: -126 }, 'ENOKEY'],
  ['a number without a name', { code: 'Unknown system error -999', errno: -999 }, 'errno 999'],
  ["Node's own error", { code: 'ERR_INVALID_ARG_VALUE' }, 'ERR_INVALID_ARG_VALUE'],
  ['nothing at all', {}, 'UNKNOWN'],
])('%s', (_, error, expected) => expect(errorCode(error)).toBe(expected));
