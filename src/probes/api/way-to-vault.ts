// Where the vault of this agent lies, and over which network the agent reaches it.
import type { AgentFacts } from '../../facts/agent.js';
import type { RegisteredAgent } from '../../facts/api.js';
import type { NetworkName } from '../../facts/network.js';
import { valueOf } from '../../facts/observed.js';

export interface WayToVault {
  /** The container's address as the service, else the registration, gives it. */
  readonly containerUrl: string | null;
  readonly network: NetworkName;
}

export function wayToVault(agent: AgentFacts | null, registered: RegisteredAgent | null): WayToVault {
  const local = agent === null ? null : valueOf(agent.vault);
  // What the agent on this host does, before what the service believes of it.
  const usesServiceNet = local?.usesServiceNet ?? registered?.usesServiceNet ?? false;
  const containerUrl = registered?.vaultUrl ?? local?.containerUrls[0] ?? null;
  return { containerUrl, network: usesServiceNet ? 'servicenet' : 'publicnet' };
}
