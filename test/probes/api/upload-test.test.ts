// The upload test against simulated services: what it sends where, and that nothing stays behind whatever happens.
import { describe, expect, it } from '@jest/globals';
import { valueOf } from '../../../src/facts/observed.js';
import { uploadLimits } from '../../../src/probes/api/upload-rounds.js';
import { scenarioWith, userWith, vaultWith, type Behaviour } from '../../lab/cloud-backup-api/scenario.js';
import { hasOpenssl } from '../network/https-server.js';
import { filesHost, uploadSimulated } from './simulated-services.js';

const described = hasOpenssl ? describe : describe.skip;
const title = hasOpenssl ? 'testUpload' : 'testUpload (skipped: openssl makes the certificates, and is not there)';
const MiB = 1_024 * 1_024;

const spoilt = (request: string, how: Behaviour, times?: number) => ({
  scenario: { spoilt: [{ request, how, ...(times === undefined ? {} : { times }) }] },
});
const put = '^PUT .*/stream-1$';
const remove = '^DELETE .*/stream-1$';
const own = /^backup-doctor-upload-test-[0-9a-f]{16}$/;

described(title, () => {
  it('sends random data into a container of its own beside the vault, and removes it', async () => {
    const { upload, asked, left } = await uploadSimulated();
    const files = asked.filter(({ path }) => path.startsWith('/v1/'));
    expect(valueOf(upload)).toMatchObject({ method: 'transfer', network: 'publicnet', streamCount: 1, host: filesHost, leftovers: [] });
    expect(valueOf(upload)?.sentBytes).toBeLessThanOrEqual(uploadLimits.mostBytes);
    expect(left).toEqual([]);
    const [first, container, ...others] = files.map(({ method, path }) => `${method} ${path.replace('/v1/MossoCloudFS_929418', '')}`);
    expect(first).toBe('HEAD ');
    expect(container?.replace('PUT /', '')).toMatch(own);
    expect(new Set(others.slice(0, -2))).toEqual(new Set([`${container}/stream-1`]));
    expect(others.slice(-2)).toEqual([`${container}/stream-1`, container].map((line) => line?.replace('PUT', 'DELETE')));
    expect(files.some(({ path }) => path.includes('DO_NOT_DELETE'))).toBe(false);
    const sent = files.filter(({ path, method }) => path.endsWith('/stream-1') && method === 'PUT');
    expect(sent.every(({ headers }) => headers['x-delete-after'] === '3600')).toBe(true);
    expect(sent.reduce((sum, { headers }) => sum + Number(headers['content-length']), 0)).toBe(valueOf(upload)?.sentBytes);
  });

  it('tells an interval around its rate', async () => {
    const { upload } = await uploadSimulated();
    const rate = valueOf(upload)?.rate;
    expect(rate?.sampleCount).toBeGreaterThanOrEqual(uploadLimits.fewestSamples);
    expect(rate?.low).toBeLessThanOrEqual(rate?.bytesPerSecond ?? NaN);
    expect(rate?.high).toBeGreaterThanOrEqual(rate?.bytesPerSecond ?? NaN);
  });

  it('has as many streams as the agent, and no more bytes for it', async () => {
    const { upload, asked, left } = await uploadSimulated({ streamCount: 4 });
    expect(valueOf(upload)).toMatchObject({ streamCount: 4, leftovers: [] });
    expect(valueOf(upload)?.sentBytes).toBeLessThanOrEqual(uploadLimits.mostBytes);
    expect(new Set(asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('/')[4]))).toEqual(
      new Set(['stream-1', 'stream-2', 'stream-3', 'stream-4', undefined]),
    );
    expect(left).toEqual([]);
  });

  it('goes over ServiceNet, from its address, where the agent does', async () => {
    const { upload, asked } = await uploadSimulated({ network: 'servicenet' });
    expect(valueOf(upload)).toMatchObject({ network: 'servicenet', host: `snet-${filesHost}` });
    expect(new Set(asked.filter(({ path }) => path.startsWith('/v1/')).map(({ from }) => from))).toEqual(new Set(['127.0.0.3']));
  });

  it('never goes over another network than the agent', async () => {
    const { upload, asked } = await uploadSimulated({ network: 'servicenet', addresses: { [`snet-${filesHost}`]: [] } });
    expect(upload).toMatchObject({
      state: 'unavailable',
      failure: { detail: expect.stringContaining(`snet-${filesHost} was not reached`) },
    });
    expect(asked.map(({ method }) => method)).toEqual(['POST']);
  });

  it('sends nothing into a quota that has no room for it', async () => {
    const vaults = [vaultWith({ usedBytes: 100 * MiB, accountQuotaBytes: 131 * MiB })];
    const { upload, asked } = await uploadSimulated({ scenario: { vaults } });
    expect(upload).toMatchObject({
      state: 'unavailable',
      failure: { detail: `the upload test: nothing was sent, because the account's quota leaves room for ${31 * MiB} bytes only` },
    });
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'HEAD']);
    const roomy = [vaultWith({ usedBytes: 100 * MiB, accountQuotaBytes: 132 * MiB })];
    expect((await uploadSimulated({ scenario: { vaults: roomy } })).upload.state).toBe('observed');
  });

  it.each<[string, ReturnType<typeof spoilt>, string, string]>([
    ['a quota that fills meanwhile (413)', spoilt(put, { kind: 'answer', status: 413, body: 'Upload exceeds quota.' }), '413', 'HTTP 413'],
    ['a backend without room (507)', spoilt(put, { kind: 'answer', status: 507 }), '507', 'HTTP 507'],
    ['a token that expires (401)', spoilt(put, { kind: 'answer', status: 401 }), '401', 'HTTP 401'],
    ['a user who may not write (403)', spoilt(put, { kind: 'answer', status: 403 }), '403', 'HTTP 403'],
    ['a connection that is cut', spoilt(put, { kind: 'reset' }, 1), 'UND_ERR_SOCKET', 'broke the connection off'],
    ['a redirect', spoilt(put, { kind: 'redirect', to: 'https://elsewhere.example/' }), '302', 'HTTP 302'],
  ])('%s is told, and nothing stays', async (_what, call, code, told) => {
    const { upload, left, asked } = await uploadSimulated(call);
    expect(upload).toMatchObject({ state: 'unavailable', failure: { code, detail: expect.stringContaining(told) } });
    expect(asked.filter(({ method, path }) => method === 'PUT' && path.endsWith('/stream-1'))).toHaveLength(1);
    expect(left).toEqual([]);
  });

  it('a container that is refused is not removed', async () => {
    const { upload, asked } = await uploadSimulated(
      spoilt('^PUT .*/backup-doctor-upload-test-[0-9a-f]+$', { kind: 'answer', status: 403 }),
    );
    expect(upload).toMatchObject({ state: 'unavailable', failure: { kind: 'permission-denied', code: '403' } });
    expect(asked.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it('a container whose making got no answer is removed all the same', async () => {
    const { left, asked } = await uploadSimulated(spoilt('^PUT .*/backup-doctor-upload-test-[0-9a-f]+$', { kind: 'reset' }));
    expect(left).toEqual([]);
    expect(asked.some(({ method, path }) => method === 'DELETE' && own.test(path.split('/').at(-1) ?? ''))).toBe(true);
  });

  it('a first refusal to remove is no reason to leave anything', async () => {
    const { upload, left } = await uploadSimulated(spoilt(remove, { kind: 'answer', status: 409 }, 2));
    expect(valueOf(upload)).toMatchObject({ leftovers: [] });
    expect(left).toEqual([]);
  });

  it('what cannot be removed is told by its name', async () => {
    const { upload, left } = await uploadSimulated(spoilt(remove, { kind: 'answer', status: 403 }));
    const [container = '', object = ''] = left;
    expect(container).toMatch(own);
    expect(valueOf(upload)?.leftovers).toEqual([object, container]);
  });

  it('also behind a transfer that failed', async () => {
    const scenario = { spoilt: [remove, put].map((request) => ({ request, how: { kind: 'answer', status: 403 } as const })) };
    const { upload, left } = await uploadSimulated({ scenario });
    const detail = expect.stringContaining(`what could not be removed is still in Cloud Files: ${left[0]}/stream-1, ${left[0]}`);
    expect(upload).toMatchObject({ state: 'unavailable', failure: { detail } });
  });

  it('ends in time where nobody answers, and removes what it made', async () => {
    const startedAt = performance.now();
    const { upload, left } = await uploadSimulated({ ...spoilt(put, { kind: 'silent' }), limitMs: uploadLimits.removalMs + 1_400 });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(upload).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out', detail: expect.stringContaining('within 1 s') } });
    expect(left).toEqual([]);
  });

  it('does not begin what it has no time to remove', async () => {
    const { upload, asked } = await uploadSimulated({ limitMs: uploadLimits.removalMs });
    expect(upload).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out' } });
    expect(asked.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  it.each([
    ['nobody knows of a vault', { containerUrl: null }, 'absent'],
    ['the vault lies elsewhere', { containerUrl: 'https://storage.attacker.example/v1/MossoCloudFS_929418/z' }, 'unavailable'],
    ['the address is none', { containerUrl: 'https://storage101.dfw1.clouddrive.com/' }, 'unavailable'],
    ['the login is refused', { scenario: { users: [userWith({ apiKey: 'another' })] } }, 'unavailable'],
  ] as const)('sends nothing where %s', async (_what, call, state) => {
    const { upload, asked } = await uploadSimulated(call);
    expect(upload.state).toBe(state);
    expect(asked.filter(({ method }) => method !== 'POST')).toEqual([]);
  });

  it('repeats no secret', async () => {
    const [user] = scenarioWith().users;
    const { upload } = await uploadSimulated(spoilt(put, { kind: 'echo', status: 400 }));
    expect(JSON.stringify(upload)).not.toContain(user?.token);
  });
});
