// Through which network the backups travel: what is not known is told apart from what nobody could look at.
import type { Vault } from '../agent.js';
import type { NetworkName } from '../network.js';
import type { Observed } from '../observed.js';

export interface VaultNetwork {
  /** null where no vault is known, and where two forms of its address contradict each other. */
  readonly network: NetworkName | null;
  /** Why nobody could look; null where somebody could. */
  readonly blindness: string | null;
}

export function vaultNetworkOf(vault: Observed<Vault>): VaultNetwork {
  if (vault.state === 'unavailable') return { network: null, blindness: vault.failure.detail };
  const uses = vault.state === 'observed' ? vault.value.usesServiceNet : null;
  if (uses === null) return { network: null, blindness: null };
  return { network: uses ? 'servicenet' : 'publicnet', blindness: null };
}
