// Asks Cloud Backup for the backup set alone, for who needs nothing else of the services.
import type { BackupSet } from '../facts/backup-set.js';
import { hasIpv6 } from '../facts/network/source-address.js';
import { valueOf, type Observed } from '../facts/observed.js';
import { findAgent } from './agents/index.js';
import type { Credentials } from './api/credentials.js';
import { gatherConfigurations } from './api/gather-api.js';
import { endpointsFor, type EndpointSettings } from './endpoints-for.js';
import { findBackupSet } from './find-backup-set.js';
import { ConnectionSlots } from './network/connection-slots.js';
import { lookUpNames } from './network/gather-dns.js';
import { gatherNetworks } from './network/gather-networks.js';
import { readTrustStores } from './network/trust-stores.js';
import { observe } from './probe.js';
import type { System } from './platform/system.js';

export interface SetQuestion extends EndpointSettings {
  readonly agent: string;
  readonly credentials: Credentials;
  /** Of the configuration file: they hold for every set. */
  readonly exclusions: readonly string[];
  readonly limitMs: number;
}

export function askForBackupSet(system: System, question: SetQuestion): Promise<Observed<BackupSet>> {
  const { exclusions, limitMs } = question;
  const told = observe('the configurations', limitMs, (signal) => askConfigurations(system, question, signal));
  return findBackupSet({ paths: [], exclusions, source: '' }, told, limitMs);
}

async function askConfigurations(system: System, question: SetQuestion, signal: AbortSignal): ReturnType<typeof gatherConfigurations> {
  const [found, seenNetworks] = await Promise.all([findAgent(system, question.agent, signal), gatherNetworks(system)]);
  if (found.state !== 'observed') return found;
  const [agent, networks] = [found.value, valueOf(seenNetworks)];
  const endpoints = endpointsFor(question, agent);
  const questions = endpoints.map(({ host: name, network }) => ({ name, network }));
  const names = lookUpNames(system, questions, { asksIpv6: networks !== null && hasIpv6(networks) }, signal);
  const walk = { names, networks, stores: await readTrustStores(system.files, agent.authoritiesPath), slots: new ConnectionSlots(), signal };
  return gatherConfigurations({ system, credentials: question.credentials, wakes: false, endpoints, agent }, walk);
}
