// What can be so with a vault and the way to it. Each is true of the real Swift while it is played, and undone after it.
import { httpsTo, routerRules } from '../network/faults.js';
import { internalName, publicName, type SwiftServer, type User, type Vault } from './plan.js';

export interface VaultScenario {
  readonly user: User;
  readonly vault: Vault;
  readonly frozen?: SwiftServer;
  /** Shell commands that make a table of rules, `fault`. */
  readonly onRouter?: string;
}

export const vaultScenarios = {
  there: { user: 'owner', vault: 'there' },
  missing: { user: 'owner', vault: 'missing' },
  full: { user: 'owner', vault: 'full' },
  'forbidden to another account': { user: 'stranger', vault: 'there' },
  'forbidden to a sub-user without a role': { user: 'roleless', vault: 'there' },
  'only to be read by this sub-user': { user: 'reader', vault: 'there' },
  'its container server answers nothing': { user: 'owner', vault: 'there', frozen: 'container' },
  'its object server answers nothing': { user: 'owner', vault: 'there', frozen: 'object' },
  'reached over ServiceNet alone': { user: 'owner', vault: 'there', onRouter: routerRules(`${httpsTo(publicName)} drop`) },
  'reached over PublicNet alone': { user: 'owner', vault: 'there', onRouter: routerRules(`${httpsTo(internalName)} drop`) },
} as const satisfies Record<string, VaultScenario>;
export type VaultScenarioName = keyof typeof vaultScenarios;

export const undoOnRouter = 'nft delete table inet fault';
