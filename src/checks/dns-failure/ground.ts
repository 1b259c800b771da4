// What was seen around a verdict on DNS, shown with every one: resolvers, overrides, and what differs from them.
import { resolveName } from '../../facts/network/resolve-name.js';
import type { DnsFacts, SystemLookup } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence } from '../check.js';
import { count, word } from '../network/evidence.js';
import { isProven } from './case.js';
import type { ResolverReport } from './resolver-report.js';

export function groundOf(dns: DnsFacts, reports: readonly ResolverReport[], paths: readonly PathCell[] | null): readonly Evidence[] {
  const { resolvers, ignoredResolvers, source, answers, overrides } = dns;
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
    ...stubEvidence(dns),
    ...overrides.map(({ name, addresses }) => word(name, 'override', addresses.join(', '), '/etc/hosts')),
    ...mirrorEvidence(dns, paths),
    ...lookupEvidence(dns),
  ];
}

function stubEvidence({ stub, source }: DnsFacts): readonly Evidence[] {
  if (stub === null) return [];
  const upstreams = stub.upstreams === null ? null : stub.upstreams.join(', ') || 'nobody';
  return [
    word(stub.address, 'stub', 'systemd-resolved', source),
    word(stub.address, 'upstreams', upstreams, '/run/systemd/resolve/resolv.conf'),
  ];
}

/** Private answers for public names where the service itself was found. */
const mirrorEvidence = ({ answers }: DnsFacts, paths: readonly PathCell[] | null): readonly Evidence[] =>
  answers
    .filter(({ outcome, name, addresses }) => outcome === 'wrong-answer' && isProven(name, addresses, paths))
    .map(({ name, addresses, resolver }) =>
      word(name, 'mirror', addresses.join(', '), `answer of ${resolver}; its certificate is trusted`),
    );

/** Look-ups of this host that came to something else than its resolvers, and what may have made the difference. */
function lookupEvidence(dns: DnsFacts): readonly Evidence[] {
  const differing = dns.lookups.filter((look) => isDifferent(look, dns));
  if (differing.length === 0) return [];
  return [
    ...differing.map((look) => word(look.name, 'lookup', endOf(look), look.by)),
    ...dns.searchDomains.map((domain) => word(domain, 'searchDomain', domain, dns.source)),
    ...dns.options.map((option) => word(option, 'option', option, dns.source)),
  ];
}

/** c-ares asks the resolvers alone: what it does not find in the hosts file is no difference. Names below search domains differ where they exist. */
function isDifferent({ by, name, addresses, outcome }: SystemLookup, dns: DnsFacts): boolean {
  const expected = resolveName(name, dns);
  const isOverridden = expected.answer === null && expected.addresses.length > 0;
  const isNoOpinion = by === 'c-ares' ? isOverridden : outcome === 'failed';
  if (isNoOpinion) return false;
  if (addresses.length === 0 || expected.addresses.length === 0) return addresses.length !== expected.addresses.length;
  return !addresses.some((address) => expected.addresses.includes(address));
}

const endOf = ({ outcome, code, addresses }: SystemLookup): string =>
  outcome === 'answered' ? addresses.join(', ') : `${outcome}${code === null ? '' : ` (${code})`}`;
