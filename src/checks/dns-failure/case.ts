// What every rule on names judges from, and the two questions that all of them ask of the path matrix.
import type { DnsFacts, NetworkFacts } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence } from '../check.js';
import type { ResolverReport } from './resolver-report.js';

export interface Case {
  readonly dns: DnsFacts;
  readonly networks: NetworkFacts | null;
  readonly paths: readonly PathCell[] | null;
  readonly reports: readonly ResolverReport[];
  /** Shown with every verdict. */
  readonly ground: readonly Evidence[];
}

/** The names that the agent cannot work without; where nobody says which, all. */
export const isNeeded = (name: string, paths: Case['paths']): boolean =>
  paths === null || paths.some(({ endpoint }) => endpoint.host === name && endpoint.isRequired);

/** A certificate in the name's own name was shown there: a strange address is then a mirror, and no fault. */
export const isProven = (name: string, addresses: readonly string[], paths: Case['paths']): boolean =>
  paths?.some(
    ({ endpoint, connection, handshake }) =>
      endpoint.host === name && handshake?.outcome === 'trusted' && connection !== null && addresses.includes(connection.address),
  ) === true;

/** Names for which the resolvers decide: /etc/hosts does not answer them first. */
export const askedNames = ({ answers, overrides }: DnsFacts): readonly string[] => {
  const names = new Set(answers.map(({ name }) => name));
  return [...names].filter((name) => !overrides.some((override) => override.name === name));
};
