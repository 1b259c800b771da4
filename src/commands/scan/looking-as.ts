// For whom a scan speaks: --user where it is named, else the agent's user; but only root can look as another.
import { valueOf } from '../../facts/observed.js';
import { findAgentAccount } from '../../probes/agents/index.js';
import { uidOf } from '../../probes/files/scan-account.js';
import type { System } from '../../probes/platform/system.js';
import { UsageError } from '../../usage-error.js';

export interface LookingAs {
  readonly asUid: number;
  /** null for whoever started this. */
  readonly asUser: string | null;
}

/** @throws UsageError */
export async function scanAccountOf(system: System, { user, agent = 'auto' }: { readonly user?: string; readonly agent?: string }): Promise<LookingAs> {
  const ownUid = process.geteuid?.() ?? -1;
  if (user !== undefined) return named(system, user, ownUid);
  // Anybody else can speak for themselves alone, whoever the agent is.
  if (ownUid !== 0) return { asUid: ownUid, asUser: null };
  const runsAs = valueOf(await findAgentAccount(system, agent));
  return runsAs === null ? { asUid: 0, asUser: 'root' } : { asUid: runsAs.uid, asUser: runsAs.user };
}

async function named(system: System, user: string, ownUid: number): Promise<LookingAs> {
  const asUid = await uidOf(system, user);
  if (asUid === null) throw new UsageError(`--user names ${JSON.stringify(user)}, which is no account of this host; name one that \`id\` knows`);
  if (ownUid !== 0 && ownUid !== asUid) throw new UsageError(`only root can look as ${JSON.stringify(user)}; run this with sudo, or leave --user out`);
  return { asUid, asUser: user };
}
