// Is the own clock right? Most of the servers that answered decide, and the middle one of them says by how much.
import { defineCheck, type Evidence } from './check.js';
import { agreeingWith, clockSamples, middleOf, type ClockSample } from './network/clock.js';
import { word } from './network/evidence.js';

export const clockSkew = defineCheck({
  id: 'clock-skew',
  needs: ['paths'],
  limits: ['warnSeconds', 'criticalSeconds', 'conflictSeconds'],
  problems: ['clock-ahead', 'clock-behind'],
  judge({ paths }, { warnSeconds, criticalSeconds, conflictSeconds }) {
    const samples = clockSamples(paths);
    const middle = middleOf(samples);
    if (middle === undefined)
      return { status: 'unknown', reason: 'no server that can be trusted told the time, so this clock could not be compared' };
    const agreeing = agreeingWith(middle, samples, conflictSeconds);
    const evidence = [...skewEvidence(middle, agreeing.length), ...samples.map(sampleEvidence)];
    if (agreeing.length * 2 <= samples.length) return { status: 'unknown', reason: conflictIn(samples), evidence };
    const skewSeconds = Math.abs(middle.skewSeconds);
    if (skewSeconds <= warnSeconds) return { status: 'ok', evidence };
    const problem = middle.skewSeconds > 0 ? 'clock-ahead' : 'clock-behind';
    return { status: skewSeconds > criticalSeconds ? 'critical' : 'warning', problem, evidence };
  },
});

const skewEvidence = ({ url, skewSeconds, ownTime, serverTime }: ClockSample, agreeingCount: number): readonly Evidence[] => [
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

const sampleEvidence = ({ host, url, skewSeconds }: ClockSample): Evidence => ({
  subject: host,
  name: skewSeconds > 0 ? 'aheadSeconds' : 'behindSeconds',
  value: Math.abs(skewSeconds),
  unit: 'seconds',
  source: `Date header of ${url}`,
});

const conflictIn = (samples: readonly ClockSample[]): string =>
  `the servers disagree about the time (${samples.map(({ host, serverTime }) => `${host} ${serverTime}`).join(', ')}), so this clock cannot be judged`;
