// The password of an encrypted vault stands under the vault's address. Switched to the other network, the vault has another
// address, and the agent finds no password under it until the key is renamed.
import type { Vault } from '../agent.js';
import type { RegisteredAgent } from '../api.js';

export interface VaultKey {
  readonly key: string;
  /** The same address over the other network. */
  readonly otherKey: string;
}

/** null where there is no key, or where both forms stand there. */
export function vaultKeyOf(vault: Vault | null): VaultKey | null {
  const [key, ...others] = vault?.isEncrypted === false ? [] : (vault?.containerUrls ?? []);
  return key === undefined || others.length > 0 ? null : { key, otherKey: otherForm(key) };
}

export const isOverServiceNet = (url: string): boolean => url.includes('://snet-');

const otherForm = (url: string): string => (isOverServiceNet(url) ? url.replace('://snet-', '://') : url.replace('://', '://snet-'));

/** As the service has it now; null where it does not tell. The vault's address that it gives is the public one, whatever is used. */
export const usesServiceNetNow = ({ vaultUrl, usesServiceNet }: RegisteredAgent): boolean | null =>
  vaultUrl !== null && isOverServiceNet(vaultUrl) ? true : usesServiceNet;
