// The account and the vault's container in Cloud Files, over the network that the agent uses for them. HEAD tells sizes, and one
// listed object that reading is allowed.
import type { ApiFacts, Login, VaultContainer } from '../../facts/api.js';
import { containerFacts, containerPlaceOf, type ContainerPlace } from '../../facts/api/vault-container.js';
import type { Endpoint, NetworkName } from '../../facts/network.js';
import { absent, observed, unavailable, type Observed } from '../../facts/observed.js';
import { urlOf, type ApiQuestion, type Answered } from './api-answer.js';
import type { ApiClient } from './api-client.js';
import { vaultDoor } from './service-endpoints.js';
import type { WayToVault } from './way-to-vault.js';

export interface FilesQuestions extends WayToVault {
  readonly client: ApiClient;
  readonly login: Login;
  readonly endpoints: readonly Endpoint[];
}

export async function askCloudFiles(asked: FilesQuestions): Promise<ApiFacts['vault']> {
  const { containerUrl, network } = asked;
  if (containerUrl === null) return absent('neither Cloud Backup nor the registration names a vault');
  const place = containerPlaceOf(containerUrl);
  if (place === null) return unavailable('malformed', 'the address of the vault is none of a container in Cloud Files');
  const seen = await askOver(network, place, asked);
  // What the agent's own way does not reach may still be there.
  return seen === 'not-reached' ? await overTheOther(place, asked) : seen;
}

async function overTheOther(place: ContainerPlace, asked: FilesQuestions): Promise<ApiFacts['vault']> {
  const other = asked.network === 'servicenet' ? await askOver('publicnet', place, asked) : 'not-reached';
  if (other !== 'not-reached') return other;
  return unavailable('timed-out', `Cloud Files was not reached over ${asked.network === 'servicenet' ? 'ServiceNet' : 'PublicNet'}`);
}

async function askOver(
  network: NetworkName,
  place: ContainerPlace,
  { client, login, endpoints }: FilesQuestions,
): Promise<Observed<VaultContainer> | 'not-reached'> {
  const endpoint = vaultDoor(place, network, login, endpoints);
  if (endpoint === null)
    return unavailable('unsupported', `the vault lies at ${place.host}, which the account's services do not name: no token was sent there`);
  const account: ApiQuestion = { call: 'account', endpoint, path: `/v1/${place.account}`, method: 'HEAD' };
  const containerPath = `${account.path}/${place.container}`;
  const [ofAccount, container] = await Promise.all([
    client.ask(account),
    client.ask({ call: 'vault-container', endpoint, path: containerPath, method: 'HEAD', alsoFine: [404] }),
  ]);
  if (container.state === 'not-reached') return 'not-reached';
  if (container.state === 'fault') return client.failureOf(container, 'the container of the vault');
  const url = urlOf({ endpoint, path: containerPath });
  if (container.status === 404) return missingFrom(ofAccount, { url, network });
  const listing = await client.ask({ call: 'vault-listing', endpoint, path: `${containerPath}?limit=1&format=json` });
  const headers = ofAccount.state === 'answered' ? ofAccount.headers : null;
  return observed({ url, network, isThere: true, ...containerFacts(container.headers, headers), isListable: listing.state === 'answered' });
}

/** Only who sees the account can say that a container is not in it. */
function missingFrom(
  account: Answered | { readonly state: 'fault' | 'not-reached' },
  place: Pick<VaultContainer, 'url' | 'network'>,
): Observed<VaultContainer> {
  if (account.state !== 'answered')
    return unavailable('unsupported', 'the account in Cloud Files could not be looked into, so nobody can tell whether the vault is there');
  return observed({ ...place, isThere: false, objectCount: null, usedBytes: null, quota: null, isListable: false });
}
