// Which block storage volumes are attached to this server: the one proof that a disk of a Xen guest is such a volume, or is not.
import type { ApiFacts, Login } from '../../facts/api.js';
import { parseAttachments } from '../../facts/api/volume-attachments.js';
import { absent, unavailable } from '../../facts/observed.js';
import type { ApiClient } from './api-client.js';
import { serversBase } from './service-endpoints.js';

export interface AttachmentsQuestion {
  readonly client: ApiClient;
  readonly login: Login;
  /** The id that the cloud gave this server; null where it shows none. */
  readonly serverId: string | null;
  /** Where the server stands. */
  readonly region: string | null;
}

type Attachments = NonNullable<ApiFacts['attachments']>;

export async function askAttachments({ client, login, serverId, region }: AttachmentsQuestion): Promise<Attachments> {
  if (serverId === null) return absent('this host shows no server id of the cloud');
  const base = serversBase(login, region);
  if (base === null) return unavailable('unsupported', `the login names no Cloud Servers for ${region ?? 'this region, which is not known'}`);
  const { endpoint, path } = base;
  const question = { call: 'volume-attachments', endpoint, path: `${path}/servers/${serverId}/os-volume_attachments` } as const;
  const answer = await client.ask({ ...question, alsoFine: withoutFault });
  if (answer.state !== 'answered') return client.failureOf(answer, what);
  const { status } = answer;
  if (withoutFault.includes(status))
    return unavailable(status === 404 ? 'unsupported' : 'permission-denied', `${what}: ${endpoint.host} ${meanings[status] ?? ''}`, { code: String(status) });
  return client.parsed(answer, endpoint, what, parseAttachments);
}

const what = 'the attached volumes';

/** Backups need none of this: whose credentials are for backups alone, or for another account, is told nothing and has no fault. */
const meanings: Readonly<Record<number, string>> = {
  401: 'does not take these credentials (HTTP 401)',
  403: 'wants a role that may read Cloud Servers (HTTP 403)',
  404: 'knows no server with the id of this one (HTTP 404)',
};
const withoutFault: readonly number[] = Object.keys(meanings).map(Number);
