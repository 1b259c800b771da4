// Members → the bytes of a bundle. The same members give the same bytes: their order, times and owners are fixed.
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describeMember, manifestName, type Manifest, type Member } from './manifest.js';

/** @param about the manifest but for what it tells of the members */
export async function packBundle(members: readonly Member[], about: Omit<Manifest, 'members'>): Promise<Buffer> {
  const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  const manifest: Manifest = { ...about, members: sorted.map(describeMember) };
  const first: Member = { name: manifestName, content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
  const mtime = new Date(about.gatheredAt);
  const entries = [first, ...sorted].map(({ name, content }) => ({
    header: { name, size: content.length, mtime, mode: 0o600, type: 'file' as const, uid: 0, gid: 0, uname: '', gname: '' },
    body: new Uint8Array(content),
  }));
  return gzipped(await packTar(entries));
}

/** The ninth byte after the mark names the system that packed it. */
function gzipped(tar: Uint8Array): Buffer {
  const bytes = gzipSync(tar, { level: 9 });
  bytes[9] = 255;
  return bytes;
}
