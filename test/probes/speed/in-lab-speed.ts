// What the speed probe tells of a lab that a script sets up.
import type { ThroughputFacts } from '../../../src/facts/throughput.js';
import { inLab } from '../../lab/storage-lab.js';

export const valueIn = <T>(fact: { readonly state: string; readonly value?: T }): T => {
  if (fact.state !== 'observed' || fact.value === undefined) throw new Error(JSON.stringify(fact));
  return fact.value;
};

export const inLabSpeed = async (setUp: string, paths: (lab: string) => readonly string[], more: object = {}) => {
  const { answer, tookMs } = await inLab(setUp, (lab) => ({ look: 'speed', paths: paths(lab), ...more }));
  return { facts: valueIn<ThroughputFacts>(answer), tookMs };
};
