// cloud-init's folders as a history of servers on one disk.
import { describe, expect, it } from '@jest/globals';
import { currentFolderNames, instanceHistoryOf, type InstanceFolder } from '../../../src/facts/identity/instance-history.js';

const now = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const before = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';
const folder: InstanceFolder = {
  name: now,
  bornAt: '2024-03-01T00:00:00.000Z',
  modifiedAt: '2024-03-01T00:00:05.000Z',
  onceMarksAt: ['2024-03-01T00:00:03.000Z', '2024-03-01T00:00:02.000Z'],
  bootFinishedAt: '2024-08-01T00:00:00.000Z',
  datasource: 'DataSourceConfigDrive: DataSourceConfigDrive [net,ver=2]',
};
const asItIs = (value: string): string => value;
const history = (instanceId: string, folderNames: readonly string[], currentFolders = [folder], previousInstanceId: string | null = null) =>
  instanceHistoryOf({ instanceId, previousInstanceId, folderNames, currentFolders }, asItIs);

describe('earlier instances', () => {
  it.each([
    { what: 'only this one', names: [now], previous: null, count: 0 },
    { what: 'another one', names: [now, before], previous: before, count: 1 },
    { what: 'the previous one, its folder gone', names: [now], previous: before, count: 1 },
    { what: 'this one is named as the previous one from the second boot on', names: [now], previous: now, count: 0 },
    { what: 'the first boot of all', names: [now], previous: 'NO_PREVIOUS_INSTANCE_ID', count: 0 },
    { what: 'this one in capitals', names: [now, now.toUpperCase()], previous: now.toUpperCase(), count: 0 },
    { what: 'this one in the other byte order', names: [now, 'a14aaa79-86cd-1644-a6c4-6942b7083130'], previous: null, count: 0 },
    { what: 'a boot without metadata', names: [now, 'iid-datasource-none'], previous: 'iid-datasource-none', count: 0 },
    { what: 'two others', names: [now, before, '0c5f9d31-5d6e-4f7a-9b21-6f1f5e0d7a44'], previous: before, count: 2 },
    { what: 'one of another form: the data source was changed', names: [now, 'i-0abc1234def567890'], previous: null, count: 0 },
    { what: 'one of a form and one of another', names: [now, before, 'iid-web1'], previous: before, count: 1 },
  ])('$what: $count', ({ names, previous, count }) => {
    const found = history(now, names, [folder], previous);
    expect(found?.earlierInstanceCount).toBe(count);
    expect(found?.previousHash ?? null).toBe(previous === before ? before.replaceAll('-', '') : null);
  });

  it('the folders of all spellings belong to this instance', () => {
    expect(currentFolderNames(`${now}\n`, [before, now, now.toUpperCase()])).toEqual([now, now.toUpperCase()]);
  });
});

describe('first boot', () => {
  const since = (change: Partial<InstanceFolder>) => history(now, [now], [{ ...folder, ...change }])?.currentSince;
  it.each([
    { what: 'birth of the folder', change: {}, expected: '2024-03-01T00:00:00.000Z' },
    { what: 'no birth known: the first thing done once', change: { bornAt: null }, expected: '2024-03-01T00:00:02.000Z' },
    {
      what: 'copied by files: birth is new, marks are old',
      change: { bornAt: '2024-09-01T00:00:00.000Z' },
      expected: '2024-03-01T00:00:02.000Z',
    },
    { what: 'neither birth nor marks: other files are written at each boot', change: { bornAt: null, onceMarksAt: [] }, expected: null },
  ])('$what', ({ change, expected }) => {
    expect(since(change)).toBe(expected);
  });

  it('counts from the oldest spelling', () => {
    const older = { ...folder, name: now.toUpperCase(), bornAt: '2023-01-01T00:00:00.000Z' };
    expect(history(now, [now, older.name], [folder, older])?.currentSince).toBe('2023-01-01T00:00:00.000Z');
  });
});

it('without a usable id there is no history', () => {
  expect(history('iid-datasource-none\n', ['iid-datasource-none', now])).toBeNull();
});

it('names the source of metadata and the form of the id', () => {
  expect(history(now, [now])).toMatchObject({
    datasource: 'DataSourceConfigDrive',
    idForm: 'uuid',
    lastBootAt: '2024-08-01T00:00:00.000Z',
  });
  expect(history('vm-1', ['vm-1'], [])).toMatchObject({ datasource: null, idForm: 'other', lastBootAt: null, currentSince: null });
});
