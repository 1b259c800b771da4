// For whom the scan can speak: root becomes the agent's user with all its groups; anybody else remains who they are.
import { unavailable, valueOf, type Observed } from '../../facts/observed.js';
import { groupsOf, parseGroupIds, type GroupMembership } from '../../facts/storage/account-groups.js';
import { readAccounts } from '../agents/accounts.js';
import type { System } from '../platform/system.js';
import type { Become } from './scan-lines.js';

export interface ScanAccount {
  /** null where the scan runs as whoever started this program. */
  readonly become: Become | null;
  /** null where it is whoever started this program: the scan itself tells the name. */
  readonly asUser: string | null;
  readonly insteadOf: string | null;
}

export async function scanAccount(system: System, asUid: number, asUser: string | null): Promise<Observed<ScanAccount>> {
  const ownUid = process.geteuid?.();
  if (ownUid === undefined) return unavailable('unsupported', 'the readability scan knows accounts of Unix systems only');
  if (ownUid === asUid) return { state: 'observed', value: { become: null, asUser, insteadOf: null }, tookMs: 0 };
  if (ownUid !== 0) {
    const value = { become: null, asUser: null, insteadOf: asUser ?? `uid ${asUid}` };
    return { state: 'observed', value, tookMs: 0 };
  }
  const groups = (await groupsByCommand(system, asUser)) ?? (await groupsByFiles(system, asUid));
  if (groups === null)
    return unavailable('unsupported', `the groups of ${asUser ?? 'the account'} (uid ${asUid}) are not known, so nobody can look with its rights`);
  return { state: 'observed', value: { become: { uid: asUid, ...groups }, asUser, insteadOf: null }, tookMs: 0 };
}

/** Asks every source of accounts, a directory service too; 'absent' below --root, where the image's files decide. */
async function groupsByCommand(system: System, user: string | null): Promise<GroupMembership | null> {
  if (user === null || user.startsWith('-')) return null;
  const answer = valueOf(await system.run('id', ['-G', user], { limitMs: 2_000 }));
  return answer?.exitCode === 0 ? parseGroupIds(answer.stdout) : null;
}

async function groupsByFiles({ files }: System, uid: number): Promise<GroupMembership | null> {
  const [passwd, group] = await Promise.all([files.readText('/etc/passwd'), files.readText('/etc/group')]);
  return groupsOf(uid, valueOf(passwd)?.text ?? '', valueOf(group)?.text ?? '');
}

/** Who is called so, asked of every source of accounts on a live host and of the image's own files below --root; null where nobody is. */
export async function uidOf(system: System, user: string): Promise<number | null> {
  if (user.startsWith('-')) return null;
  const answer = valueOf(await system.run('id', ['-u', user], { limitMs: 2_000 }));
  if (answer !== null) return answer.exitCode === 0 && /^\d+\n?$/.test(answer.stdout) ? Number(answer.stdout) : null;
  return (await readAccounts(system)).find(({ name }) => name === user)?.uid ?? null;
}
