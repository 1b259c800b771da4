// Reads passwd(5) and group(5) for what a process of an account may: its primary and its supplementary groups.
import type { Names } from './denial.js';

export interface GroupMembership {
  readonly gid: number;
  /** With the primary group. */
  readonly groupIds: readonly number[];
}

/** null where passwd does not know the uid: such accounts may come from a directory service. */
export function groupsOf(uid: number, passwd: string, group: string): GroupMembership | null {
  const account = entries(passwd).find(([, , id]) => id === String(uid));
  if (account === undefined) return null;
  const [name = '', , , gid = ''] = account;
  if (!isId(gid)) return null;
  const further = entries(group).flatMap(([, , id = '', members = '']) =>
    isId(id) && members.split(',').includes(name) ? [Number(id)] : [],
  );
  return { gid: Number(gid), groupIds: [...new Set([Number(gid), ...further])] };
}

/** What `id -G` prints, the primary group first. */
export function parseGroupIds(text: string): GroupMembership | null {
  const ids = text.trim().split(/\s+/);
  const [gid] = ids;
  if (gid === undefined || !ids.every(isId)) return null;
  return { gid: Number(gid), groupIds: [...new Set(ids.map(Number))] };
}

/** Names by id; passwd and group have both in the same columns. */
export const namesById = (text: string): Names =>
  new Map(
    entries(text)
      .flatMap(([name = '', , id = '']) => (name !== '' && isId(id) ? [[Number(id), name] as const] : []))
      .reverse(),
  );

const entries = (text: string): readonly (readonly string[])[] => text.split('\n').map((line) => line.trim().split(':'));

/** 4294967295 is -1: no account. */
const isId = (text: string): boolean => /^\d{1,10}$/.test(text) && Number(text) < 4_294_967_295;
