// The strict reader of bundles, which may come from anywhere: nothing is written to a disk, nothing is read beyond its caps, and what
// is not exactly what `bundle` makes is refused, links, odd names, repeated members and hidden bytes among it.
import { crc32, inflateRawSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { breachOf } from '../saved-json.js';
import { UsageError } from '../usage-error.js';
import { describeMember, isMemberName, manifestName, maxMemberCount, type Manifest } from './manifest.js';
import { manifestSchema } from './manifest-schema.js';

/** A real one has a megabyte or two. */
const maxBytes = 64 * 1024 * 1024;
/** Logs shrink to a tenth, recordings to a twentieth. */
const maxRatio = 200;
const freeBytes = 1024 * 1024;

const isEncrypted = (bytes: Uint8Array): boolean =>
  /^(?:age-encryption\.org\/|-----BEGIN AGE ENCRYPTED)/.test(Buffer.from(bytes.subarray(0, 40)).toString('latin1'));

/**
 * @returns the text of one member
 * @throws UsageError that says what is wrong with the bundle
 */
export async function readMember(bytes: Uint8Array, wanted: string, name: string): Promise<string> {
  if (isEncrypted(bytes))
    throw new UsageError(`${name} is an encrypted bundle; open it first: age -d -i KEYFILE FILE | backup-doctor judge -`);
  const members = await membersOf(unzip(bytes, name), name);
  checkManifest(members, name);
  const member = members.get(wanted);
  if (member === undefined) throw refusal(name, `it holds no ${wanted}`);
  return member.toString('utf8');
}

function unzip(bytes: Uint8Array, name: string): Buffer {
  refuseHeader(bytes, name);
  const { buffer, engine } = inflate(bytes.subarray(headerBytes), name);
  const end = headerBytes + engine.bytesWritten;
  if (bytes.length < end + trailerBytes) throw refusal(name, cutOff);
  if (bytes.length > end + trailerBytes) throw refusal(name, 'it goes on behind its end');
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end, trailerBytes);
  if (trailer.getUint32(0, true) !== crc32(buffer) || trailer.getUint32(4, true) !== buffer.length) throw refusal(name, cutOff);
  return buffer;
}

/** Of gzip: ten bytes without a name, a comment, a time or anything else that no reader shows; at the end, checksum and length. */
const headerBytes = 10;
const trailerBytes = 8;

const cutOff = 'it is cut off or damaged';

function refuseHeader(bytes: Uint8Array, name: string): void {
  if (bytes.length < headerBytes) throw refusal(name, cutOff);
  const [first, second, method, ...flagsAndTime] = bytes.subarray(0, 8);
  if (first !== 0x1f || second !== 0x8b || method !== 8) throw refusal(name, cutOff);
  if (flagsAndTime.some((byte) => byte !== 0)) throw refusal(name, 'it was packed by another program');
}

interface Inflated {
  readonly buffer: Buffer;
  /** Its `bytesWritten` is what it took in: only the stream itself knows where it ends. */
  readonly engine: { readonly bytesWritten: number };
}

function inflate(packed: Uint8Array, name: string): Inflated {
  const cap = Math.min(maxBytes, Math.max(freeBytes, packed.length * maxRatio));
  try {
    // The types do not know what `info` changes.
    return inflateRawSync(packed, { maxOutputLength: cap, info: true }) as unknown as Inflated;
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw refusal(name, isTooLarge ? `it would unpack to more than ${cap} bytes` : cutOff, cause);
  }
}

type Members = ReadonlyMap<string, Buffer>;

async function membersOf(tar: Buffer, name: string): Promise<Members> {
  const members = new Map<string, Buffer>();
  try {
    for (const { header, data } of await unpackTar(new Uint8Array(tar), { strict: true, filter: watch(name) }))
      members.set(header.name, Buffer.from(data ?? new Uint8Array()));
  } catch (error) {
    throw error instanceof UsageError ? error : refusal(name, 'its archive is cut off or damaged', error);
  }
  // Headers of other kinds and bytes behind the end would be seen by no check above.
  if (tar.subarray(tarLength(members)).some((byte) => byte !== 0) || tar.length < tarLength(members))
    throw refusal(name, 'it holds more than its members');
  return members;
}

type Header = Parameters<NonNullable<NonNullable<Parameters<typeof unpackTar>[1]>['filter']>>[0];

/** Refuses at the first header that is wrong, before anything behind it is looked at. */
function watch(bundle: string): (header: Header) => boolean {
  const seen = new Set<string>();
  return ({ name, type, linkname, pax }) => {
    const shown = JSON.stringify(name.slice(0, 100));
    if (type !== 'file' || (linkname ?? '') !== '') throw refusal(bundle, `its member ${shown} is no plain file`);
    if (!isMemberName(name) || pax !== undefined) throw refusal(bundle, `no bundle has a member ${shown}`);
    if (seen.has(name)) throw refusal(bundle, `it holds ${shown} twice`);
    seen.add(name);
    if (seen.size > maxMemberCount) throw refusal(bundle, `it holds more than ${maxMemberCount} members`);
    return true;
  };
}

const blockBytes = 512;
const tarLength = (members: Members): number =>
  [...members.values()].reduce((sum, { length }) => sum + blockBytes + Math.ceil(length / blockBytes) * blockBytes, 0);

function checkManifest(members: Members, name: string): void {
  const { members: described } = parseManifest(members, name);
  const others = [...members]
    .filter(([member]) => member !== manifestName)
    .map(([member, content]) => describeMember({ name: member, content }));
  const known = new Map(described.map((member) => [member.name, member]));
  const wrong = others.find(({ name: member, sha256 }) => known.get(member)?.sha256 !== sha256);
  if (wrong !== undefined) throw refusal(name, `its ${wrong.name} is not what its manifest says`);
  const missing = described.find((member) => !members.has(member.name));
  if (missing !== undefined || known.size !== described.length)
    throw refusal(name, `its manifest names what is not there: ${JSON.stringify(missing?.name ?? '')}`);
}

function parseManifest(members: Members, name: string): Manifest {
  const [first] = members.keys();
  if (first !== manifestName) throw refusal(name, `it does not begin with ${manifestName}`);
  const data = parsed(members.get(manifestName)?.toString('utf8') ?? '');
  const breach = breachOf(manifestSchema, data);
  if (breach !== null) throw refusal(name, `its manifest is wrong in "${breach.path.join('.')}": ${breach.says}`);
  return data as Manifest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said as a breach of the form.
    return null;
  }
}

const refusal = (name: string, why: string, cause?: unknown): UsageError =>
  new UsageError(`${name} is not a bundle that this version reads: ${why}; make it again with backup-doctor bundle`, { cause });
