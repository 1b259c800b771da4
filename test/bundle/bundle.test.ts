// What is packed comes out again, in the same bytes each time; what anybody changed, added or made up is refused in one sentence.
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { bundleFormat, bundleFormatVersion, describeMember, type Manifest, type Member } from '../../src/bundle/manifest.js';
import { readMember } from '../../src/bundle/open-bundle.js';
import { packBundle } from '../../src/bundle/pack.js';
import { UsageError } from '../../src/usage-error.js';

const about: Omit<Manifest, 'members'> = {
  ...{ format: bundleFormat, formatVersion: bundleFormatVersion, tool: { name: 'backup-doctor', version: '0.1.0' }, runId: 'r' },
  gatheredAt: '2026-11-22T09:48:35.903Z',
  redaction: { policy: 'support', explanation: 'x', counts: {}, selfTest: 'passed' },
  ...{ diagnosis: 'kept', missing: [] },
};
const member = (name: string, text: string): Member => ({ name, content: Buffer.from(text) });
const members = [member('recording.json', '{"a":1}'), member('logs/driveclient.log', 'line\n'.repeat(500)), member('report.json', '{}')];
const packed = await packBundle(members, about);

type Entry = Parameters<typeof packTar>[0][number];
const file = (name: string, text: string): Entry => ({ header: { name, size: Buffer.byteLength(text), type: 'file' }, body: text });
const manifestOf = (content: readonly Member[]): Entry =>
  file('manifest.json', JSON.stringify({ ...about, members: content.map(describeMember) }));
const bundleOf = async (...entries: readonly Entry[]): Promise<Buffer> => gzipSync(await packTar(entries));
const flagged = (header: Buffer, flag: number): Buffer => Buffer.from([...header.subarray(0, 3), flag, ...header.subarray(4)]);
const recording = member('recording.json', '{"a":1}');
const whole = [manifestOf([recording]), file('recording.json', '{"a":1}')];

const refusalOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readMember(bytes, 'recording.json', 'x.tar.gz');
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
};

describe('a bundle', () => {
  it.each(members)('holds $name', async ({ name, content }) => expect(await readMember(packed, name, 'x')).toBe(content.toString()));

  it('has the same bytes whenever and in whatever order it is packed', async () => {
    expect((await packBundle([...members].reverse(), about)).equals(packed)).toBe(true);
    // Neither a time nor a name nor the system that packed it.
    expect([...packed.subarray(3, 10)]).toEqual([0, 0, 0, 0, 0, 2, 255]);
  });

  it('is not packed with a member that no reader takes, or twice, or too many', async () => {
    const logs = Array.from({ length: 64 }, (_, index) => member(`logs/${index}.log`, ''));
    for (const wrong of [[member('../x', '')], [member('manifest.json', '')], [members[0]!, members[0]!], logs])
      await expect(packBundle(wrong, about)).rejects.toThrow(/a bundle holds no/);
  });

  it('is inspected before it is packed, the manifest with all names among it', async () => {
    const seen: Member[] = [];
    await packBundle(members, about, (one) => void seen.push(one));
    expect(seen.map(({ name }) => name)).toEqual(['manifest.json', 'logs/driveclient.log', 'recording.json', 'report.json']);
    expect(seen[0]?.content.toString()).toContain('"name": "logs/driveclient.log"');
    await expect(packBundle(members, about, () => { throw new Error('no'); })).rejects.toThrow('no');
  });

  it('made elsewhere alike is read', async () => expect(await refusalOf(await bundleOf(...whole))).toBe('read'));
});

