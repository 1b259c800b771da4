// After a switch of the vault's network the key of its password must be renamed. The service knows the network, the log
// knows the failure; either tells, and both together leave no doubt.
import { isOverServiceNet, usesServiceNetNow, vaultKeyOf } from '../../facts/agents/vault-key.js';
import type { Vault } from '../../facts/agent.js';
import type { ApiFacts } from '../../facts/api.js';
import type { LogFacts } from '../../facts/log.js';
import { missingPasswords } from '../../facts/log/told-by-log.js';
import { valueOf } from '../../facts/observed.js';
import type { Verdict } from '../check.js';
import { word } from './evidence.js';
import { loggedEvidence } from './log-lines.js';

/** null where nothing speaks for it. */
export function outdatedVaultKey(
  vault: Vault | null,
  api: ApiFacts | null,
  log: LogFacts | null,
): (Verdict & { readonly problem: string }) | null {
  const found = vaultKeyOf(vault);
  if (found === null || vault === null) return null;
  const registered = api === null ? null : valueOf(api.agent);
  const now = registered === null ? null : usesServiceNetNow(registered);
  const told = missingPasswords(log);
  const { key, otherKey } = found;
  const isRight = now === isOverServiceNet(key);
  if (isRight || (now === null && told === null)) return null;
  return {
    status: told === null ? 'warning' : 'critical',
    problem: 'vault-key-outdated',
    confidence: now === null ? 'likely' : 'certain',
    evidence: [
      word(key.split('/').at(-1) ?? key, 'oldKey', key, vault.encryptionSource),
      word(key, 'newKey', otherKey, vault.encryptionSource),
      word(key, 'networkNow', now === null ? null : now ? 'ServiceNet' : 'PublicNet', registered?.source ?? 'Cloud Backup API'),
      ...loggedEvidence(told),
    ],
  };
}
