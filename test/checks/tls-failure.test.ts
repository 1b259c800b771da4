import { describe, expect, it } from '@jest/globals';
import { tlsFailure } from '../../src/checks/tls-failure.js';
import type { Endpoint } from '../../src/facts/network.js';
import type { Handshake, PathCell } from '../../src/facts/paths.js';
import { apiReply, endpoints } from './facts-builders/network.js';
import {
  brokenHandshake,
  cellWith,
  certificate,
  connectionStep,
  handshake,
  healthyPaths,
  nameStep,
  pathsBut,
  untrusted,
} from './facts-builders/paths.js';
import { missingWords } from './facts-builders/words.js';

const limits = { expiryWarningDays: 14 };
const { agentApi, events, storage, snetStorage, identity } = endpoints;

const shaken = (endpoint: Endpoint, result: Handshake, changes: Partial<PathCell> = {}): PathCell =>
  cellWith({ endpoint, handshake: result, ...changes });
const endingAt = (endsAt: string): Handshake => handshake({ certificate: certificate({ endsAt }) });
const judgedBy = (agentCode: string | null, systemCode: string | null): Handshake =>
  handshake({
    outcome: agentCode === null ? 'trusted' : 'untrusted',
    code: agentCode,
    stores: [
      { store: '/etc/driveclient/cacert.pem', code: agentCode },
      { store: '/etc/ssl/certs/ca-certificates.crt', code: systemCode },
    ],
  });

const expired = untrusted('CERT_HAS_EXPIRED', { endsAt: '2026-11-20T00:00:00.000Z' });
const wrongName = untrusted('ERR_TLS_CERT_ALTNAME_INVALID', { names: ['portal.example.com'] });
const leafOnly = { issuer: 'Example Public CA 2', sentCount: 1 };
const incomplete = untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE', leafOnly);
const opened = (name: string) =>
  untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE', { names: [name], issuer: 'Corporate Inspection CA', sentCount: 1 });
