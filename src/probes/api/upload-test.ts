// The upload test: random bytes go to Cloud Files over the network that the agent uses, into a container of its own beside the
// vault, and are removed again. It is bounded in bytes and time, and what could not be removed is told by its name.
import { randomBytes } from 'node:crypto';
import { containerFacts, containerPlaceOf, type ContainerPlace } from '../../facts/api/vault-container.js';
import type { Endpoint } from '../../facts/network.js';
import { absent, observed, unavailable, type Observed } from '../../facts/observed.js';
import type { UploadTest } from '../../facts/throughput.js';
import { ApiClient } from './api-client.js';
import type { Credentials } from './credentials.js';
import { logIn } from './log-in.js';
import type { Asking } from './reach.js';
import { vaultDoor } from './service-endpoints.js';
import { uploadLimits } from './upload-rounds.js';
import { transfer, what } from './upload-transfer.js';
import type { WayToVault } from './way-to-vault.js';

export interface UploadSettings extends WayToVault {
  readonly credentials: Credentials;
  readonly endpoints: readonly Endpoint[];
  /** As many as the agent has at once. */
  readonly streamCount: number;
  readonly limitMs: number;
}

export async function testUpload(settings: UploadSettings, walk: Asking): Promise<Observed<UploadTest>> {
  const { credentials, endpoints, containerUrl, network, limitMs } = settings;
  const endsAt = performance.now() + limitMs;
  if (containerUrl === null) return absent('neither Cloud Backup nor the registration names a vault, so nobody knows where backups go');
  const place = containerPlaceOf(containerUrl);
  if (place === null) return unavailable('malformed', 'the address of the vault is none of a container in Cloud Files');
  const client = new ApiClient(walk, [credentials.secret]);
  const login = await logIn(client, credentials, endpoints);
  if (login.state !== 'observed') return login;
  const endpoint = vaultDoor(place, network, login.value, endpoints);
  if (endpoint === null)
    return unavailable('unsupported', `the vault lies at ${place.host}, which the account's services do not name: nothing was sent there`);
  const room = await roomIn(client, endpoint, place);
  if (room.state !== 'observed') return room;
  const restMs = endsAt - performance.now() - uploadLimits.removalMs;
  if (restMs <= 0) return unavailable('timed-out', `${what}: the time of the run is nearly over; raise --timeout`);
  const path = `/v1/${place.account}/${containerName()}`;
  return transfer({ client, endpoint, path, network, streamCount: settings.streamCount, limitMs: Math.min(restMs, uploadLimits.mostMs) });
}

/** Unmistakable, so that nobody takes it for a vault. */
const containerName = (): string => `backup-doctor-upload-test-${randomBytes(8).toString('hex')}`;

/** A test must not be what fills a quota that the next backup needs. */
async function roomIn(client: ApiClient, endpoint: Endpoint, { account }: ContainerPlace): Promise<Observed<null>> {
  const answer = await client.ask({ call: 'account', endpoint, path: `/v1/${account}`, method: 'HEAD' });
  if (answer.state !== 'answered') return client.failureOf(answer, what);
  const { quota } = containerFacts({}, answer.headers);
  const room = quota === null ? Infinity : quota.limitBytes - quota.usedBytes;
  if (room >= 2 * uploadLimits.mostBytes) return observed(null);
  return unavailable(
    'unsupported',
    `${what}: nothing was sent, because the account's quota leaves room for ${Math.max(0, room)} bytes only`,
  );
}
