// Whom this host knows by name: its accounts of people, and who is named in a registration. Held in memory alone, as secrets are, so
// that a policy that hides users finds them in a log that names no home.
import { valueOf } from '../facts/observed.js';
import { readAccounts } from './agents/accounts.js';
import type { System } from './platform/system.js';

const shortestName = 4;
/** What a distribution numbers below is no person, nor is `nobody`. */
const [firstPerson, nobody] = [1_000, 65_534];

export async function usersKnownTo(system: System): Promise<readonly string[]> {
  const [accounts, registration] = await Promise.all([readAccounts(system), system.files.readText('/etc/driveclient/bootstrap.json', 256 << 10)]);
  const people = accounts.filter(({ uid }) => uid >= firstPerson && uid !== nobody).map(({ name }) => name);
  const [, owner = ''] = /"Username"\s{0,20}:\s{0,20}"([^"\\]{1,100})"/i.exec(valueOf(registration)?.text ?? '') ?? [];
  return [...people, owner].filter(({ length }) => length >= shortestName);
}
