import { describe, expect, it } from '@jest/globals';
import { contentOf, isPostgresControl, isPostgresVersion } from '../../../src/facts/in-use/content-kind.js';

const bytes = (hex: string, length = 512): Buffer => Buffer.concat([Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')], length);
const with_ = (over: readonly (readonly [number, string])[]): Buffer => {
  const page = Buffer.alloc(512);
  for (const [at, hex] of over) Buffer.from(hex, 'hex').copy(page, at);
  return page;
};

/** First page of a table of MariaDB 10.11: page 0, type 8, space 1 twice, 4 pages. */
const innoDb = [[8, 'ffffffffffffffff'], [24, '0008'], [34, '00000001'], [38, '00000001'], [46, '00000004']] as const;
/** First page of a data file as Microsoft's format names its fields: version 1, type 15, page 0 of file 1. */
const sqlServer = [[0, '010f'], [32, '00000000'], [36, '0100']] as const;

describe('the content of a file', () => {
  it.each<[string, Buffer, number, string | null]>([
    ['SQLite', bytes('53514c69746520666f726d6174203300'), 4096, 'sqlite'],
    ['a text about SQLite', Buffer.from('SQLite format 3 is a format'), 4096, null],
    ['MyISAM', bytes('fefe0701 00000122'), 1024, 'mysql'],
    ['Aria', bytes('fefe0c01 f843a6fc'), 52, 'mysql'],
    ['a journal of systemd', bytes('4c504b5348485248'), 8_388_608, 'journal'],
    ['InnoDB', with_(innoDb), 65_536, 'mysql'],
    ['InnoDB that counts more pages than the file can hold', with_(innoDb), 4 * 1_024 - 1, null],
    ['InnoDB whose space stands otherwise the second time', with_([...innoDb, [38, '00000002']]), 65_536, null],
    ['a later page of InnoDB', with_([...innoDb, [4, '00000001']]), 65_536, null],
    ['nothing but zeros', Buffer.alloc(512), 65_536, null],
    ['SQL Server', with_(sqlServer), 8 * 8_192, 'sql-server'],
    ['SQL Server, not of whole pages', with_(sqlServer), 8 * 8_192 + 1, null],
    ['SQL Server without a number of the file', with_(sqlServer.slice(0, 2)), 8_192, null],
    ['an empty file', Buffer.alloc(0), 0, null],
    ['two bytes', Buffer.from([1, 15]), 2, null],
  ])('%s', (_, head, sizeBytes, expected) => expect(contentOf(head, sizeBytes)?.kind ?? null).toBe(expected));

  it.each([
    ['of version 15', bytes('f8ba59beabce026b 14050000 25770d0c'), true],
    ['of a machine that counts from the other end', bytes('f8ba59beabce026b 00000514 0c0d7725'), true],
    ['zeros', Buffer.alloc(16), false],
    ['cut off', bytes('f8ba59be', 15), false],
  ])('the control file of PostgreSQL: %s', (_, head, expected) => expect(isPostgresControl(head)).toBe(expected));

  it.each([
    ['15\n', true],
    ['9.6\n', true],
    ['fifteen', false],
    ['', false],
  ])('the version %j', (text, expected) => expect(isPostgresVersion(text)).toBe(expected));
});
