// The measured answers behind a verdict on DNS.
import type { DnsAnswer, DnsFacts } from '../../facts/network.js';
import type { Evidence } from '../check.js';
import { count, word } from '../network/evidence.js';
import type { ResolverReport } from './resolver-report.js';

export function answerEvidence({ name, resolver, outcome, code, addresses }: DnsAnswer): readonly Evidence[] {
  const source = `answer of ${resolver}`;
  return [
    word(name, 'outcome', code === null ? outcome : `${outcome} (${code})`, source),
    word(name, 'resolver', resolver, source),
    word(name, 'addresses', addresses.join(', ') || 'none', source),
  ];
}

export function groundOf(
  { resolvers, ignoredResolvers, source, answers, overrides }: DnsFacts,
  reports: readonly ResolverReport[],
): readonly Evidence[] {
  const subject = resolvers.join(', ');
  const nameCount = new Set([...answers.map(({ name }) => name), ...overrides.map(({ name }) => name)]).size;
  return [
    count(subject, 'nameCount', nameCount, source),
    count(subject, 'resolverCount', resolvers.length, source),
    ...reports.flatMap(({ resolver, medianMs }): Evidence[] =>
      medianMs === null
        ? []
        : [{ subject: resolver, name: 'medianMs', value: medianMs, unit: 'milliseconds', source: 'median of its answers' }],
    ),
    ...ignoredResolvers.map((resolver) => word(resolver, 'ignoredResolver', resolver, source)),
    ...overrides.map(({ name, addresses }) => word(name, 'override', addresses.join(', '), '/etc/hosts')),
  ];
}
