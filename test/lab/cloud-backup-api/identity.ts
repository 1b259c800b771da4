// The login of identity v2.0: a token and the catalogue of services for a user's key, password or token.
import { fault, json, type Answer } from './answer.js';
import type { Question } from './server.js';
import type { Scenario, User } from './scenario.js';

export function answerIdentity({ method, path, body }: Question, scenario: Scenario, origins: Origins): Answer | null {
  if (path !== '/v2.0/tokens') return null;
  if (method !== 'POST') return fault(405, 'Method not allowed', 'badMethod');
  const auth = authOf(body);
  if (auth === null) return fault(400, 'Invalid json request body');
  const user = scenario.users.find((candidate) => isProven(candidate, auth, scenario));
  if (user === undefined) return fault(401, 'Unable to authenticate user with credentials provided.');
  if (user.state === 'disabled') return fault(403, `User '${user.name}' is disabled.`, 'forbidden');
  if (user.state === 'needs-second-factor') return fault(403, 'Multi-factor authentication is required for this user.');
  return json({ access: accessOf(user, scenario, origins) });
}

/** What {origin}, {filesOrigin} and {filesInternalOrigin} of the catalogue stand for. */
export interface Origins {
  readonly origin: string;
  readonly filesOrigin: string;
  readonly filesInternalOrigin: string;
}

type Auth = Readonly<Record<string, unknown>>;

function authOf(body: string): Auth | null {
  try {
    const { auth } = JSON.parse(body) as { auth?: Auth };
    return auth ?? null;
  } catch {
    return null;
  }
}

function isProven(user: User, auth: Auth, { accountId }: Scenario): boolean {
  const member = (name: string): Readonly<Record<string, unknown>> => (auth[name] ?? {}) as Readonly<Record<string, unknown>>;
  const [byKey, byPassword, byToken] = [member('RAX-KSKEY:apiKeyCredentials'), member('passwordCredentials'), member('token')];
  if (byKey['username'] === user.name) return byKey['apiKey'] === user.apiKey;
  if (byPassword['username'] === user.name) return byPassword['password'] === user.password;
  return byToken['id'] === user.token && String(auth['tenantId']) === (user.accountId ?? accountId);
}

function accessOf(user: User, scenario: Scenario, origins: Origins): unknown {
  const tenantId = user.accountId ?? scenario.accountId;
  const filled = (text: string): string =>
    text.replace(/\{(origin|filesOrigin|filesInternalOrigin)\}/g, (_, name: keyof Origins) => origins[name]);
  return {
    token: {
      id: user.token,
      expires: new Date(Date.now() + user.tokenLivesSeconds * 1_000).toISOString(),
      tenant: { id: tenantId, name: tenantId },
      'RAX-AUTH:authenticatedBy': ['APIKEY'],
    },
    serviceCatalog: scenario.serviceCatalogue.map(({ name, type, endpoints }) => ({
      name,
      type,
      endpoints: endpoints.map((endpoint) => Object.fromEntries(Object.entries(endpoint).map(([key, value]) => [key, filled(value)]))),
    })),
    user: {
      id: '161418',
      name: user.name,
      'RAX-AUTH:defaultRegion': scenario.region,
      roles: user.roles.map((name, index) => ({ id: String(index + 1), name, description: name })),
    },
  };
}
