// Was this agent registered on another server? Then two agents may write to one vault and damage it. Judged by what
// the disk remembers and what earlier runs saw; a copy that kept all its ids cannot be seen from inside it.
import type { Registration } from '../facts/agent.js';
import type { IdentityFacts } from '../facts/identity.js';
import type { Conditions } from '../facts/recording.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import type { Clue, ClueLimits, Scene } from './cloned-agent/clue.js';
import { diskClues } from './cloned-agent/disk-clues.js';
import { ledgerClues } from './cloned-agent/ledger-clues.js';
import { weigh, type Weighed } from './cloned-agent/weigh.js';

export const clonedAgent = defineCheck({
  id: 'cloned-agent',
  needs: ['agent.registration', 'identity'],
  uses: ['host', 'conditions'],
  limits: ['toleranceSeconds', 'clockErrorSeconds', 'settledSeconds'],
  problems: ['cloned', 'possibly-cloned'],
  judge({ 'agent.registration': registration, identity, host, conditions }, limits) {
    const { agentId, modifiedAt } = registration;
    if (agentId === null) return { status: 'not-applicable', reason: 'the agent has no id yet: it was never registered' };
    const scene = { registeredAt: modifiedAt, bootedAt: host?.bootedAt ?? null };
    const clues = cluesOf(identity, scene, limits);
    return verdictOf(weigh(clues), clues, { registration, identity, conditions });
  },
});

const cluesOf = (identity: IdentityFacts, scene: Scene, limits: ClueLimits): readonly Clue[] => [
  ...diskClues(identity, scene, limits),
  ...ledgerClues(identity, scene, limits),
];

interface Seen {
  readonly registration: Registration;
  readonly identity: IdentityFacts;
  readonly conditions: Conditions | null;
}

function verdictOf(weighed: Weighed, clues: readonly Clue[], seen: Seen): Verdict {
  const evidence = (own: readonly Evidence[]): readonly Evidence[] => [...ground(seen), ...own, ...clues.map(clueEvidence)];
  switch (weighed.answer) {
    case 'cloned':
      return {
        status: 'critical',
        problem: 'cloned',
        confidence: weighed.confidence,
        evidence: evidence(elsewhere(clues, weighed.rootCount)),
      };
    case 'possibly-cloned':
      return {
        status: 'warning',
        problem: 'possibly-cloned',
        confidence: weighed.confidence,
        evidence: evidence(elsewhere(clues, weighed.rootCount)),
      };
    case 'same-machine':
      return { status: 'ok', evidence: evidence(here(clues)) };
    case 'cannot-tell':
      return { status: 'unknown', reason: whyUnknown(clues, seen), evidence: evidence([]) };
  }
}

function ground({ registration, identity: { instanceHistory } }: Seen): readonly Evidence[] {
  const { path, agentId, modifiedAt } = registration;
  const source = '/var/lib/cloud/instances';
  return [
    { subject: path, name: 'agentId', value: agentId, unit: null, source: path },
    { subject: path, name: 'registeredAt', value: modifiedAt, unit: null, source: path },
    { subject: 'this server', name: 'instanceSince', value: instanceHistory?.currentSince ?? null, unit: null, source },
    ...(instanceHistory === null
      ? []
      : [
          {
            subject: 'this disk',
            name: 'earlierInstanceCount',
            value: instanceHistory.earlierInstanceCount,
            unit: 'count',
            source,
          } as const,
        ]),
  ];
}

/** Only clues that count put the agent somewhere; the latest tells most. */
function elsewhere(clues: readonly Clue[], rootCount: number): readonly Evidence[] {
  const latest = clues
    .filter(({ speaksFor, strength }) => speaksFor === 'clone' && strength !== 'weak')
    .sort(byTime)
    .at(-1);
  if (latest === undefined) return [];
  return [
    { subject: 'the agent', name: 'seenElsewhereAt', value: latest.at, unit: null, source: latest.source },
    { subject: 'the agent', name: 'independentSignCount', value: rootCount, unit: 'count', source: latest.source },
  ];
}

function here(clues: readonly Clue[]): readonly Evidence[] {
  const earliest = clues.filter(({ speaksFor, strength }) => speaksFor === 'same-machine' && strength !== 'weak').sort(byTime)[0];
  return earliest === undefined
    ? []
    : [{ subject: 'the agent', name: 'hereSince', value: earliest.at, unit: null, source: earliest.source }];
}

const byTime = (a: Clue, b: Clue): number => (a.at < b.at ? -1 : 1);

const signNames = { clone: 'signOfClone', 'same-machine': 'signOfSameMachine', neither: 'contradiction' } as const;

const clueEvidence = ({ code, speaksFor, strength, root, source }: Clue): Evidence => ({
  subject: code,
  name: signNames[speaksFor],
  value: `${strength}, root ${root}`,
  unit: null,
  source,
});

function whyUnknown(clues: readonly Clue[], { registration, identity, conditions }: Seen): string {
  const isBlind = conditions !== null && !conditions.isRoot && conditions.root === null && hasHiddenIds(identity);
  const { instanceHistoryNote, ledgerNote } = identity;
  return [
    `cannot tell whether agent ${registration.agentId ?? ''} was copied here from another server:`,
    clues.length > 0 ? 'the signs found are too weak.' : whyNoClue(identity),
    'What decides it: does another server still run that this one was copied from, or was copied from this one?',
    'The control panel names the server that it knows this agent by.',
    ...(instanceHistoryNote === null ? [] : [`What cloud-init left could not be read: ${instanceHistoryNote}.`]),
    ...(ledgerNote === null ? [] : [`The record of earlier runs is missing: ${ledgerNote}.`]),
    ...(isBlind ? ['Run as root: more ids of this server can be read then.'] : []),
    'A copy that kept UUID, MAC and address cannot be seen from here at all.',
  ].join(' ');
}

/** What could not be read may be there. */
const whyNoClue = ({ instanceHistoryNote, ledgerNote }: IdentityFacts): string =>
  instanceHistoryNote === null && ledgerNote === null
    ? 'neither cloud-init nor an earlier run of this tool left a record to compare with.'
    : 'there was no record that could be read to compare with.';

const hasHiddenIds = ({ signals }: IdentityFacts): boolean =>
  signals.some(({ name, hash }) => (name === 'dmi-uuid' || name === 'xenstore-name') && hash === null);
