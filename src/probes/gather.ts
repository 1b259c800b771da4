// One look at the host: every probe under its own limit and all under one deadline, as parallel as their
// needs allow. What hangs or crashes costs its own fact alone.
import type { Folder } from '../facts/agent.js';
import type { Facts } from '../facts/facts.js';
import { expandEndpoints, type EndpointTemplate } from '../facts/network/endpoints.js';
import { absent, through, valueOf, type Observed } from '../facts/observed.js';
import { findAgent } from './agents/index.js';
import { gatherApiReplies } from './api/gather-api-replies.js';
import { gatherPublishedVersions } from './api/gather-published-versions.js';
import { gatherScan } from './files/gather-scan.js';
import { gatherVolumes } from './files/gather-volumes.js';
import { gatherHost } from './host.js';
import { gatherIdentity } from './identity/gather-identity.js';
import { gatherConnections } from './network/gather-connections.js';
import { gatherDns } from './network/gather-dns.js';
import { gatherNetworks } from './network/gather-networks.js';
import { observe } from './probe.js';
import type { System } from './platform/system.js';

export interface GatherSettings {
  readonly agent: string;
  readonly offline: boolean;
  readonly deep: boolean;
  readonly deadlineMs: number;
  readonly endpoints: readonly EndpointTemplate[];
  readonly regions: Readonly<Record<string, string>>;
  /** The backup set as somebody named it; empty where nobody did. */
  readonly backupPaths: readonly string[];
  readonly excludedPaths: readonly string[];
  readonly stateFolder: string;
}
