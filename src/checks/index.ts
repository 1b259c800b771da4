// Every check that this version judges; checks.yml gives the order in which they are told.
import type { Check } from './check.js';
import { agentLogErrors } from './agent-log-errors.js';
import { agentNotRegistered } from './agent-not-registered.js';
import { agentNotRunning } from './agent-not-running.js';
import { agentUpdater } from './agent-updater.js';
import { apiFault } from './api-fault.js';
import { blockStorageSlowdown } from './block-storage-slowdown.js';
import { clockSkew } from './clock-skew.js';
import { clonedAgent } from './cloned-agent.js';
import { cloudBackupUnreachable } from './cloud-backup-unreachable.js';
import { cloudFilesUnreachable } from './cloud-files-unreachable.js';
import { dnsFailure } from './dns-failure.js';
import { encryptionSlowdown } from './encryption-slowdown.js';
import { filesInUse } from './files-in-use.js';
import { isolatedNetwork } from './isolated-network.js';
import { lastBackup } from './last-backup.js';
import { lowDiskSpace } from './low-disk-space.js';
import { lowInodes } from './low-inodes.js';
import { outdatedAgent } from './outdated-agent.js';
import { pathMtu } from './path-mtu.js';
import { publicnetUnreachable } from './publicnet-unreachable.js';
import { readOnlyVolume } from './read-only-volume.js';
import { servicenetUnreachable } from './servicenet-unreachable.js';
import { throughputBottleneck } from './throughput-bottleneck.js';
import { tlsFailure } from './tls-failure.js';
import { unreadableFiles } from './unreadable-files.js';

export const checks: readonly Check[] = [
  agentLogErrors,
  agentNotRegistered,
  agentNotRunning,
  agentUpdater,
  apiFault,
  blockStorageSlowdown,
  clockSkew,
  clonedAgent,
  cloudBackupUnreachable,
  cloudFilesUnreachable,
  dnsFailure,
  encryptionSlowdown,
  filesInUse,
  isolatedNetwork,
  lastBackup,
  lowDiskSpace,
  lowInodes,
  outdatedAgent,
  pathMtu,
  publicnetUnreachable,
  readOnlyVolume,
  servicenetUnreachable,
  throughputBottleneck,
  tlsFailure,
  unreadableFiles,
];
