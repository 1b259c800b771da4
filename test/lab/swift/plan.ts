// Who and what there is in the lab's Cloud Files: users, vault containers, servers. The account and the first vault are
// those of the registration in host/agent.sh.
import type { EndpointName } from '../network/plan.js';

/** Of the provider's namespace alone, on its loopback. */
export const ports = { account: 6212, container: 6211, object: 6210, proxy: 8080, memcached: 11211 } as const;
export type SwiftServer = 'account' | 'container' | 'object' | 'proxy';
export const swiftServers: readonly SwiftServer[] = ['account', 'container', 'object', 'proxy'];
export const originOf = (server: SwiftServer): string => `http://127.0.0.1:${ports[server]}`;

/**
 * Where a Cloud Backup API listens in the provider's namespace. nginx has 443 of the endpoints' own addresses; with that
 * number the API can name itself in URLs as the real one does, without a port.
 */
export const apiAddress = { host: '127.0.0.1', port: 443 } as const;

export const publicName: EndpointName = 'storage101.dfw1.clouddrive.com';
export const internalName: EndpointName = 'snet-storage101.dfw1.clouddrive.com';

export const key = 'dummy-not-a-secret';
export const customer = '991199';
/** Names hold no `_`: tempauth cuts its settings there. */
export const users = {
  owner: { account: customer, groups: '.admin' },
  // Of the customer's account, as sub-users: one that the vaults let read, and one that nothing lets in.
  reader: { account: customer, groups: '' },
  roleless: { account: customer, groups: '' },
  stranger: { account: '880022', groups: '.admin' },
} as const;
export type User = keyof typeof users;
export const userNames = Object.keys(users) as readonly User[];
/** As tempauth and its access lists name them. */
export const fullNameOf = (user: User): string => `${users[user].account}:${user}`;

/** Cloud Files' own prefix, which Swift is set to as its reseller prefix: no path has to be mapped. */
export const accountPrefix = 'MossoCloudFS';
export const vaultAccount = `${accountPrefix}_${customer}`;
export const storageUrl = (name: EndpointName): string => `https://${name}/v1/${vaultAccount}`;

/** Vaults by what is so with them; each is the UUID of its container. */
export const vaults = {
  there: '11111111-2222-4333-8444-555555555555',
  full: '22222222-2222-4333-8444-555555555555',
  missing: '99999999-2222-4333-8444-555555555555',
} as const;
export type Vault = keyof typeof vaults;
export const containerOf = (vault: Vault): string => `z_DO_NOT_DELETE_CloudBackup_v2_0_${vaults[vault]}`;

/** The objects of a vault, as the agent lays them out. */
export const snapshotIn = (container: string): string => `BACKUPS/v2.0/${uuidOf(container)}/DB/1`;
export const bundleIn = (container: string): string => `BACKUPS/v2.0/${uuidOf(container)}/BUNDLES/0000000001`;
const uuidOf = (container: string): string => container.slice(-'11111111-2222-4333-8444-555555555555'.length);
export const snapshotBytes = 2_000;
export const bundleBytes = 20_000;
export const vaultBytes = snapshotBytes + bundleBytes;
