// What this disk itself remembers: the registration's age against the instances that cloud-init saw booting from it.
import type { IdentityFacts, InstanceHistory } from '../../facts/identity.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { Clue, ClueLimits, Scene, Strength } from './clue.js';
import { cloudsWord, differsFromCloud, instanceIdStrength, isStale, restoredAt, wasRenamed } from './instance-record.js';

const source = '/var/lib/cloud/instances';

export function diskClues(identity: IdentityFacts, scene: Scene, limits: ClueLimits): readonly Clue[] {
  const history = identity.instanceHistory;
  if (history === null) return [];
  return [...ageClues(identity, history, scene, limits), ...hypervisorClues(identity, history, scene, limits)];
}

function ageClues(
  identity: IdentityFacts,
  history: InstanceHistory,
  { registeredAt, bootedAt, renewedAt }: Scene,
  limits: ClueLimits,
): readonly Clue[] {
  const { currentSince } = history;
  if (currentSince === null) return [];
  const { toleranceSeconds } = limits;
  const restored = restoredAt(identity, registeredAt, toleranceSeconds);
  const leadSeconds = secondsBetween(registeredAt, currentSince);
  if (leadSeconds > toleranceSeconds) {
    const wasPutHere = restored !== null && secondsBetween(currentSince, restored) > toleranceSeconds;
    return [olderThanInstance(history, registeredAt, leadSeconds > limits.clockErrorSeconds && !wasPutHere)];
  }
  const isDoubtful =
    leadSeconds > 0 || restored !== null || isStale(identity, bootedAt, toleranceSeconds) || instanceIdStrength(history) === 'weak';
  const strength = isDoubtful ? 'weak' : 'medium';
  // The registration tool leaves a copy of what it replaces, with the time in its name.
  const isRenewed = renewedAt !== null && secondsBetween(currentSince, renewedAt) > toleranceSeconds;
  const code = isRenewed ? 'registered-anew-on-this-instance' : 'registered-after-this-instance';
  return [{ code, speaksFor: 'same-machine', strength, root: 'instance', source, at: registeredAt }];
}

/**
 * With an earlier instance on the disk the registration was made while that one ran. Without one the record may merely
 * have been cleaned, or begun after the registration.
 */
function olderThanInstance(history: InstanceHistory, at: string, isBeyondClockErrors: boolean): Clue {
  const worth = instanceIdStrength(history);
  const clue = { speaksFor: 'clone', root: 'instance', source, at } as const;
  if (history.earlierInstanceCount === 0) {
    return { ...clue, code: 'registered-before-this-instance', strength: worth === 'strong' && !wasRenamed(history) ? 'medium' : 'weak' };
  }
  const strength: Strength = worth === 'strong' && !isBeyondClockErrors ? 'medium' : worth;
  return { ...clue, code: 'registered-by-an-earlier-instance', strength };
}

/**
 * The hypervisor names this server otherwise than cloud-init did when it last ran. Where that other server booted
 * with the registration already on the disk, it was made there; else the disk may come from a mere image.
 */
function hypervisorClues(identity: IdentityFacts, history: InstanceHistory, { registeredAt }: Scene, limits: ClueLimits): readonly Clue[] {
  const told = cloudsWord(identity.signals);
  if (told === null || differsFromCloud(identity) !== true || instanceIdStrength(history) !== 'strong') return [];
  const { lastBootAt } = history;
  const onDiskSince = restoredAt(identity, registeredAt, limits.toleranceSeconds) ?? registeredAt;
  const wasThere = lastBootAt !== null && secondsBetween(onDiskSince, lastBootAt) > limits.toleranceSeconds;
  const clue = {
    code: 'server-differs-from-the-disks-last',
    speaksFor: 'clone',
    root: 'hypervisor',
    source: identity.signals.find(({ hash }) => hash === told)?.source ?? 'xenstore-read name',
  } as const;
  return [wasThere ? { ...clue, strength: 'strong', at: lastBootAt } : { ...clue, strength: 'weak', at: registeredAt }];
}
