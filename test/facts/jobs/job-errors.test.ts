import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JobError } from '../../../src/facts/api.js';
import { areAllVanished, commonKind, gravestError, kindOfError } from '../../../src/facts/jobs/job-errors.js';
import { damaged, denied, inUse, jobError, noSpace, vanished } from '../../checks/facts-builders/jobs.js';

describe('the kind of an error', () => {
  it.each<[string, Partial<JobError>, string]>([
    ['313', { code: 313 }, 'in-use'],
    ['2000', { code: 2000, message: 'Timeout was reached (28)' }, 'no-connection'],
    ['3015, whatever its words', { code: 3015, message: 'Permission denied' }, 'vanished'],
    ['a missing file by its type alone', { type: 'file_or_folder_missing' }, 'vanished'],
    ['3015 of a name that is not UTF-8', { code: 3015, path: '/srv/\ufffd' }, 'not-found'],
    ['3042', { code: 3042 }, 'no-space'],
    ['9016 that wraps 3042', { code: 9016, message: 'WRITE failed (3042): No space left on device' }, 'no-space'],
    ['9016 that wraps something else', { code: 9016, message: 'READ failed' }, 'other'],
    ['blocks that are missing in the vault', { type: 'file_missing_blocks' }, 'damaged'],
    ['Linux denies', { message: 'Cannot open file: Permission denied' }, 'no-access'],
    ['Windows denies', { message: 'Access is denied.' }, 'no-access'],
    ['Windows holds it, without a code', { message: 'it is being used by another process' }, 'in-use'],
    ['a path that is not found', { message: 'Path Not Found' }, 'not-found'],
    ['type 101 alone tells nothing', { type: '101', message: 'The agent experienced a problem. (Rax)' }, 'other'],
    ['nothing at all', { path: null }, 'other'],
    ['words behind a flood of others', { message: `${'x'.repeat(5000)} Permission denied` }, 'other'],
  ])('%s', (_, over, kind) => expect(kindOfError(jobError(over))).toBe(kind));

  it('puts what concerns the whole backup before single files', () => {
    expect(gravestError([vanished, inUse, denied, noSpace, damaged])?.kind).toBe('damaged');
    expect(gravestError([vanished, inUse, noSpace])?.error).toBe(noSpace);
    expect(gravestError([])).toBeNull();
  });

  it.each<[string, readonly JobError[], string | null]>([
    ['all alike', [inUse, inUse], 'in-use'],
    ['vanished ones do not count', [denied, vanished], 'no-access'],
    ['of two kinds', [denied, inUse], null],
    ['only vanished ones', [vanished], null],
    ['none', [], null],
  ])('what they have in common: %s', (_, errors, kind) => expect(commonKind(errors)).toBe(kind));

  it.each<[string, number | null, readonly JobError[], boolean]>([
    ['as many as are counted', 1, [vanished], true],
    ['fewer than are counted', 2, [vanished], false],
    ['nobody counted', null, [vanished], false],
    ['one of another kind', 2, [vanished, inUse], false],
    ['none is listed', 0, [], false],
  ])('whether all vanished: %s', (_, count, errors, expected) => expect(areAllVanished(count, errors)).toBe(expected));
});

const folder = '../shared/cases/driveclient';
const hasCases = existsSync(folder);

(hasCases ? describe : describe.skip)(`errors of published reports${hasCases ? '' : ' (skipped: ../shared/cases is not here)'}`, () => {
  interface V1 {
    readonly ErrorList: readonly { readonly ExceptionCode: number; readonly ExceptionDesc: string; readonly Path: string }[];
  }
  interface V2 {
    readonly list: readonly {
      readonly path: string;
      readonly type: string;
      readonly description: string;
      readonly exception: { readonly code: number; readonly description: string } | null;
    }[];
  }
  const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
  const v1 = (name: string) =>
    (read(name) as V1).ErrorList.map((one) => jobError({ code: one.ExceptionCode, message: one.ExceptionDesc, path: one.Path }));
  const v2 = (name: string) =>
    (read(name) as V2).list.map(({ path, type, description, exception }) =>
      jobError({ code: exception?.code ?? null, type, path, message: exception?.description ?? description }),
    );

  it.each<[string, (name: string) => readonly JobError[], readonly string[]]>([
    ['d001-v1-backup-report-in-use', v1, ['in-use', 'in-use']],
    ['d002-v1-restore-report-count-without-list', v1, []],
    ['d015-v2-errors-backup', v2, ['vanished']],
    ['d016-v2-errors-cleanup-missing-blocks', v2, ['damaged']],
    ['d017-v2-errors-restore-nospace', v2, ['no-space']],
  ])('%s', (name, errorsOf, kinds) => expect(errorsOf(name).map(kindOfError)).toEqual(kinds));
});
