// Every check that this version judges; checks.yml gives the order in which they are told.
import type { Check } from './check.js';
import { agentNotRegistered } from './agent-not-registered.js';
import { agentNotRunning } from './agent-not-running.js';
import { agentUpdater } from './agent-updater.js';
import { clonedAgent } from './cloned-agent.js';
import { isolatedNetwork } from './isolated-network.js';
import { outdatedAgent } from './outdated-agent.js';
import { publicnetUnreachable } from './publicnet-unreachable.js';
import { servicenetUnreachable } from './servicenet-unreachable.js';

export const checks: readonly Check[] = [
  agentNotRegistered,
  agentNotRunning,
  agentUpdater,
  clonedAgent,
  isolatedNetwork,
  outdatedAgent,
  publicnetUnreachable,
  servicenetUnreachable,
];
