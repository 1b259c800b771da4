import { describe, expect, it } from '@jest/globals';
import { pathMtu } from '../../src/checks/path-mtu.js';
import type { Endpoint } from '../../src/facts/network.js';
import type { LargeRequest, PathCell } from '../../src/facts/paths.js';
import { endpoints, eth0, eth1, healthyNetworks, networks as networksOf } from './facts-builders/network.js';
import { cellWith, connectionStep, healthyPaths, largeRequest, pathsBut, untrusted } from './facts-builders/paths.js';
import { missingWords } from './facts-builders/words.js';

const { agentApi, events, storage, snetStorage } = endpoints;

const large = (endpoint: Endpoint, changes: Partial<LargeRequest>, others: Partial<PathCell> = {}): PathCell =>
  cellWith({ endpoint, largeRequest: largeRequest(changes), ...others });
const stalled = (endpoint: Endpoint, largestPassedBytes: number | null = null, smallestStalledBytes: number | null = null): PathCell =>
  large(endpoint, { outcome: 'stalled', code: 'ETIMEDOUT', largestPassedBytes, smallestStalledBytes });
const cutOff = large(agentApi, { outcome: 'cut-off' });
const ofAnybody = large(agentApi, { outcome: 'stalled', largestPassedBytes: 1_280 }, { handshake: untrusted('CERT_HAS_EXPIRED') });
const brokenOff = large(agentApi, { outcome: 'failed', code: 'ECONNRESET' });
const unconnected = cellWith({ connection: connectionStep({ outcome: 'refused', code: 'ECONNREFUSED' }) });
const noIpv6 = cellWith({ endpoint: agentApi, family: 6, skipped: 'this host has no way out over IPv6' });
const ipv6Hole = large(agentApi, { outcome: 'stalled', largestPassedBytes: 1_280, smallestStalledBytes: 1_350 }, { family: 6 });
const late = [12, 1_020, 3_040, 15].map((tookMs) => ({ outcome: 'connected', code: null, tookMs }) as const);
const lossy = cellWith({ endpoint: events, connection: connectionStep({ attempts: late }) });
const alsoLossy = cellWith({ endpoint: storage, connection: connectionStep({ attempts: late }) });
const jumbo = networksOf([{ ...eth0, mtu: 9_000 }, eth1], ['default via 203.0.113.1 dev eth0']);

describe('path-mtu', () => {
  it.each([
    ['large requests pass everywhere', healthyPaths, 'ok'],
    [
      'they vanish on the way to what the agent needs',
      pathsBut(stalled(snetStorage, 1_280, 1_350)),
      'critical large-packets-vanish certain',
    ],
    ['they vanish on the way to what it can do without', pathsBut(stalled(storage, 1_280, 1_350)), 'warning large-packets-vanish certain'],
    [
      'what the agent needs speaks first',
      pathsBut(stalled(storage), stalled(snetStorage, 1_100, 1_280)),
      'critical large-packets-vanish certain',
    ],
    ['not even the smallest padding passes', [stalled(agentApi, null, 576)], 'critical large-packets-vanish certain'],
    ['nobody could look for the limit', [stalled(agentApi)], 'critical large-packets-vanish likely'],
    ['nor at the interface', [stalled(agentApi)], 'critical large-packets-vanish likely', null],
    ['a larger one passes than stalls: loss of packets of any size', [stalled(agentApi, 1_420, 900)], 'unknown'],
    ['packets as large as the interface sends pass: no matter of size', [stalled(agentApi, 1_500)], 'unknown'],
    ['but for an interface that sends larger ones still', [stalled(agentApi, 1_500)], 'critical large-packets-vanish certain', jumbo],
    ['on a network that loses packets it may be chance', [stalled(agentApi), lossy, alsoLossy], 'warning large-packets-vanish likely'],
    ['packets lost to one other endpoint alone are no chance here', [stalled(agentApi), lossy], 'critical large-packets-vanish likely'],
    ['over IPv6, where IPv4 is healthy', [cellWith(), ipv6Hole], 'warning large-packets-vanish certain'],
    ['over IPv6 alone', [ipv6Hole], 'critical large-packets-vanish certain'],
    ['on the way to a server that may be anybody', [ofAnybody], 'critical large-packets-vanish certain'],
    ['the run ended first', [cutOff], 'unknown'],
    ['the run ended before one, and another passed', [cutOff, cellWith({ endpoint: events })], 'ok'],
    ['the server broke it off', [brokenOff], 'unknown'],
    ['no connection', [unconnected], 'unknown'],
    ['nothing was tried', [noIpv6], 'not-applicable'],
    ['no endpoint', [], 'not-applicable'],
  ] as const)('%s', (_what, paths, answer, networks = healthyNetworks) => {
    const verdict = pathMtu.judge({ paths, networks }, {});
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? ''}` : verdict.status).toBe(answer);
    expect(missingWords('path-mtu', verdict)).toEqual([]);
  });

  const said = (paths: readonly PathCell[]) => {
    const { evidence = [] } = pathMtu.judge({ paths, networks: healthyNetworks }, {});
    return Object.fromEntries([...evidence].reverse().map(({ name, value }) => [name, value]));
  };

  it('gives the sizes, the interface and its MTU', () => {
    expect(said(pathsBut(stalled(snetStorage, 1_280, 1_350)))).toMatchObject({
      requestBytes: 8_192,
      largestPassedBytes: 1_280,
      smallestStalledBytes: 1_350,
      usableMtuBytes: 1_280,
      interfaceName: 'eth1',
      mtuBytes: 1_500,
    });
  });

  it.each([
    ['one of several', pathsBut(stalled(events)), 'PublicNet', 1, 3, 'look near that endpoint'],
    ['all of several', pathsBut(stalled(agentApi), stalled(events), stalled(storage)), 'PublicNet', 3, 3, 'look near this host'],
    ['some of several', pathsBut(stalled(agentApi), stalled(events)), 'PublicNet', 2, 3, 'not this host itself'],
    ['the only one', pathsBut(stalled(snetStorage)), 'ServiceNet', 1, 1, 'no other way was measured'],
  ] as const)('says where to look: %s', (_what, paths, network, stalledCount, measuredCount, whereabouts) => {
    expect(said(paths)).toMatchObject({ network, stalledCount, measuredCount, whereabouts: expect.stringContaining(whereabouts) });
  });
});
