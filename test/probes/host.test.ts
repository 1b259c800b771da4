// The examined machine itself: what nobody could tell is null, with the reason beside it.
import { describe, expect, it } from '@jest/globals';
import { valueOf } from '../../src/facts/observed.js';
import { gatherHost } from '../../src/probes/host.js';
import { hostImage, type ImageEntry } from './agents/host-image.js';

async function hostOf(entries: Readonly<Record<string, ImageEntry>>) {
  const image = hostImage(entries);
  const host = valueOf(await gatherHost(image.system));
  image.remove();
  return host;
}

describe('the name of the host', () => {
  it.each<[string, Readonly<Record<string, ImageEntry>>, string | null, string | undefined]>([
    ['a name', { '/etc/hostname': 'web-07\n' }, 'web-07', undefined],
    ['an empty file', { '/etc/hostname': '' }, null, '/etc/hostname holds no name'],
    ['blanks alone', { '/etc/hostname': ' \n' }, null, '/etc/hostname holds no name'],
    ['what the kernel says without a name', { '/etc/hostname': '(none)\n' }, null, '/etc/hostname holds no name'],
    ['no file', {}, null, '/etc/hostname does not exist'],
    ['a folder in its place', { '/etc/hostname': { kind: 'folder' } }, null, '/etc/hostname is a folder, not a file'],
  ])('%s', async (_, entries, hostname, hostnameReason) => {
    const host = await hostOf(entries);
    expect([host?.hostname, host?.hostnameReason]).toEqual([hostname, hostnameReason]);
  });
});
