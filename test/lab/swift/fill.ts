// Fills the lab's Cloud Files: a token for each user, and the vaults, one of them full.
import type { Lab } from '../network/lab.js';
import type { Answered, Question } from './ask.js';
import {
  bundleBytes,
  bundleIn,
  containerOf,
  fullNameOf,
  key,
  originOf,
  snapshotBytes,
  snapshotIn,
  userNames,
  vaultAccount,
  vaultBytes,
  type User,
  type Vault,
} from './plan.js';
import { askInProvider, isOk } from './swift.js';

export type Tokens = Readonly<Record<User, string>>;

export async function logInAll(lab: Lab): Promise<Tokens> {
  const answers = await askOrThrow(lab, userNames.map(login));
  return Object.fromEntries(userNames.map((user, index) => [user, answers[index]!.headers['x-auth-token']!])) as Tokens;
}

const login = (user: User): Question => ({
  method: 'GET',
  url: `${originOf('proxy')}/auth/v1.0`,
  headers: { 'X-Auth-User': fullNameOf(user), 'X-Auth-Key': key },
});

export async function makeVaults(lab: Lab, { owner }: Tokens): Promise<void> {
  // The quota comes last: to set it makes the proxy forget how full it knew the container to be.
  await askOrThrow(lab, [...vault('there', owner), ...vault('full', owner), quota('full', owner)]);
}

function vault(name: Vault, token: string): readonly Question[] {
  const container = containerOf(name);
  const put = (path: string, body: string): Question => ({
    method: 'PUT',
    url: `${urlOf(name)}${path}`,
    headers: { 'X-Auth-Token': token },
    body,
  });
  return [
    { method: 'PUT', url: urlOf(name), headers: { 'X-Auth-Token': token, 'X-Container-Read': fullNameOf('reader') } },
    put(`/${snapshotIn(container)}`, 's'.repeat(snapshotBytes)),
    put(`/${bundleIn(container)}`, 'b'.repeat(bundleBytes)),
  ];
}

const quota = (name: Vault, token: string): Question => ({
  method: 'POST',
  url: urlOf(name),
  headers: { 'X-Auth-Token': token, 'X-Container-Meta-Quota-Bytes': String(vaultBytes) },
});

const urlOf = (name: Vault): string => `${originOf('proxy')}/v1/${vaultAccount}/${containerOf(name)}`;

async function askOrThrow(lab: Lab, questions: readonly Question[]): Promise<readonly Answered[]> {
  const answers = await askInProvider(lab, questions);
  return answers.map((answer, index) => {
    if (isOk(answer)) return answer;
    const { method, url } = questions[index]!;
    throw new Error(`${method} ${url}: ${JSON.stringify(answer)}`);
  });
}
