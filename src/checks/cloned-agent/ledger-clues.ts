// What earlier runs of this tool saw: the ledger lies on the disk and goes with every copy of it, so on a clone it
// tells of the original.
import type { IdentityFacts, LedgerEntry, SignalName, SignalRoot } from '../../facts/identity.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { Clue, ClueLimits, Scene } from './clue.js';
import { restoredAt } from './instance-record.js';
import { lookAt, type Look } from './ledger-look.js';
import { isSameId, strongest } from './same-server.js';

const source = 'identity ledger';

export function ledgerClues(identity: IdentityFacts, scene: Scene, limits: ClueLimits): readonly Clue[] {
  const newestFirst = [...identity.ledger].sort((a, b) => Date.parse(b.lastSeenAt) - Date.parse(a.lastSeenAt));
  const looks = newestFirst.map((entry) => lookAt(entry, identity, scene, limits));
  const ofThisAgent = looks.filter(({ entry }) => entry.agentIdHash !== null && entry.agentIdHash === identity.agentIdHash);
  return [
    ...elsewhereClues(ofThisAgent),
    ...contradictionClues(ofThisAgent),
    ...hereClues(looks, ofThisAgent, identity, scene, limits),
    ...changeClues(newestFirst, identity),
  ];
}

/** What goes with a copy or with a mere setting: told with the last time that it was otherwise, and never more than a hint. */
const passing: readonly SignalName[] = ['machine-id', 'mac-addresses', 'hostname', 'ssh-host-keys'];

function changeClues(newestFirst: readonly LedgerEntry[], { signals }: IdentityFacts): readonly Clue[] {
  return passing.flatMap((name): readonly Clue[] => {
    const last = newestFirst.find((entry) => isSameId(name, entry.signals, signals) === false);
    const root = signals.find((signal) => signal.name === name)?.root ?? 'disk';
    return last === undefined ? [] : [{ code: `${name}-changed`, speaksFor: 'clone', strength: 'weak', root, source, at: last.lastSeenAt }];
  });
}

/** One clue a root, from the newest look at the other server. An agent that was here first has come back from there. */
function elsewhereClues(looks: readonly Look[]): readonly Clue[] {
  const newest = looks.find(({ seen }) => seen === 'another-server');
  if (newest === undefined) return [];
  const wasHereFirst = looks.filter(({ seen }) => seen === 'this-server' || seen === 'another-server').at(-1)?.seen === 'this-server';
  const roots = [...new Set(newest.differing.map(({ root }) => root))];
  return roots.map((root) => {
    const strength = strongest(newest.differing.filter((comparison) => comparison.root === root)) ?? 'weak';
    const capped = wasHereFirst && strength === 'strong' ? 'medium' : strength;
    return { code: `agent-seen-under-another-${root}`, speaksFor: 'clone', strength: capped, root, source, at: newest.entry.lastSeenAt };
  });
}

function contradictionClues(looks: readonly Look[]): readonly Clue[] {
  const found = looks.find(({ seen }) => seen === 'contradiction');
  if (found === undefined) return [];
  return [
    {
      code: 'some-ids-changed-and-some-did-not',
      speaksFor: 'neither',
      strength: 'medium',
      root: 'hypervisor',
      source,
      at: found.entry.lastSeenAt,
    },
  ];
}

/**
 * A server that was already known before the registration was written, or before cloud-init's record began, is where
 * the agent was registered. One that has merely not changed since then may have been a copy when it was first seen.
 */
function hereClues(
  looks: readonly Look[],
  ofThisAgent: readonly Look[],
  identity: IdentityFacts,
  scene: Scene,
  limits: ClueLimits,
): readonly Clue[] {
  const [any, own] = [stayHere(looks), stayHere(ofThisAgent)];
  const { toleranceSeconds } = limits;
  const clue = { speaksFor: 'same-machine', root: any?.root ?? 'hypervisor', source } as const;
  const isInPlace = restoredAt(identity, scene.registeredAt, toleranceSeconds) === null;
  if (any !== null && isInPlace && secondsBetween(any.firstSeenAt, scene.registeredAt) >= -toleranceSeconds) {
    return [{ ...clue, code: 'server-known-before-the-registration', strength: 'strong', at: any.firstSeenAt }];
  }
  if (own === null) return [];
  const since = identity.instanceHistory?.currentSince ?? null;
  if (since !== null && secondsBetween(own.firstSeenAt, since) > toleranceSeconds) {
    return [{ ...clue, code: 'agent-known-here-before-this-instance', strength: 'strong', at: own.firstSeenAt }];
  }
  const isSettled = isInPlace && secondsBetween(own.firstSeenAt, own.lastSeenAt) >= limits.settledSeconds;
  return [{ ...clue, code: 'agent-and-server-unchanged', strength: isSettled ? 'medium' : 'weak', at: own.firstSeenAt }];
}

/** From the first to the last time that this server was seen. */
function stayHere(looks: readonly Look[]): { readonly firstSeenAt: string; readonly lastSeenAt: string; readonly root: SignalRoot } | null {
  const here = looks.filter(({ seen }) => seen === 'this-server');
  const [firstSeenAt] = here.map(({ entry }) => entry.firstSeenAt).sort();
  const lastSeenAt = here
    .map(({ entry }) => entry.lastSeenAt)
    .sort()
    .at(-1);
  const root = here[0]?.agreeing[0]?.root ?? 'hypervisor';
  return firstSeenAt === undefined || lastSeenAt === undefined ? null : { firstSeenAt, lastSeenAt, root };
}
