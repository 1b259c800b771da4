import { describe, expect, it } from '@jest/globals';
import { cloudFilesUnreachable } from '../../src/checks/cloud-files-unreachable.js';
import type { ApiFacts } from '../../src/facts/api.js';
import { absent, observed } from '../../src/facts/observed.js';
import { apiFacts, asked, blind, vaultContainer } from './facts-builders/api.js';
import { missingWords, sentenceFor } from './facts-builders/words.js';

const limits = { nearlyFullPercent: 95 };
const gigabyte = 1_073_741_824;

const vault = (changes: Parameters<typeof vaultContainer>[0], faults: ApiFacts['faults'] = []): ApiFacts =>
  apiFacts({ vault: observed(vaultContainer(changes)), faults });
const ended = (call: 'vault-container' | 'account', reply: Parameters<typeof asked>[1]): ApiFacts =>
  apiFacts({ vault: blind('the container of the vault: refused'), faults: [asked(call, reply)] });
const quota = (usedBytes: number, limitBytes: number): ApiFacts => vault({ quota: { of: 'container', usedBytes, limitBytes } });
const unlisted = (reply: Parameters<typeof asked>[1]): ApiFacts => vault({ isListable: false }, [asked('vault-listing', reply)]);

const judge = (api: ApiFacts, network: 'servicenet' | 'publicnet' | null = 'servicenet') =>
  cloudFilesUnreachable.judge({ api, vaultNetwork: { network, blindness: null } }, limits);

describe('cloud-files-unreachable', () => {
  it.each([
    ['there and readable', apiFacts(), 'ok'],

    // the container
    ['missing', vault({ isThere: false, isListable: false }), 'critical container-missing'],
    ['missing, though its quota is unknown', vault({ isThere: false, usedBytes: null, objectCount: null }), 'critical container-missing'],
    ['an empty one is there', vault({ objectCount: 0, usedBytes: 0 }), 'ok'],
    ['no vault yet', apiFacts({ vault: absent('neither Cloud Backup nor the registration names a vault') }), 'not-applicable'],

    // who asks is not let in
    ['403 for the container', ended('vault-container', { status: 403 }), 'warning access-forbidden'],
    ['403 for the account', ended('account', { status: 403 }), 'warning access-forbidden'],
    ['401', ended('vault-container', { status: 401 }), 'warning token-refused'],
    ['403 for its list alone', unlisted({ status: 403 }), 'warning access-forbidden'],
    ['403, and let in the second time', vault({}, [asked('vault-container', { status: 403 }, true)]), 'ok'],

    // the service
    ['HTTP 503', ended('vault-container', { status: 503 }), 'critical unhealthy'],
    ['HTTP 503 for its list', unlisted({ status: 503 }), 'critical unhealthy'],
    ['silence', ended('vault-container', { status: null, errorCode: 'ETIMEDOUT' }), 'critical no-answer'],
    ['its list is refused otherwise', unlisted({ status: 412 }), 'warning not-listable'],
    ['its list was not reached', vault({ isListable: false }), 'unknown'],
    ['rate limit: api-fault says so', ended('vault-container', { status: 498 }), 'unknown'],
    ['not reached: the network checks say so', apiFacts({ vault: blind('Cloud Files was not reached over ServiceNet') }), 'unknown'],
    ['nobody was logged in', apiFacts({ login: blind('the login: HTTP 401'), vault: blind('nobody was logged in') }), 'unknown'],

    // quotas
    ['below the limit', quota(94.9 * gigabyte, 100 * gigabyte), 'ok'],
    ['at the limit', quota(95 * gigabyte, 100 * gigabyte), 'warning quota-nearly-full'],
    ['just not full', quota(100 * gigabyte - 1, 100 * gigabyte), 'warning quota-nearly-full'],
    ['full', quota(100 * gigabyte, 100 * gigabyte), 'critical quota-full'],
    ['over it', quota(101 * gigabyte, 100 * gigabyte), 'critical quota-full'],
    ['a quota of nothing', quota(0, 0), 'critical quota-full'],
  ] as const)('%s', (_what, api, answer) => {
    const verdict = judge(api);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('cloud-files-unreachable', verdict)).toEqual([]);
  });

  it.each([
    ['servicenet', 'servicenet', 'ok'],
    ['servicenet', 'publicnet', 'unknown'],
    ['publicnet', 'publicnet', 'ok'],
    [null, 'publicnet', 'ok'],
  ] as const)('the agent uses %s, and over %s the vault is seen', (agents, seen, status) => {
    expect(judge(vault({ network: seen }), agents)).toMatchObject({ status });
  });

  it('names the roles that do not suffice', () => {
    const sentence = sentenceFor('cloud-files-unreachable', judge(ended('vault-container', { status: 403, url: vaultContainer().url })));
    expect(sentence).toContain('container z_DO_NOT_DELETE_CloudBackup_v2_0_5a0f1c6e (HTTP 403; its roles: identity:user-admin)');
  });

  it('says whose quota it is, in bytes', () => {
    expect(sentenceFor('cloud-files-unreachable', judge(quota(gigabyte, gigabyte)))).toContain(
      'The quota of the container in snet-storage101.dfw1.clouddrive.com is used up',
    );
  });
});
