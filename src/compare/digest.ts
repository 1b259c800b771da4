// What comparing needs of a recording, and no more: ten thousand of them are held at once.
import { instanceIdStrength, isStale, restoredAt, wasRenamed } from '../checks/cloned-agent/instance-record.js';
import type { Strength } from '../checks/cloned-agent/clue.js';
import type { SeenId } from '../checks/cloned-agent/same-server.js';
import type { HostFacts } from '../facts/host.js';
import type { IdentityFacts, IdHash } from '../facts/identity.js';
import { secondsBetween } from '../facts/identity/times.js';
import { valueOf } from '../facts/observed.js';
import type { Recording } from '../facts/recording.js';

export interface CompareLimits {
  readonly toleranceSeconds: number;
  readonly clockErrorSeconds: number;
}

export interface Digest {
  /** The file, as the call named it. */
  readonly name: string;
  readonly agentId: string | null;
  readonly agentIdHash: string | null;
  /** null where the identity could not be looked at, or the agent was never registered. */
  readonly registeredAt: string | null;
  readonly gatheredAt: string;
  readonly finishedAt: string;
  /** It ran from then to the end of the recording; null where that is unknown, as for a host image. */
  readonly bootedAt: string | null;
  /** When the registration came to lie on this disk, as far as that is known: where it was moved, later than it was made. */
  readonly agentSince: string | null;
  /** When cloud-init first met this server on this disk. */
  readonly instanceSince: string | null;
  readonly size: string | null;
  readonly ids: readonly SeenId[];
  /** Ids that cloud-init gave this server, or another one, under another data source. */
  readonly renamedFrom: readonly IdHash[];
  /** What its cloud-init record is worth; null where it may be that of another server. */
  readonly worthOfInstanceId: Strength | null;
  /** Whether the registration was made on this server, by its age alone. */
  readonly role: 'original' | 'copy' | 'unknown';
}

/** The part of a recording that is read here. */
export type ComparedRecording = Pick<Recording, 'gatheredAt' | 'finishedAt' | 'conditions'> & {
  readonly facts: Pick<Recording['facts'], 'host' | 'identity'>;
};

export function digestOf({ facts, gatheredAt, finishedAt, conditions }: ComparedRecording, name: string, limits: CompareLimits): Digest {
  const [identity, host] = [valueOf(facts.identity), valueOf(facts.host)];
  const bootedAt = conditions.root === null ? (host?.bootedAt ?? null) : null;
  const isRecordOld = conditions.root !== null || identity === null || isStale(identity, bootedAt, limits.toleranceSeconds);
  const history = identity?.instanceHistory ?? null;
  return {
    name,
    agentId: identity?.agentId ?? null,
    agentIdHash: identity?.agentIdHash ?? null,
    registeredAt: identity?.registeredAt ?? null,
    gatheredAt,
    finishedAt,
    bootedAt,
    agentSince: identity === null ? null : agentSinceOf(identity, limits),
    instanceSince: isRecordOld ? null : (history?.currentSince ?? null),
    size: sizeOf(host),
    ids: (identity?.signals ?? []).flatMap(({ name: id, root, hash }) => (hash === null ? [] : [{ name: id, root, hash }])),
    renamedFrom: history?.otherFormHashes ?? [],
    worthOfInstanceId: history === null || isRecordOld ? null : instanceIdStrength(history),
    role: identity === null || isRecordOld ? 'unknown' : roleOf(identity, limits),
  };
}

/** ISO 8601 UTC texts sort by time; null is no time. */
export const laterOf = (a: string | null, b: string | null): string | null => ((a ?? '') > (b ?? '') ? a : b);

function agentSinceOf(identity: IdentityFacts, { toleranceSeconds }: CompareLimits): string | null {
  const { registeredAt } = identity;
  return registeredAt === null ? null : (restoredAt(identity, registeredAt, toleranceSeconds) ?? registeredAt);
}

const gibibyte = 1024 ** 3;

function sizeOf(host: HostFacts | null): string | null {
  if (host === null || host.cpuCount === null || host.memoryBytes === null) return null;
  return `${host.cpuCount} CPUs, ${Math.ceil(host.memoryBytes / gibibyte)} GiB`;
}

/** A registration that is older than its server was made on another one, unless a restore put it there. */
function roleOf(identity: IdentityFacts, { toleranceSeconds, clockErrorSeconds }: CompareLimits): Digest['role'] {
  const { registeredAt, instanceHistory } = identity;
  const since = instanceHistory?.currentSince ?? null;
  if (registeredAt === null || instanceHistory === null || since === null || restoredAt(identity, registeredAt, toleranceSeconds) !== null)
    return 'unknown';
  if (secondsBetween(registeredAt, since) > clockErrorSeconds) return wasRenamed(instanceHistory) ? 'unknown' : 'copy';
  return registeredAt >= since ? 'original' : 'unknown';
}
