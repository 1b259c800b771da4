// Is the own clock right? Compared with the Date header of every answer, at half of the round trip. Date counts
// whole seconds, so half a second is added; a cached answer carries the time of another day and is left out.
import type { ApiReply } from '../facts/network.js';
import { defineCheck, type Evidence } from './check.js';
import { word } from './network/evidence.js';

export const clockSkew = defineCheck({
  id: 'clock-skew',
  needs: ['apiReplies'],
  limits: ['warnSeconds', 'criticalSeconds', 'conflictSeconds'],
  problems: ['clock-ahead', 'clock-behind'],
  judge({ apiReplies }, { warnSeconds, criticalSeconds, conflictSeconds }) {
    const samples = apiReplies.flatMap(toSample).sort((a, b) => a.skewSeconds - b.skewSeconds);
    const middle = samples[Math.floor((samples.length - 1) / 2)];
    if (middle === undefined) return { status: 'unknown', reason: 'no answer told the time, so this clock could not be compared' };
    const agreeing = samples.filter(({ skewSeconds }) => Math.abs(skewSeconds - middle.skewSeconds) <= conflictSeconds);
    const evidence = [...skewEvidence(middle, agreeing.length), ...samples.map(sampleEvidence)];
    if (agreeing.length * 2 <= samples.length) return { status: 'unknown', reason: conflictIn(samples), evidence };
    const skewSeconds = Math.abs(middle.skewSeconds);
    if (skewSeconds <= warnSeconds) return { status: 'ok', evidence };
    const problem = middle.skewSeconds > 0 ? 'clock-ahead' : 'clock-behind';
    return { status: skewSeconds > criticalSeconds ? 'critical' : 'warning', problem, evidence };
  },
});

interface Sample {
  readonly host: string;
  readonly url: string;
  /** Positive where the own clock is ahead. */
  readonly skewSeconds: number;
  readonly ownTime: string;
  readonly serverTime: string;
}

const halfOfASecondMs = 500;

function toSample({ endpoint, url, headers, askedAt }: ApiReply): readonly Sample[] {
  const serverTime = Date.parse(headers['date'] ?? '');
  const isCached = Number(headers['age'] ?? 0) > 0;
  if (Number.isNaN(serverTime) || isCached) return [];
  const skewMs = Date.parse(askedAt) - serverTime - halfOfASecondMs;
  // Tenths are more than a header of whole seconds can tell.
  const skewSeconds = Math.round(skewMs / 100) / 10;
  return [{ host: endpoint.host, url, skewSeconds, ownTime: askedAt, serverTime: new Date(serverTime).toISOString() }];
}

const skewEvidence = ({ url, skewSeconds, ownTime, serverTime }: Sample, agreeingCount: number): readonly Evidence[] => [
  {
    subject: 'the clock of this host',
    name: 'skewSeconds',
    value: Math.abs(skewSeconds),
    unit: 'seconds',
    source: `Date header of ${url}`,
  },
  word('the clock of this host', 'ownTime', ownTime, 'own clock'),
  word('the clock of this host', 'serverTime', serverTime, `Date header of ${url}`),
  { subject: 'the clock of this host', name: 'agreeingCount', value: agreeingCount, unit: 'count', source: 'Date headers' },
];

const sampleEvidence = ({ host, url, skewSeconds }: Sample): Evidence => ({
  subject: host,
  name: skewSeconds > 0 ? 'aheadSeconds' : 'behindSeconds',
  value: Math.abs(skewSeconds),
  unit: 'seconds',
  source: `Date header of ${url}`,
});

const conflictIn = (samples: readonly Sample[]): string =>
  `the servers disagree about the time (${samples.map(({ host, serverTime }) => `${host} ${serverTime}`).join(', ')}), so this clock cannot be judged`;
