// The login to identity v2.0, and where its catalogue says that the services are.
import type { Login } from '../../facts/api.js';
import { parseLogin, tokenIn } from '../../facts/api/login.js';
import { parseLooseJson } from '../../facts/api/loose-json.js';
import type { Endpoint } from '../../facts/network.js';
import { unavailable, type Observed } from '../../facts/observed.js';
import type { ApiClient } from './api-client.js';
import type { Credentials } from './credentials.js';
import { Secret } from './secret.js';

const what = 'the login';

/** Once it has answered, the client carries the token. */
export async function logIn(client: ApiClient, credentials: Credentials, endpoints: readonly Endpoint[]): Promise<Observed<Login>> {
  const endpoint = endpoints.find(({ service }) => service === 'identity');
  if (endpoint === undefined) return unavailable('unsupported', `${what}: the catalogue names no identity service`);
  const answer = await client.ask({
    call: 'login',
    endpoint,
    path: '/v2.0/tokens',
    method: 'POST',
    body: JSON.stringify(bodyOf(credentials)),
  });
  if (answer.state !== 'answered') return client.failureOf(answer, what);
  const token = tokenIn(parseLooseJson(answer.body));
  if (token === null) return unavailable('malformed', `${what}: the answer of ${endpoint.host} holds no token`);
  client.carry(new Secret(token));
  return client.parsed(answer, endpoint, what, parseLogin);
}

function bodyOf(credentials: Credentials): object {
  const { kind, secret } = credentials;
  if (kind === 'token') return { auth: { tenantId: credentials.tenantId, token: { id: secret.reveal() } } };
  const { username } = credentials;
  if (kind === 'password') return { auth: { passwordCredentials: { username, password: secret.reveal() } } };
  return { auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey: secret.reveal() } } };
}
