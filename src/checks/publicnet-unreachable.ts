// Can the agent reach its control endpoints over PublicNet? Connections that were made prove it; where they fail or
// none may be made, the first broken layer speaks. The first rule that finds a fault answers.
import { defineCheck } from './check.js';
import { endpointProblems } from './network/doors.js';
import { caseOf } from './publicnet-unreachable/case.js';
import { judgeClosed, judgeSilentStorage, sharedProblems } from './publicnet-unreachable/closed-endpoints.js';
import { judgeAddresses, judgeFamily, judgeLosses, judgeOptional, judgeUntold, openProblems } from './publicnet-unreachable/open-ways.js';
import { judgeGateway, judgeLayers, layerProblems } from './publicnet-unreachable/own-side.js';

export const publicnetUnreachable = defineCheck({
  id: 'publicnet-unreachable',
  needs: ['networks', 'conditions'],
  uses: ['connections', 'paths', 'agent.proxy'],
  problems: [...layerProblems, 'gateway-silent', ...sharedProblems, ...endpointProblems, ...openProblems],
  judge(seen) {
    const about = caseOf(seen);
    return (
      judgeLayers(about) ??
      judgeGateway(about) ??
      judgeSilentStorage(about) ??
      judgeClosed(about) ??
      judgeUntold(about) ??
      judgeLosses(about) ??
      judgeOptional(about) ??
      judgeAddresses(about) ??
      judgeFamily(4, about) ??
      judgeFamily(6, about) ?? { status: 'ok', evidence: about.ground }
    );
  },
});
