// What the service knows of this agent, against this server: which server it was registered for, and by what name.
import type { ApiFacts, RegisteredAgent } from '../../facts/api.js';
import type { IdentityFacts, IdentitySignal } from '../../facts/identity.js';
import { valueOf } from '../../facts/observed.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { Clue, ClueLimits, Scene } from './clue.js';
import { cloudsWord, instanceIdStrength, isStale, wasRenamed } from './instance-record.js';
import { isOtherName, type LocalNames } from './trace-clues.js';

export function serviceClues(api: ApiFacts, identity: IdentityFacts, local: LocalNames, scene: Scene, limits: ClueLimits): readonly Clue[] {
  const agent = agentAsked(api, identity);
  if (agent === null) return [];
  return [
    ...serverClues(agent, identity, scene, limits),
    ...ageClues(agent, identity, limits),
    ...nameClues(agent, local),
    ...twinClues(api, agent),
  ];
}

/** An answer about another agent than the one of the registration file says nothing. */
export function agentAsked({ agent }: ApiFacts, { agentId }: IdentityFacts): RegisteredAgent | null {
  const found = valueOf(agent);
  return found !== null && found.agentId === agentId ? found : null;
}

/** The strongest evidence there is: a server's own id never changes, and the service keeps the one of the registration. */
function serverClues(agent: RegisteredAgent, identity: IdentityFacts, scene: Scene, limits: ClueLimits): readonly Clue[] {
  const { hostServerIdHash, source } = agent;
  if (hostServerIdHash === null) return [];
  const at = agent.registeredAt ?? scene.registeredAt;
  const own = ownServerId(identity, hostServerIdHash, scene, limits);
  if (own === null) return [];
  const { root, isCertain } = own;
  if (own.hash === hostServerIdHash) {
    const strength = isCertain ? 'proof' : 'weak';
    return [{ code: 'registered-for-this-server', speaksFor: 'same-machine', strength, root, source, at }];
  }
  return [{ code: 'registered-for-another-server', speaksFor: 'clone', strength: isCertain ? 'strong' : 'weak', root, source, at }];
}

type OwnServerId = Pick<IdentitySignal, 'hash' | 'root'> & { readonly isCertain: boolean };

/**
 * The hypervisor's word first. A DMI UUID is the server's id under KVM and another one under Xen: where it agrees it
 * proves, where it differs it says nothing. A record of cloud-init that stood still may be that of the server copied from.
 */
function ownServerId(
  identity: IdentityFacts,
  registered: string,
  { bootedAt }: Scene,
  { toleranceSeconds }: ClueLimits,
): OwnServerId | null {
  const { signals, instanceHistory } = identity;
  const told = cloudsWord(signals);
  // The service knows UUIDs alone: an id of another form may be this same server's.
  const isComparable = (hash: string | null): boolean => instanceHistory?.idForm !== 'other' || hash !== instanceHistory.currentHash;
  const here = told === null || !isComparable(told) ? null : (signals.find(({ hash }) => hash === told) ?? null);
  if (here !== null) return { ...here, isCertain: true };
  const dmi = signals.find(({ name, hash }) => name === 'dmi-uuid' && hash === registered);
  if (dmi !== undefined) return { ...dmi, isCertain: true };
  const recorded = signals.find(({ name, hash }) => name === 'instance-id' && hash !== null);
  if (recorded === undefined || instanceHistory === null || !isComparable(recorded.hash)) return null;
  const isCertain = instanceIdStrength(instanceHistory) === 'strong' && !isStale(identity, bootedAt, toleranceSeconds);
  return { ...recorded, isCertain };
}

/** v2 tells when the agent was registered. A record of instances that began later may have been cleaned. */
function ageClues(
  { registeredAt, source }: RegisteredAgent,
  { instanceHistory }: IdentityFacts,
  { clockErrorSeconds }: ClueLimits,
): readonly Clue[] {
  const since = instanceHistory?.currentSince ?? null;
  if (instanceHistory === null || since === null || registeredAt === null) return [];
  if (secondsBetween(registeredAt, since) <= clockErrorSeconds || instanceIdStrength(instanceHistory) === 'weak') return [];
  return [
    {
      code: 'registered-with-the-service-before-this-instance',
      speaksFor: 'clone',
      strength: wasRenamed(instanceHistory) ? 'weak' : 'medium',
      root: 'instance',
      source,
      at: registeredAt,
    },
  ];
}

/** Equal names and addresses say nothing: a copy may keep both. Behind a translated address they differ on the original, too. */
function nameClues({ machineName, address, askedAt, source }: RegisteredAgent, local: LocalNames): readonly Clue[] {
  const hint = { speaksFor: 'clone', strength: 'weak', source, at: askedAt } as const;
  const isElsewhere = address !== null && local.addresses.length > 0 && !local.addresses.includes(address);
  return [
    ...(isOtherName(machineName ?? '', local.hostname) ? [{ ...hint, code: 'registered-under-another-name', root: 'name' } as const] : []),
    ...(isElsewhere ? [{ ...hint, code: 'registered-with-another-address', root: 'network' } as const] : []),
  ];
}

/** One server and two agents: it was registered twice, which is no clone. */
function twinClues({ agentsOfThisServer }: ApiFacts, { agentId, source, askedAt }: RegisteredAgent): readonly Clue[] {
  const known = valueOf(agentsOfThisServer) ?? [];
  if (known.length < 2 || !known.some((agent) => agent.agentId === agentId)) return [];
  return [{ code: 'server-registered-more-than-once', speaksFor: 'same-machine', strength: 'weak', root: 'service', source, at: askedAt }];
}
