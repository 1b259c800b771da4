// The answer to a login: whose account it is, what its roles are, and where the services are. The token is read apart from it.
import type { Login } from '../api.js';
import { idIn, member, textIn, timeIn } from './fields.js';
import { isObject, objectsIn, type Json } from './loose-json.js';

const serviceTypes = ['rax:backup', 'object-store', 'compute'] as const;

export function parseLogin(json: unknown): Login | null {
  const access = isObject(json) ? member(json, 'access') : null;
  if (!isObject(access)) return null;
  const [token, user] = [objectIn(access, 'token'), objectIn(access, 'user')];
  return {
    accountId: idIn(objectIn(token, 'tenant'), 'id'),
    expiresAt: timeIn(token, 'expires'),
    roles: (objectsIn(member(user, 'roles')) ?? []).flatMap((role) => textIn(role, 'name') ?? []),
    services: (objectsIn(member(access, 'serviceCatalog')) ?? []).flatMap(servicesIn),
  };
}

/** A header takes printable characters alone; null where the answer holds no such token. */
export function tokenIn(json: unknown): string | null {
  const access = isObject(json) ? member(json, 'access') : null;
  const id = isObject(access) ? member(objectIn(access, 'token'), 'id') : null;
  return typeof id === 'string' && /^[\x21-\x7e]{1,8192}$/.test(id) ? id : null;
}

function servicesIn(entry: Json): Login['services'] {
  const type = serviceTypes.find((known) => known === textIn(entry, 'type'));
  if (type === undefined) return [];
  return (objectsIn(member(entry, 'endpoints')) ?? []).flatMap((endpoint) => {
    const [publicUrl, internalUrl] = [urlIn(endpoint, 'publicURL'), urlIn(endpoint, 'internalURL')];
    return publicUrl === null || (type === 'compute' && !secondGeneration.test(publicUrl)) ? [] : [{ type, region: textIn(endpoint, 'region')?.toUpperCase() ?? null, publicUrl, internalUrl }];
  });
}

/** Cloud Servers of the first generation have the same type, and no volumes. */
const secondGeneration = /\/v2\/[^/]+$/;

/** A token goes there, so https and nothing else. */
function urlIn(json: Json, name: string): string | null {
  const text = textIn(json, name);
  if (text === null || !URL.canParse(text)) return null;
  const { protocol, username, password, origin, pathname } = new URL(text);
  const isPlain = protocol === 'https:' && username === '' && password === '';
  return isPlain ? `${origin}${pathname.replace(/\/+$/, '')}` : null;
}

const objectIn = (json: Json, name: string): Json => {
  const value = member(json, name);
  return isObject(value) ? value : {};
};