describe('a hostile bundle is refused:', () => {
  const link = (type: 'symlink' | 'link' | 'directory' | 'fifo' | 'character-device', name = 'logs/a.log'): Entry => ({
    header: { name, size: 0, type, ...(type.endsWith('link') ? { linkname: '/etc/shadow' } : {}) },
  });

  it.each<[string, () => readonly Entry[], RegExp]>([
    ['a symbolic link', () => [...whole, link('symlink')], /"logs\/a\.log" is no plain file/],
    ['a hard link', () => [...whole, link('link')], /no plain file/],
    ['a folder', () => [...whole, link('directory', 'logs/')], /no plain file/],
    ['a FIFO', () => [...whole, link('fifo')], /no plain file/],
    ['a device', () => [...whole, link('character-device')], /no plain file/],
    ['a way out', () => [...whole, file('logs/../../etc/passwd', 'x')], /no bundle has a member/],
    ['two dots', () => [...whole, file('logs/..', 'x')], /no bundle has a member/],
    ['an absolute name', () => [...whole, file('/etc/passwd', 'x')], /no bundle has a member/],
    ['an odd name', () => [...whole, file('logs/\u001b[31m', 'x')], /no bundle has a member/],
    ['a long name', () => [...whole, file(`logs/${'a'.repeat(300)}`, 'x')], /no bundle has a member/],
    ['a member twice', () => [...whole, file('recording.json', '{"a":1}')], /holds "recording\.json" twice/],
    ['another member', () => [...whole, file('logs/b.log', 'x')], /its logs\/b\.log is not what its manifest says/],
    ['other content', () => [manifestOf([recording]), file('recording.json', '{"a":2}')], /is not what its manifest says/],
    [
      'a member that is missing',
      () => [manifestOf([recording, member('report.json', '{}')]), file('recording.json', '{"a":1}')],
      /names what is not there: "report\.json"/,
    ],
    ['no manifest', () => [file('recording.json', '{}')], /does not begin with manifest\.json/],
    ['a manifest that is last', () => [...whole].reverse(), /does not begin with manifest\.json/],
    ['a manifest that is none', () => [file('manifest.json', '{"format":1}'), file('recording.json', '{}')], /its manifest is wrong in/],
    ['a manifest that is no JSON', () => [file('manifest.json', '{'), file('recording.json', '{}')], /its manifest is wrong in/],
    [
      'too many members',
      () => [...whole, ...Array.from({ length: 70 }, (_, index) => file(`logs/${index}.log`, ''))],
      /more than 64 members/,
    ],
    ['no recording', () => [manifestOf([])], /it holds no recording\.json/],
  ])('%s', async (_, entries, says) => expect(await refusalOf(await bundleOf(...entries()))).toMatch(says));

  it('a bomb', async () => {
    const bomb = gzipSync(await packTar([...whole, file('logs/a.log', '\0'.repeat(80 * 1024 * 1024))]));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusalOf(bomb)).toMatch(/would unpack to more than \d+ bytes/);
  });

  it('bytes behind its end, which no reader would show', async () => {
    const tar = gunzipSync(await bundleOf(...whole));
    expect(await refusalOf(gzipSync(Buffer.concat([tar, Buffer.from('hidden'), Buffer.alloc(506)])))).toMatch(
      /more than its members|cut off or damaged/,
    );
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['bytes behind it', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['zeros behind it', (bytes) => Buffer.concat([bytes, Buffer.alloc(512)])],
    ['another archive behind it', (bytes) => Buffer.concat([bytes, bytes])],
    ['an empty one behind it', (bytes) => Buffer.concat([bytes, gzipSync('')])],
  ])('%s', async (_, change) => expect(await refusalOf(change(await bundleOf(...whole)))).toMatch(/goes on behind its end/));

  it('in two archives, each of which holds a part of it', async () => {
    const tar = gunzipSync(await bundleOf(...whole));
    expect(await refusalOf(Buffer.concat([gzipSync(tar.subarray(0, 1024)), gzipSync(tar.subarray(1024))]))).toMatch(/goes on behind its end/);
  });

  it.each<[string, (header: Buffer) => Buffer]>([
    ['a name', (header) => Buffer.concat([flagged(header, 0x08), Buffer.from('hidden\0')])],
    ['a comment', (header) => Buffer.concat([flagged(header, 0x10), Buffer.from('hidden\0')])],
    ['more fields', (header) => Buffer.concat([flagged(header, 0x04), Buffer.from([2, 0, 65, 66])])],
    ['a flag that means nothing', (header) => flagged(header, 0x80)],
    ['a time', (header) => Buffer.from([...header.subarray(0, 4), 1, 2, 3, 4, ...header.subarray(8)])],
  ])('%s in its header, which no reader would show', async (_, change) => {
    const bytes = await bundleOf(...whole);
    expect(await refusalOf(Buffer.concat([change(bytes.subarray(0, 10)), bytes.subarray(10)]))).toMatch(/packed by another program/);
  });

  it('a checksum or a length that is another', async () => {
    for (const fromEnd of [1, 5]) {
      const bytes = await bundleOf(...whole);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - fromEnd) ^ 1, bytes.length - fromEnd);
      expect(await refusalOf(bytes)).toMatch(/cut off or damaged/);
    }
  });

  it('an encrypted one says how to open it', async () => {
    expect(await refusalOf(Buffer.from('age-encryption.org/v1\n'))).toContain('age -d -i KEYFILE FILE | backup-doctor judge -');
  });

  it('cut off anywhere', async () => {
    for (let length = 2; length < packed.length; length += 7)
      expect(await refusalOf(packed.subarray(0, length))).toMatch(/cut off or damaged/);
  });
});

describe('whatever is done to the archive', () => {
  const tar = gunzipSync(packed);
  const content = recording.content.toString();

  it('it is refused, or gives what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
        const damaged = Buffer.from(tar);
        for (const [at, byte] of changes) damaged[at] = byte;
        try {
          expect(await readMember(gzipSync(damaged, { level: 1 }), 'recording.json', 'x')).toBe(content);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('a made-up one of any blocks is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        expect(await refusalOf(gzipSync(bytes))).not.toBe('read');
      }),
      { numRuns: 300 },
    );
  });
});
