// Which doors the services have for this agent: those that the login names, else those of the catalogue. Only to these may the token go.
import type { Login } from '../../facts/api.js';
import type { ContainerPlace } from '../../facts/api/vault-container.js';
import type { Endpoint, NetworkName } from '../../facts/network.js';

/** An endpoint with the path that its resources lie below. */
export interface ServiceBase {
  readonly endpoint: Endpoint;
  readonly path: string;
}

/** null where neither names one. */
export function backupBase(login: Login, region: string | null, endpoints: readonly Endpoint[]): ServiceBase | null {
  const named = login.services.filter(({ type }) => type === 'rax:backup');
  const service =
    named.find((candidate) => candidate.region === region) ?? named.find((candidate) => candidate.region === null) ?? named[0];
  if (service !== undefined) return baseOf(service.publicUrl, { name: 'customer-api', service: 'cloud-backup-api', network: 'publicnet' });
  const endpoint = endpoints.find(({ name }) => name === 'customer-api');
  return endpoint === undefined || login.accountId === null ? null : { endpoint, path: `/v1.0/${login.accountId}` };
}

/** The account's own door to Cloud Files in the region, over PublicNet. */
export function filesBase(login: Login, region: string | null): ServiceBase | null {
  const named = login.services.filter(({ type }) => type === 'object-store');
  const service = named.find((candidate) => candidate.region === region) ?? named[0];
  return service === undefined ? null : baseOf(service.publicUrl, { name: 'cloud-files', service: 'cloud-files', network: 'publicnet' });
}

/** Another region does not know the server. */
export function serversBase(login: Login, region: string | null): ServiceBase | null {
  const named = login.services.filter(({ type }) => type === 'compute');
  const only = named.length === 1 && region === null ? named[0] : undefined;
  const service = named.find((candidate) => region !== null && candidate.region === region) ?? only;
  return service === undefined ? null : baseOf(service.publicUrl, { name: 'cloud-servers', service: 'cloud-servers', network: 'publicnet' });
}

/** v2 lies beside v1. */
export const v2Base = ({ endpoint }: ServiceBase, accountId: string): ServiceBase => ({ endpoint, path: `/v2/${accountId}` });

/** The container's door in the given network; null where its host is none of Cloud Files' known ones. */
export function vaultDoor(place: ContainerPlace, network: NetworkName, login: Login, endpoints: readonly Endpoint[]): Endpoint | null {
  const host = place.host.replace(/^snet-/, '');
  const door = { name: network === 'servicenet' ? 'cloud-files-servicenet' : 'cloud-files', service: 'cloud-files', network } as const;
  const service = login.services.find(({ type, publicUrl }) => type === 'object-store' && isAt(publicUrl, host, place.port));
  if (service !== undefined) return doorIn(service, network, door);
  const known = endpoints.find((endpoint) => endpoint.service === 'cloud-files' && endpoint.host.replace(/^snet-/, '') === host);
  if (known === undefined || known.port !== place.port) return null;
  return { ...known, ...door, host: network === 'servicenet' ? `snet-${host}` : host };
}

type Door = Pick<Endpoint, 'name' | 'service' | 'network'>;

/** Where the login names no internal door, the documentation's prefix leads to it. */
function doorIn({ publicUrl, internalUrl }: Login['services'][number], network: NetworkName, door: Door): Endpoint {
  const { endpoint } = baseOf(network === 'servicenet' && internalUrl !== null ? internalUrl : publicUrl, door);
  return network === 'servicenet' && internalUrl === null ? { ...endpoint, host: `snet-${endpoint.host}` } : endpoint;
}

function isAt(url: string, host: string, port: number): boolean {
  const { endpoint } = baseOf(url, { name: '', service: 'cloud-files', network: 'publicnet' });
  return endpoint.host === host && endpoint.port === port;
}

/** @param url as `parseLogin` accepted it */
function baseOf(url: string, door: Door): ServiceBase {
  const { hostname, port, pathname } = new URL(url);
  const endpoint = { ...door, host: hostname.toLowerCase(), port: port === '' ? 443 : Number(port), healthPath: null, isRequired: false };
  return { endpoint, path: pathname.replace(/\/+$/, '') };
}
