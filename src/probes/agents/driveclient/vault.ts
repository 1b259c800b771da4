// Where the backups lie, whether they are encrypted, and through which network they go there.
import type { Vault } from '../../../facts/agent.js';
import { mapped, valueOf, type Observed } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import type { DriveclientPaths } from './paths.js';
import type { RegistrationLook } from './registration.js';

/** @param cachedContainers from `readCachedContainers` */
export const vaultOf = ({ path, seen }: RegistrationLook, cachedContainers: readonly string[]): Observed<Vault> =>
  mapped(seen, ({ content: { containerUrls, isEncrypted } }) => ({
    containerUrls,
    cachedContainers,
    usesServiceNet: usesServiceNet(containerUrls),
    isEncrypted,
    encryptionSource: `VolumePasswords in ${path}`,
  }));

/** Right after the network was switched both forms may stand there; then nobody can tell. */
function usesServiceNet(containerUrls: readonly string[]): boolean | null {
  const answers = new Set(containerUrls.map((url) => new URL(url).hostname.startsWith('snet-')));
  const [answer] = answers;
  return answers.size === 1 ? (answer ?? null) : null;
}

/** `<cache>/MossoCloudFS_<account>/<container>/`, one folder for each vault. */
export async function readCachedContainers({ files }: System, { cacheFolder, join }: DriveclientPaths): Promise<readonly string[]> {
  const accounts = (valueOf(await files.list(cacheFolder)) ?? []).filter((name) => /^MossoCloudFS_[\w-]{1,64}$/.test(name));
  const containers = await Promise.all(
    accounts.map(async (account) => {
      const names = valueOf(await files.list(join(cacheFolder, account))) ?? [];
      return names.filter((name) => /^[\w-]{1,200}$/.test(name)).map((name) => `${account}/${name}`);
    }),
  );
  return containers.flat().slice(0, 100);
}
