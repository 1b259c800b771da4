// Do the configured resolvers answer for the names that the agent needs? Judged as the C library would use them:
// one after the other, where "no such name" ends the search. The first rule that finds a fault speaks.
import { defineCheck } from './check.js';
import { judgeResolvers } from './dns-failure/ailing-resolvers.js';
import type { Case } from './dns-failure/case.js';
import { judgeAllDead } from './dns-failure/dead-resolvers.js';
import { groundOf } from './dns-failure/ground.js';
import { resolverReports } from './dns-failure/resolver-report.js';
import { judgeSystemLookups } from './dns-failure/system-lookup.js';
import { judgeNames } from './dns-failure/unresolved-names.js';
import { judgeOverrides } from './dns-failure/wrong-override.js';

export const dnsFailure = defineCheck({
  id: 'dns-failure',
  needs: ['dns'],
  uses: ['networks', 'paths'],
  limits: ['slowMs'],
  problems: [
    ...['no-resolver', 'stub-dead', 'all-resolvers-dead', 'name-not-found', 'name-not-resolved', 'wrong-answer', 'wrong-override'],
    ...['system-lookup-differs', 'resolver-dead', 'resolver-unreliable', 'slow-resolver'],
  ],
  judge({ dns, networks, paths }, { slowMs }) {
    if (dns.answers.length + dns.overrides.length === 0) return { status: 'not-applicable', reason: 'no name had to be resolved' };
    const reports = resolverReports(dns);
    const about: Case = { dns, networks, paths, reports, ground: groundOf(dns, reports, paths) };
    return (
      judgeOverrides(about) ??
      judgeAllDead(about) ??
      judgeNames(about) ??
      judgeSystemLookups(about) ??
      judgeResolvers(about, slowMs) ?? { status: 'ok', evidence: about.ground }
    );
  },
});
