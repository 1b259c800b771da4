// backup-doctor bundle: one file for the support desk, with all that is needed to judge this host elsewhere and nothing that is secret.
import { packBundle } from '../bundle/pack.js';
import type { Member } from '../bundle/manifest.js';
import { applyPolicy } from '../facts/redaction/apply-policy.js';
import { secretsKnownTo, unreadNotes } from '../probes/known-secrets.js';
import { usersKnownTo } from '../probes/known-users.js';
import { record } from '../run.js';
import { UsageError } from '../usage-error.js';
import { collectContents, type Contents } from './bundle/collect-members.js';
import { LeakGuard } from './leak-guard.js';
import { loadConfigured } from './load-catalogue.js';
import { freeBytesAt, writeNamed } from './named-path.js';
import { openHost } from './open-host.js';
import { parseDeadline, parseGatherOptions, type GatherFlags } from './options.js';
import { print } from './output.js';
import { watch } from './progress.js';
import { parsePolicy, tellNotes, tellRedaction, type RedactionFlags } from './redaction.js';
import { tell } from './tell.js';

export interface BundleFlags extends GatherFlags, RedactionFlags {
  readonly output?: string;
  readonly recipient?: readonly string[];
  readonly dryRun?: boolean;
}

/** Less than the smallest bundle: where there is not even so much room, nobody waits for the look. */
const leastBytes = 64 * 1024;

/** @returns 0 where it was written or listed: the bundle is what was asked for, whatever is wrong with the host */
export async function bundle(flags: BundleFlags): Promise<number> {
  const deadlineMs = parseDeadline(flags);
  const policy = parsePolicy(flags, 'support');
  const encrypt = await encryption(flags.recipient ?? []);
  const catalogue = await loadConfigured(flags.config, deadlineMs);
  const options = parseGatherOptions(flags, catalogue);
  const place = flags.dryRun === true ? null : (flags.output ?? null);
  if (flags.dryRun !== true) await refuseFullDisk(place ?? '.', leastBytes, deadlineMs);
  const host = await openHost(options, deadlineMs, catalogue);
  const progress = watch(deadlineMs);
  try {
    const seen = await record(host.system, host.settings, host.conditions, progress.began);
    const redacted = applyPolicy(seen, policy, await usersKnownTo(host.system));
    const logWindowSeconds = host.settings.log.windowSeconds;
    const contents = await collectContents({ system: host.system, seen, redacted, catalogue, logWindowSeconds });
    const guard = new LeakGuard(secretsKnownTo(host.system), redacted.recording);
    const notes = [...guard.notes, ...unreadNotes(host.system, (path) => redacted.redactor?.path(path) ?? path)];
    const about = withNotes(contents.about, notes);
    const packed = await packBundle(contents.members, about, inspectorOf(guard));
    progress.stop();
    tellNotes(notes);
    if (flags.showRedactions === true) tellRedaction(about.redaction);
    tellOf(contents);
    if (flags.dryRun === true) return await list(contents.members, packed.length);
    const bytes = encrypt === null ? packed : await encrypt(packed);
    await write(place ?? nameOf(seen.gatheredAt, encrypt !== null), bytes, deadlineMs);
    return 0;
  } finally {
    progress.stop();
    host.system.close();
  }
}

/** Only who encrypts loads what encrypts; a wrong key is refused before the look. */
async function encryption(recipients: readonly string[]): Promise<((bytes: Uint8Array) => Promise<Uint8Array>) | null> {
  if (recipients.length === 0) return null;
  return (await import('../bundle/encrypt.js')).encrypterFor(recipients);
}

/** The manifest calls nothing passed that could not be looked for. */
const withNotes = (about: Contents['about'], notes: readonly string[]): Contents['about'] =>
  notes.length === 0 ? about : { ...about, redaction: { ...about.redaction, selfTest: `${about.redaction.selfTest === 'failed' ? 'failed' : 'incomplete'}: ${notes.join('; ')}` } };

/** Each member by itself, the manifest and the names with them: what is packed is beyond any search. */
const inspectorOf =
  (guard: LeakGuard) =>
  ({ name, content }: Member): void => {
    guard.refuseLeak(name, 'the name of a member of the bundle');
    guard.refuseLeak(content, `${name} of the bundle`);
  };

function tellOf({ changedChecks, about }: Contents): void {
  if (changedChecks.length > 0)
    tell(`backup-doctor: note: under the policy ${about.redaction.policy} these are judged otherwise: ${changedChecks.join(', ')}`);
  for (const { path, reason } of about.missing)
    if (!/does not exist$/.test(reason)) tell(`backup-doctor: note: not in the bundle: ${path}: ${reason}`);
}

/** `backup-doctor-20261122T094835Z.tar.gz` */
const nameOf = (gatheredAt: string, isEncrypted: boolean): string =>
  `backup-doctor-${gatheredAt.replace(/\.\d+/, '').replace(/[-:]/g, '')}.tar.gz${isEncrypted ? '.age' : ''}`;

async function write(path: string, bytes: Uint8Array, deadlineMs: number): Promise<void> {
  if (path === '-') return print(bytes);
  await refuseFullDisk(path, bytes.length, deadlineMs);
  await writeNamed(path, bytes, deadlineMs);
  await print(`${path}\n`);
}

async function refuseFullDisk(path: string, neededBytes: number, deadlineMs: number): Promise<void> {
  if (path === '-') return;
  const freeBytes = await freeBytesAt(path, deadlineMs);
  if (freeBytes >= neededBytes) return;
  throw new UsageError(
    `there is no room for the bundle at ${JSON.stringify(path)}: it takes ${neededBytes} bytes and ${freeBytes} are free; name a file on another disk with --output`,
  );
}

async function list(members: readonly Member[], packedBytes: number): Promise<number> {
  const rows = [...members]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, content }) => `${String(content.length).padStart(10)}  ${name}`);
  const total = members.reduce((sum, { content }) => sum + content.length, 0);
  const last = `${String(total).padStart(10)}  bytes in ${members.length} members and a manifest, packed into ${packedBytes}; nothing was written`;
  await print(`${[...rows, last].join('\n')}\n`);
  return 0;
}
