// A real OpenStack Swift as Cloud Files, asked from the lab's host through the real names: what a client is told of a
// vault that is there, missing, forbidden, full, or on a backend that fails.
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deadlineSeconds, differences } from './network/judge.js';
import type { Answer, Question } from './swift/ask.js';
import { openCloudFiles, vaultOver, type CloudFiles, type VaultAccess } from './swift/cloud-files.js';
import { whyNoCloudFiles } from './swift/needs.js';
import { bundleIn, containerOf, snapshotIn, vaultBytes } from './swift/plan.js';
import type { VaultScenarioName } from './swift/scenarios.js';
import { asUser, serveServices } from './swift/services.js';
import { textOf, until } from '../processes.js';

const reason = whyNoCloudFiles();
const describeInLab = reason === null ? describe : describe.skip;
const title = reason === null ? 'Cloud Files in the lab' : `Cloud Files in the lab (skipped: ${reason})`;
const there = containerOf('there');

describeInLab(title, () => {
  let opening: Promise<CloudFiles>;
  let cloudFiles: CloudFiles;

  beforeAll(async () => {
    opening = openCloudFiles({ withApi: true });
    cloudFiles = await opening;
  }, 60_000);
  afterAll(async () => (await opening).close());

  /** How the questions are answered while the scenario is so: status, or the code of the failure. */
  const outcomes = async (scenario: VaultScenarioName, questions: Questions): Promise<unknown[]> =>
    (await answers(scenario, questions)).map((answer) => (answer.state === 'answered' ? answer.status : answer.code));
  const answers = (scenario: VaultScenarioName, questions: Questions): Promise<readonly Answer[]> =>
    cloudFiles.within(scenario, (vault) => cloudFiles.ask(questions(vault)));

  it('a vault that is there tells what it holds, over both networks', async () => {
    const [outside, inside] = await answers('there', (vault) => [head(vault), head({ ...vault, publicUrl: vault.internalUrl })]);
    const holds = { 'x-container-object-count': '2', 'x-container-bytes-used': String(vaultBytes) };
    expect(outside).toMatchObject({ status: 204, headers: holds });
    expect(inside).toMatchObject({ status: 204, headers: holds });
  });

  it('its objects lie under BACKUPS', async () => {
    const [list, object] = await answers('there', (vault) => [listing(vault), snapshot(vault)]);
    expect(namesIn(list!)).toEqual([bundleIn(there), snapshotIn(there)]);
    expect(object).toMatchObject({ status: 200, headers: { 'content-length': '2000' } });
  });

  it.each<[VaultScenarioName, string]>([
    // HEAD of the account and of the vault, its listing, GET, PUT and DELETE of an object
    ['there', '204 204 200 200 201 204'],
    ['missing', '204 404 404 404 404 404'],
    ['full', '204 204 200 200 413 404'],
    ['forbidden to another account', '403 403 403 403 403 403'],
    ['forbidden to a sub-user without a role', '403 403 403 403 403 403'],
    ['only to be read by this sub-user', '403 204 200 200 403 403'],
    ['its container server answers nothing', '204 503'],
    ['its object server answers nothing', '204 204 200 503'],
  ])('%s: %s', async (scenario, expected) => {
    const all: Questions = (vault) => [account(vault), head(vault), listing(vault), snapshot(vault), put(vault), remove(vault)];
    const count = expected.split(' ').length;
    expect((await outcomes(scenario, (vault) => all(vault).slice(0, count))).join(' ')).toBe(expected);
  });

  it('a full vault tells its quota, and refuses what is more', async () => {
    const [container, refusal] = await answers('full', (vault) => [head(vault), put(vault)]);
    const headers = { 'x-container-meta-quota-bytes': String(vaultBytes), 'x-container-bytes-used': String(vaultBytes) };
    expect(container).toMatchObject({ status: 204, headers });
    expect(refusal).toMatchObject({ status: 413, body: expect.stringContaining('Upload exceeds quota.') });
  });

  it('a token that Swift does not know is refused', async () => {
    expect(await outcomes('there', (vault) => [head({ ...vault, token: 'MossoCloudFS_tkunknown' })])).toEqual([401]);
  });

  it.each<[VaultScenarioName, unknown[]]>([
    ['reached over ServiceNet alone', ['TimeoutError', 204]],
    ['reached over PublicNet alone', [204, 'TimeoutError']],
    ['there', [204, 204]],
  ])('%s: PublicNet and ServiceNet answer %j', async (scenario, expected) => {
    const overBoth: Questions = (vault) => [head(vault), head({ ...vault, publicUrl: vault.internalUrl })];
    expect(await outcomes(scenario, (vault) => overBoth(vault).map((question) => ({ ...question, limitMs: 3_000 })))).toEqual(expected);
  });

  it('the health resource is that of Swift', async () => {
    const [health] = await answers('there', ({ internalUrl }) => [{ method: 'GET', url: new URL('/healthcheck', internalUrl).href }]);
    expect(health).toMatchObject({ status: 200, body: 'OK', headers: { 'x-trans-id': expect.any(String) } });
  });

  it.each<[VaultScenarioName, string[]]>([
    ['there', []],
    ['missing', ['cloud-files-unreachable container-missing critical']],
    ['full', ['cloud-files-unreachable quota-full critical']],
    ['forbidden to another account', ['cloud-files-unreachable access-forbidden warning']],
    ['forbidden to a sub-user without a role', ['cloud-files-unreachable access-forbidden warning']],
    ['only to be read by this sub-user', []],
    ['its container server answers nothing', ['cloud-files-unreachable unhealthy critical']],
    ['reached over PublicNet alone', ['servicenet-unreachable endpoint-timed-out critical']],
  ])(
    '%s: the program finds %j',
    async (scenario, causes) => {
      const look = await cloudFiles.within(scenario, async (vault) => {
        const services = await serveServices(cloudFiles, vault);
        const onHost = asUser + vaultOver('servicenet', vault);
        return cloudFiles.look({ onHost, args: ['--timeout', String(deadlineSeconds)] }).finally(() => services.end());
      });
      expect(differences({ what: scenario, causes }, look)).toEqual([]);
    },
    60_000,
  );

  it('a server of the provider that cannot start says why', async () => {
    await expect(cloudFiles.serveApi([process.execPath, '/nowhere.js'])).rejects.toThrow('/nowhere.js');
  });

  it('ends all its servers and leaves nothing behind', async () => {
    const { namespaces, folder } = cloudFiles.lab;
    expect(processesNaming(folder.path)).not.toEqual([]);
    cloudFiles.close();
    expect(existsSync(folder.path)).toBe(false);
    expect(Object.values(namespaces).filter((name) => existsSync(`/run/netns/${name}`))).toEqual([]);
    await until(() => processesNaming(folder.path).length === 0);
  });
});