const refused = (code: string): Handshake => brokenHandshake('refused', code);
const stalled = brokenHandshake('stalled', 'ETIMEDOUT', 4_000);
const cutOff = brokenHandshake('cut-off', 'ETIMEDOUT');
const ahead = (days: number) => ({
  reply: apiReply(agentApi, {
    headers: { date: 'Sat, 21 Nov 2026 14:00:00 GMT' },
    askedAt: new Date(Date.parse('2026-11-21T14:00:00.500Z') + days * 86_400_000).toISOString(),
  }),
});
const late = [12, 1_020, 3_040, 15].map((tookMs) => ({ outcome: 'connected', code: null, tookMs }) as const);
const lossy = cellWith({ endpoint: events, connection: connectionStep({ attempts: late }) });
const alsoLossy = cellWith({ endpoint: storage, connection: connectionStep({ attempts: late }) });
const unconnected = cellWith({ connection: connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT' }) });
const hijacked = cellWith({ name: nameStep({ outcome: 'wrong-answer', addresses: ['10.0.0.1'] }), handshake: wrongName });
const noIpv6 = cellWith({ family: 6, skipped: 'this host has no way out over IPv6' });

describe('tls-failure', () => {
  it.each([
    ['all prove who they are', healthyPaths, 'ok'],

    // by OpenSSL's code
    ['expired', pathsBut(shaken(agentApi, expired)), 'critical certificate-expired'],
    ['expired where the agent can do without', pathsBut(shaken(storage, expired)), 'warning certificate-expired'],
    [
      'not yet valid',
      pathsBut(shaken(agentApi, untrusted('CERT_NOT_YET_VALID', { startsAt: '2027-01-01T00:00:00.000Z' }))),
      'critical certificate-not-yet-valid',
    ],
    ['for another name', pathsBut(shaken(snetStorage, wrongName)), 'critical certificate-wrong-name'],
    [
      'self-signed',
      pathsBut(shaken(events, untrusted('DEPTH_ZERO_SELF_SIGNED_CERT', { isSelfSigned: true, sentCount: 1 }))),
      'critical unknown-issuer',
    ],
    ['signed by an authority that came along', pathsBut(shaken(events, untrusted('SELF_SIGNED_CERT_IN_CHAIN'))), 'critical unknown-issuer'],
    ['revoked, or anything else that OpenSSL says', pathsBut(shaken(events, untrusted('CERT_REVOKED'))), 'critical certificate-refused'],

    // interception or a forgetful server
    ['only its own certificate, which says where its issuer is', pathsBut(shaken(agentApi, incomplete)), 'critical incomplete-chain'],
    [
      'the same, with the code for a longer chain',
      pathsBut(shaken(agentApi, untrusted('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', leafOnly))),
      'critical incomplete-chain',
    ],
    [
      'more than its own certificate came',
      pathsBut(shaken(agentApi, untrusted('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', { ...leafOnly, sentCount: 2 }))),
      'critical unknown-issuer',
    ],
    [
      'its issuer is nowhere to be had',
      pathsBut(shaken(agentApi, untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE', { ...leafOnly, namesIssuerAddress: false }))),
      'critical unknown-issuer',
    ],
    [
      'one unknown issuer for two endpoints',
      pathsBut(shaken(agentApi, opened('api.drivesrvr.com')), shaken(events, opened('rse.drivesrvr.com'))),
      'critical unknown-issuer',
    ],
    [
      'one certificate on both ways to one store',
      pathsBut(shaken(storage, incomplete), shaken(snetStorage, incomplete)),
      'critical incomplete-chain',
    ],

    // the agent's own authorities beside those of this host
    ['both know the issuer', pathsBut(shaken(agentApi, judgedBy(null, null))), 'ok'],
    ['the agent alone does not', pathsBut(shaken(agentApi, judgedBy('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', null))), 'critical stores-differ'],
    ['this host alone does not', pathsBut(shaken(agentApi, judgedBy(null, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'))), 'warning stores-differ'],
    [
      'neither does',
      pathsBut(shaken(agentApi, judgedBy('SELF_SIGNED_CERT_IN_CHAIN', 'SELF_SIGNED_CERT_IN_CHAIN'))),
      'critical unknown-issuer',
    ],
    [
      'the agent alone does not, where it can do without',
      pathsBut(shaken(storage, judgedBy('CERT_HAS_EXPIRED', null))),
      'warning stores-differ',
    ],

    // handshakes that do not end
    ['an alert', pathsBut(shaken(agentApi, refused('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'))), 'critical handshake-refused'],
    ['no TLS at all', pathsBut(shaken(agentApi, refused('ERR_SSL_WRONG_VERSION_NUMBER'))), 'critical handshake-refused'],
    ['a reset', pathsBut(shaken(storage, refused('ECONNRESET'))), 'warning handshake-refused'],
    ['silence', pathsBut(shaken(agentApi, stalled)), 'critical handshake-stalled'],
    ['silence on a network that loses packets may be chance', [shaken(agentApi, stalled), lossy, alsoLossy], 'warning handshake-stalled'],
    ['silence, and packets lost to one other endpoint alone', [shaken(agentApi, stalled), lossy], 'critical handshake-stalled'],
    ['a refusal is none', [shaken(agentApi, refused('ECONNRESET')), lossy], 'critical handshake-refused'],
    ['the run ended first', pathsBut(shaken(agentApi, cutOff)), 'unknown'],
    ['the run ended before what the agent can do without', pathsBut(shaken(storage, cutOff)), 'ok'],
    ['the run ended, and another one fails', pathsBut(shaken(agentApi, cutOff), shaken(events, expired)), 'critical certificate-expired'],
    ['the run ended, and one that is not needed fails', pathsBut(shaken(agentApi, cutOff), shaken(storage, expired)), 'unknown'],

    // what speaks first
    ['what the agent needs', pathsBut(shaken(storage, expired), shaken(events, refused('ECONNRESET'))), 'critical handshake-refused'],
    [
      'of two that it needs the certificate',
      pathsBut(shaken(agentApi, stalled), shaken(events, wrongName)),
      'critical certificate-wrong-name',
    ],
    ['over IPv6, where IPv4 is healthy', [cellWith(), shaken(agentApi, stalled, { family: 6 })], 'warning handshake-stalled'],
    ['over IPv6, where IPv4 leads nowhere', [unconnected, shaken(agentApi, stalled, { family: 6 })], 'critical handshake-stalled'],
    ['what failed before is told elsewhere', [unconnected, cellWith({ endpoint: events })], 'ok'],
    ['a name that leads astray is told elsewhere', [hijacked, cellWith({ endpoint: events })], 'ok'],

    // the end is near
    ['ends in 14 days', pathsBut(shaken(identity, endingAt('2026-12-05T14:00:00.500Z'))), 'warning certificate-expires-soon'],
    ['ends in just more than 14 days', pathsBut(shaken(identity, endingAt('2026-12-05T14:00:01.000Z'))), 'ok'],
    ['ends tomorrow', pathsBut(shaken(agentApi, endingAt('2026-11-22T14:00:00.000Z'))), 'warning certificate-expires-soon'],
    ['near only by a clock that is 10 days ahead', [shaken(agentApi, endingAt('2026-12-10T14:00:00.000Z'), ahead(10))], 'ok'],
    [
      'near, though not by a clock that is 10 days behind',
      [shaken(agentApi, endingAt('2026-12-04T14:00:00.000Z'), ahead(-10))],
      'warning certificate-expires-soon',
    ],
    [
      'a fault speaks before it',
      pathsBut(shaken(agentApi, endingAt('2026-11-22T14:00:00.000Z')), shaken(storage, stalled)),
      'warning handshake-stalled',
    ],

    // nothing to judge
    ['no connection', [unconnected], 'unknown'],
    ['nothing was tried', [noIpv6], 'not-applicable'],
    ['no endpoint', [], 'not-applicable'],
  ] as const)('%s', (_what, paths, answer) => {
    const verdict = tlsFailure.judge({ paths }, limits);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('tls-failure', verdict)).toEqual([]);
  });

  const said = (paths: readonly PathCell[]) => {
    const { evidence = [] } = tlsFailure.judge({ paths }, limits);
    return Object.fromEntries([...evidence].reverse().map(({ name, value }) => [name, value]));
  };

  it.each([
    ['its own certificate', expired, 'it is for the time from 2026-05-01 00:00 UTC to 2026-11-20 00:00 UTC'],
    [
      'one above it',
      untrusted('CERT_HAS_EXPIRED'),
      'it is itself for the time from 2026-05-01 00:00 UTC to 2027-05-01 00:00 UTC, so one above it in its chain is meant',
    ],
  ])('says what is out of date: %s', (_what, result, validity) => {
    expect(said([shaken(agentApi, result)])).toMatchObject({ validity, clockAt: '2026-11-21T14:00:00.500Z' });
  });

  it('takes the time of another way where its own gave no answer', () => {
    expect(said([shaken(agentApi, expired, { reply: null }), cellWith({ endpoint: events })])['clockAt']).toBe('2026-11-21T14:00:00.500Z');
  });

  it('names the issuer, and who does not trust it', () => {
    const both = judgedBy('SELF_SIGNED_CERT_IN_CHAIN', 'SELF_SIGNED_CERT_IN_CHAIN');
    expect(said(pathsBut(shaken(agentApi, both)))).toMatchObject({
      issuer: 'Example Public CA 1',
      distrustedBy: '/etc/driveclient/cacert.pem and /etc/ssl/certs/ca-certificates.crt',
      trustedCount: 4,
      judgedCount: 5,
    });
  });

  it('says which set of authorities is behind', () => {
    expect(said([shaken(agentApi, judgedBy('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', null))])).toMatchObject({
      trustedBy: '/etc/ssl/certs/ca-certificates.crt',
      distrustedBy: '/etc/driveclient/cacert.pem',
      distrustCode: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    });
  });

  it.each([
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'too old'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS'],
    ['ECONNRESET', 'firewall'],
    ['ERR_SSL_SOMETHING_NEW', 'no more than this code'],
  ])('says what %s means, and what was offered', (code, meaning) => {
    expect(said([shaken(agentApi, refused(code))])).toMatchObject({
      errorCode: code,
      meaning: expect.stringContaining(meaning),
      offeredProtocol: 'TLSv1.2 and TLSv1.3',
    });
  });

  it('lists a few of many names', () => {
    const names = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example'];
    const result = untrusted('ERR_TLS_CERT_ALTNAME_INVALID', { names });
    expect(said([shaken(agentApi, result)])['certificateNames']).toBe('a.example, b.example, c.example, d.example and 2 more');
  });

  it('has a word for a certificate without a name', () => {
    expect(said([shaken(agentApi, untrusted('ERR_TLS_CERT_ALTNAME_INVALID', { names: [''] }))])['certificateNames']).toBe('no name at all');
  });

  it('says which certificate ends first', () => {
    const verdict = tlsFailure.judge({ paths: pathsBut(shaken(identity, endingAt('2027-02-01T14:00:00.000Z'))) }, limits);
    expect(verdict.evidence?.[0]).toMatchObject({ subject: identity.host, name: 'expiresAt', value: '2027-02-01T14:00:00.000Z' });
    expect(verdict.evidence?.[1]).toMatchObject({ name: 'remainingDays', value: 71, unit: 'days' });
  });
});
