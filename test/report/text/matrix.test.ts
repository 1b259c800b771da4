import { describe, expect, it } from '@jest/globals';
import { observed } from '../../../src/facts/observed.js';
import type { PathCell } from '../../../src/facts/paths.js';
import { columnsOf } from '../../../src/report/text/wrap.js';
import { createPage } from '../../../src/report/text/page.js';
import { matrixUnder } from '../../../src/report/text/matrix.js';
import { endpoints } from '../../checks/facts-builders/network.js';
import { brokenHandshake, cellWith, connectionStep, healthyPaths, largeRequest, nameStep, untrusted } from '../../checks/facts-builders/paths.js';
import { apiReply } from '../../checks/facts-builders/network.js';
import { factsOf } from '../../sample-recording.js';
import { oneCause } from '../sample-reports.js';

const page = createPage({ color: false, unicode: true, verbose: false, width: 80 });
const [cause] = oneCause().causes;

function shown(paths: readonly PathCell[], checkIds: readonly string[] = ['publicnet-unreachable'], under = checkIds[0] ?? ''): readonly string[] {
  const causes = checkIds.map((checkId) => ({ ...cause!, checkId }));
  return matrixUnder(under, { causes, facts: factsOf({ paths: observed(paths) }) }, page);
}

const { agentApi, events, identity, snetStorage } = endpoints;

describe('the path matrix in text', () => {
  it('names network, endpoint and the first layer that failed', () => {
    const cells = [
      cellWith({ endpoint: agentApi, tookMs: 38 }),
      cellWith({ endpoint: events, connection: connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT' }) }),
      cellWith({ endpoint: identity, handshake: untrusted('CERT_HAS_EXPIRED') }),
      cellWith({ endpoint: agentApi, family: 6, skipped: 'this host has no way out over IPv6' }),
      cellWith({ endpoint: snetStorage, name: nameStep({ outcome: 'nxdomain', code: 'NXDOMAIN', addresses: [] }) }),
    ];
    expect(shown(cells)).toEqual([
      'ServiceNet (eth1)',
      '  snet-storage101.dfw1.clouddrive.com ✗ name: nxdomain (NXDOMAIN)',
      'PublicNet (eth0 203.0.113.10)',
      '  api.drivesrvr.com                   ✓ answers, 38 ms',
      '  rse.drivesrvr.com                   ✗ TCP: timed out (ETIMEDOUT)',
      '  identity.api.rackspacecloud.com     ! TLS: certificate expired',
      '  not tried: this host has no way out over IPv6',
    ]);
  });

  it.each([
    ['no health resource', cellWith({ endpoint: identity, tookMs: 9 }), '✓ open, 9 ms'],
    ['an unhealthy answer', cellWith({ reply: apiReply(agentApi, { status: 503 }) }), '✗ health: HTTP 503'],
    ['no route', cellWith({ connection: connectionStep({ outcome: 'no-route', code: 'ENETUNREACH' }), route: null }), '✗ route: none leads there'],
    ['no answer', cellWith({ reply: apiReply(agentApi, { status: null, errorCode: 'ETIMEDOUT' }) }), '✗ HTTP: no answer (ETIMEDOUT)'],
    ['a silent handshake', cellWith({ handshake: brokenHandshake('stalled', 'ETIMEDOUT') }), '✗ TLS: stalled (ETIMEDOUT)'],
    ['large packets', cellWith({ largeRequest: largeRequest({ outcome: 'stalled', code: 'ETIMEDOUT' }) }), '✓ answers, but large packets'],
    ['the end of the run', cellWith({ connection: connectionStep({ outcome: 'cut-off', code: null }) }), '? TCP: the run ended first'],
  ])('%s', (_what, cell, words) => {
    expect(shown([cell])[1]).toContain(words);
  });

  it('stands once, under the first cause of the network', () => {
    expect(shown(healthyPaths, ['low-disk-space', 'dns-failure', 'tls-failure'], 'dns-failure')).not.toEqual([]);
    expect(shown(healthyPaths, ['low-disk-space', 'dns-failure', 'tls-failure'], 'tls-failure')).toEqual([]);
    expect(shown(healthyPaths, ['low-disk-space'], 'low-disk-space')).toEqual([]);
  });

  it('fits beside the margin, whatever the names', () => {
    const long = cellWith({ endpoint: { ...agentApi, host: `${'x'.repeat(90)}.example.com` }, handshake: untrusted('UNABLE_TO_GET_ISSUER_CERT_LOCALLY') });
    expect(Math.max(...shown([long]).map(columnsOf))).toBeLessThanOrEqual(80 - 11);
  });
});
