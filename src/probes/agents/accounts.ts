// The accounts of the examined host.
import { parseAccounts, type Account } from '../../facts/agents/accounts.js';
import { valueOf } from '../../facts/observed.js';
import { oncePerSystem } from './once-per-system.js';

/** Empty where they cannot be read: an account is then known by its number. */
export const readAccounts = oncePerSystem(async ({ files }): Promise<readonly Account[]> =>
  parseAccounts(valueOf(await files.readText('/etc/passwd'))?.text ?? ''),
);