type Questions = (vault: VaultAccess) => readonly Question[];

const asks = (method: Question['method'], url: string, { token }: VaultAccess): Question => ({
  method,
  url,
  headers: { 'X-Auth-Token': token },
});
const urlOf = ({ publicUrl, container }: VaultAccess): string => `${publicUrl}/${container}`;
const account = (vault: VaultAccess): Question => asks('HEAD', vault.publicUrl, vault);
const head = (vault: VaultAccess): Question => asks('HEAD', urlOf(vault), vault);
const listing = (vault: VaultAccess): Question => asks('GET', `${urlOf(vault)}?format=json&prefix=BACKUPS/`, vault);
const snapshot = (vault: VaultAccess): Question => asks('GET', `${urlOf(vault)}/${snapshotIn(vault.container)}`, vault);
const put = (vault: VaultAccess): Question => ({ ...asks('PUT', `${urlOf(vault)}/BACKUPS/more`, vault), body: 'more' });
const remove = (vault: VaultAccess): Question => asks('DELETE', `${urlOf(vault)}/BACKUPS/more`, vault);

const namesIn = (answer: Answer): readonly string[] =>
  answer.state === 'answered' ? (JSON.parse(answer.body) as { readonly name: string }[]).map(({ name }) => name) : [];

/** Their command lines; a process may end while one looks. */
const processesNaming = (text: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => textOf(`/proc/${pid}/cmdline`))
    .filter((command) => command.includes(text));
