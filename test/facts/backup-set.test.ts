import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BackupConfiguration } from '../../src/facts/api.js';
import { backupSetOf } from '../../src/facts/backup-set.js';
import { isAtOrBelow } from '../../src/facts/mounts.js';
import { configuration } from '../checks/facts-builders/jobs.js';

const conf = (name: string, inclusions: readonly string[], exclusions: readonly string[] = [], over: Partial<BackupConfiguration> = {}) =>
  configuration({ name, inclusions, exclusions, ...over });

describe('the backup set of several configurations', () => {
  it.each<[string, readonly BackupConfiguration[], readonly string[], readonly string[]]>([
    ['one', [conf('a', ['/srv', '/etc/'], ['/srv/tmp/'])], ['/srv', '/etc'], ['/srv/tmp']],
    ['the same path in two', [conf('a', ['/srv']), conf('b', ['/srv/'])], ['/srv'], []],
    ['one that is switched off', [conf('a', ['/srv']), conf('b', ['/home'], [], { isActive: false })], ['/srv'], []],
    ['one that was deleted', [conf('a', ['/srv']), conf('b', ['/home'], [], { isDeleted: true })], ['/srv'], []],
    ['what one leaves out and another takes', [conf('a', ['/srv'], ['/srv/www']), conf('b', ['/srv/www'])], ['/srv', '/srv/www'], []],
    ['what one leaves out, where another takes a part', [conf('a', ['/srv'], ['/srv/www']), conf('b', ['/srv/www/site'])], ['/srv', '/srv/www/site'], ['/srv/www']],
    ['what each of them leaves out', [conf('a', ['/srv'], ['/srv/www']), conf('b', ['/srv'], ['/srv/www/tmp'])], ['/srv'], ['/srv/www/tmp']],
    ['names alike that are no folder of one another', [conf('a', ['/srv/data'], ['/srv/data2']), conf('b', ['/srv/data2'])], ['/srv/data', '/srv/data2'], []],
    ['odd names stay as they are', [conf('a', ['/srv/two  blanks '], ['/srv/line\nbreak'])], ['/srv/two  blanks '], ['/srv/line\nbreak']],
    ['paths of Windows beside it', [conf('a', ['C:\\data', '/srv'], ['D:\\'])], ['/srv'], []],
    ['the whole host', [conf('a', ['/'], ['/proc/'])], ['/'], ['/proc']],
  ])('%s', (_, configurations, paths, exclusions) => {
    expect(backupSetOf(configurations)).toMatchObject({ paths, exclusions });
  });

  it.each<[string, readonly BackupConfiguration[]]>([
    ['none at all', []],
    ['none that is active', [conf('a', ['/srv'], [], { isActive: false })]],
    ['a host of another kind', [conf('a', ['C:\\data'])]],
  ])('there is none: %s', (_, configurations) => expect(backupSetOf(configurations)).toBeNull());

  it.each<[readonly string[], string]>([
    [['Web server'], 'configuration Web server of the Cloud Backup API'],
    [['a', 'b'], 'configurations a, b of the Cloud Backup API'],
    [['a', 'b', 'c', 'd', 'e'], 'configurations a, b, c and 2 more of the Cloud Backup API'],
    [['x\u001b[2J'], 'configuration x\\x1b[2J of the Cloud Backup API'],
  ])('tells where it was named: %j', (names, source) => {
    expect(backupSetOf(names.map((name) => conf(name, ['/srv'])))).toMatchObject({ source });
  });

  it('holds a path if and only if one of the configurations does', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);
    const one = fc.record({ inclusions: fc.array(path, { minLength: 1, maxLength: 3 }), exclusions: fc.array(path, { maxLength: 3 }) });
    const isIn = (paths: readonly string[], at: string): boolean => paths.some((outer) => isAtOrBelow(at, outer));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), path, (parts, at) => {
        const set = backupSetOf(parts.map(({ inclusions, exclusions }) => conf('x', inclusions, exclusions)));
        // As the scan walks: the deepest word counts, and an inclusion that is excluded itself is not walked.
        const walked = (inclusions: readonly string[], exclusions: readonly string[]): boolean => {
          const starts = inclusions.filter((start) => isAtOrBelow(at, start) && !exclusions.includes(start));
          return starts.some((start) => !exclusions.some((out) => isAtOrBelow(at, out) && isAtOrBelow(out, start)));
        };
        const expected = parts.some(({ inclusions, exclusions }) => walked(inclusions, exclusions));
        expect({ parts, at, isWalked: walked(set?.paths ?? [], set?.exclusions ?? []) }).toEqual({ parts, at, isWalked: expected });
        expect(isIn(set?.paths ?? [], at)).toBe(parts.some(({ inclusions }) => isIn(inclusions, at)));
      }),
      { numRuns: 2_000 },
    );
  });
});
