// Members → the bytes of a bundle. The same members give the same bytes: their order, times and owners are fixed.
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describeMember, isMemberName, manifestName, maxMemberCount, type Manifest, type Member } from './manifest.js';

/**
 * @param about the manifest but for what it tells of the members
 * @param inspect told each member as it is packed, the manifest among them; what it throws stops the packing
 */
export async function packBundle(members: readonly Member[], about: About, inspect: (member: Member) => void = () => undefined): Promise<Buffer> {
  const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  const all = [manifestOf(sorted, about), ...sorted];
  refuseUnreadable(all.map(({ name }) => name));
  for (const member of all) inspect(member);
  const mtime = new Date(about.gatheredAt);
  const entries = all.map(({ name, content }) => ({
    header: { name, size: content.length, mtime, mode: 0o600, type: 'file' as const, uid: 0, gid: 0, uname: '', gname: '' },
    body: new Uint8Array(content),
  }));
  return gzipped(await packTar(entries));
}

type About = Omit<Manifest, 'members'>;

function manifestOf(members: readonly Member[], about: About): Member {
  const manifest: Manifest = { ...about, members: members.map(describeMember) };
  return { name: manifestName, content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
}

/** @throws Error for what the reader refuses: nobody should find that out at the support desk */
function refuseUnreadable(names: readonly string[]): void {
  const wrong = names.find((name, index) => !isMemberName(name) || names.indexOf(name) !== index);
  if (wrong !== undefined) throw new Error(`a bundle holds no member ${JSON.stringify(wrong)}, and none twice`);
  if (names.length > maxMemberCount) throw new Error(`a bundle holds no ${names.length} members`);
}

/** The ninth byte after the mark names the system that packed it. */
function gzipped(tar: Uint8Array): Buffer {
  const bytes = gzipSync(tar, { level: 9 });
  bytes[9] = 255;
  return bytes;
}
