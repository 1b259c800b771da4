// The details of an agent, as v1 and v2 give them. Of v1's lists the status says nothing: "always Offline" by the
// documentation, Online or Unknown in its examples.
import type { RegisteredAgent } from '../api.js';
import { canonicalUuid } from '../identity/uuid.js';
import { bytesIn, flagIn, idIn, member, textIn, timeIn } from './fields.js';
import { isObject, objectsIn, type Json } from './loose-json.js';

/** How it was asked for. */
export interface Asking {
  readonly source: string;
  readonly askedAt: string;
  readonly wasWoken: boolean;
  /** Raw ids of servers do not enter the facts. */
  readonly hash: (id: string) => string;
}

/** null for what names no agent. */
export function parseAgent(json: unknown, asking: Asking): RegisteredAgent | null {
  if (!isObject(json)) return null;
  const agentId = idIn(json, 'MachineAgentId');
  if (agentId === null) return null;
  return {
    ...askedAs(asking),
    agentId,
    hostServerIdHash: hashOf(member(json, 'HostServerId'), asking),
    machineName: textIn(json, 'MachineName'),
    address: textIn(json, 'IPAddress'),
    version: textIn(json, 'AgentVersion'),
    operatingSystem: textIn(json, 'OperatingSystem'),
    status: statusOf(textIn(json, 'Status')),
    isBusy: null,
    isDisabled: flagIn(json, 'IsDisabled'),
    isEncrypted: flagIn(json, 'IsEncrypted'),
    usesServiceNet: flagIn(json, 'UseServiceNet'),
    vaultUrl: textIn(json, 'BackupContainer'),
    vaultSizeBytes: bytesIn(json, 'BackupVaultSize'),
    region: textIn(json, 'Datacenter'),
    vaultRegion: textIn(json, 'BackupDatacenter'),
    lastSuccessfulBackupAt: timeIn(json, 'TimeOfLastSuccessfulBackup'),
    registeredAt: null,
  };
}

/** A list without status; null for what is no list. */
export function parseAgents(json: unknown, asking: Asking): readonly RegisteredAgent[] | null {
  const agents = objectsIn(json)?.flatMap((item) => parseAgent(item, asking) ?? []);
  return agents?.map((agent) => ({ ...agent, status: 'unknown' })) ?? null;
}

/** v2 tells the status in an answer of its own. */
export function parseV2Agent(json: unknown, asking: Asking): RegisteredAgent | null {
  if (!isObject(json)) return null;
  const agentId = idIn(json, 'id');
  if (agentId === null) return null;
  const [host, vault] = [objectIn(json, 'host'), objectIn(json, 'vault')];
  const isEnabled = flagIn(json, 'enabled');
  return {
    ...askedAs(asking),
    agentId,
    hostServerIdHash: hashOf(member(objectIn(host, 'machine'), 'id'), asking),
    machineName: textIn(json, 'name'),
    address: textIn(objectsIn(member(host, 'addresses'))?.[0] ?? {}, 'addr'),
    version: textIn(json, 'version'),
    operatingSystem: textIn(objectIn(host, 'os'), 'name'),
    status: 'unknown',
    isBusy: null,
    isDisabled: isEnabled === null ? null : !isEnabled,
    isEncrypted: flagIn(vault, 'encrypted'),
    usesServiceNet: flagIn(vault, 'use_internal'),
    vaultUrl: textIn(objectsIn(member(vault, 'links'))?.find((link) => textIn(link, 'rel') === 'publicURL') ?? {}, 'href'),
    vaultSizeBytes: null,
    region: textIn(host, 'region'),
    vaultRegion: textIn(vault, 'region'),
    lastSuccessfulBackupAt: null,
    registeredAt: timeIn(json, 'registered_time'),
  };
}

/** null where it is no status. */
export function parseV2Status(json: unknown): Pick<RegisteredAgent, 'status' | 'isBusy'> | null {
  const isOnline = isObject(json) ? flagIn(json, 'online') : null;
  if (!isObject(json) || isOnline === null) return null;
  return { status: isOnline ? 'online' : 'offline', isBusy: flagIn(json, 'busy') };
}

const objectIn = (json: Json, name: string): Json => {
  const value = member(json, name);
  return isObject(value) ? value : {};
};

const askedAs = ({ source, askedAt, wasWoken }: Asking): Pick<RegisteredAgent, 'source' | 'askedAt' | 'wasWoken'> => ({
  source,
  askedAt,
  wasWoken,
});

function hashOf(id: unknown, { hash }: Asking): string | null {
  const canonical = typeof id === 'string' ? canonicalUuid(id.trim()) : null;
  return canonical === null ? null : hash(canonical);
}

function statusOf(text: string | null): RegisteredAgent['status'] {
  const word = text?.toLowerCase();
  return word === 'online' || word === 'offline' ? word : 'unknown';
}
