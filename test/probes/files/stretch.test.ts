import { expect, it } from '@jest/globals';
import { LargestGroups } from '../../../src/probes/files/largest-groups.js';
import type { GroupLine, ScanItem } from '../../../src/probes/files/scan-lines.js';
import { Stretch } from '../../../src/probes/files/stretch.js';

const item = (path: string): ScanItem => ({ kind: 'path', path, calledAs: path });

it('an item that was paused is current again when it goes on', () => {
  const stretch = new Stretch([item('/a'), item('/b'), item('/c')], null);
  for (const index of [0, 1, 2, 0]) stretch.note({ said: 'begin', index });
  stretch.note({ said: 'paused', index: 0 });
  expect([stretch.current(), stretch.paused(), stretch.untouched()]).toEqual([null, [item('/a')], [item('/b'), item('/c')]]);
  stretch.note({ said: 'begin', index: 1 });
  expect([stretch.current(), stretch.paused(), stretch.untouched()]).toEqual([item('/b'), [item('/a')], [item('/c')]]);
  stretch.note({ said: 'begin', index: 0 });
  expect([stretch.current(), stretch.paused()]).toEqual([item('/a'), []]);
});

const group = (path: string, fileCount: number | null, more: Partial<GroupLine> = {}): GroupLine => ({
  ...{ said: 'group', path, hidden: [path], isFolder: fileCount === null, reason: 'permission', code: 'EACCES', mode: null, bytes: null, examples: [] },
  fileCount,
  ...more,
});

it('closed folders that nobody counted leave room for the largest that were counted', () => {
  const groups = new LargestGroups();
  for (let index = 0; index < 200; index += 1) groups.add(group(`/closed-${index}`, null));
  for (let index = 0; index < 200; index += 1) groups.add(group(`/file-${index}`, 1));
  groups.add(group('/many', 5_000));
  expect(groups.largest()).toHaveLength(50);
  expect(groups.largest().find(({ fileCount }) => fileCount !== null)?.path).toBe('/many');
  expect([groups.omittedGroupCount(), groups.fileCount()]).toEqual([351, 5_400]);
});

it('a folder whose names are known counts for the files among them', () => {
  const groups = new LargestGroups();
  groups.add(group('/listed', null, { leastFileCount: 50 }));
  expect(groups.fileCount()).toBe(50);
});

it('sums up what the groups hold that it drops, and leaves it open where it is not known of one', () => {
  const groups = new LargestGroups();
  for (let index = 0; index < 60; index += 1) groups.add(group(`/file-${index}`, 1, { bytes: 100 }));
  groups.largest();
  expect([groups.omittedGroupCount(), groups.omittedBytes()]).toEqual([10, 1_000]);
  groups.addOmitted({ groupCount: 1, fileCount: 1, bytes: null });
  expect(groups.omittedBytes()).toBeNull();
});
