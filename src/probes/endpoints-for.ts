// The endpoints that this host's agent needs: those of the catalogue, for its region, its API host and its vault.
import type { AgentFacts } from '../facts/agent.js';
import { expandEndpoints, hostsOf, type EndpointTemplate } from '../facts/network/endpoints.js';
import type { Endpoint } from '../facts/network.js';
import { valueOf } from '../facts/observed.js';

export interface EndpointSettings {
  readonly endpoints: readonly EndpointTemplate[];
  readonly regions: Readonly<Record<string, string>>;
}

export function endpointsFor({ endpoints, regions }: EndpointSettings, agent: AgentFacts | null): readonly Endpoint[] {
  const vault = agent === null ? null : valueOf(agent.vault);
  const context = {
    region: agent?.region ?? null,
    apiHostName: agent === null ? null : (valueOf(agent.registration)?.apiHostName ?? null),
    vaultHosts: hostsOf(vault?.containerUrls ?? []),
    usesServiceNet: vault?.usesServiceNet ?? null,
  };
  return expandEndpoints({ regions, templates: endpoints }, context);
}
