// What the verdict rests on, for a person: since when, seen elsewhere when, every clue with its strength and root; and where
// nobody can tell, what would decide it.
import type { Registration } from '../../facts/agent.js';
import type { ApiFacts } from '../../facts/api.js';
import type { IdentityFacts } from '../../facts/identity.js';
import type { Conditions } from '../../facts/recording.js';
import type { Evidence } from '../check.js';
import { isAtLeast, type Clue } from './clue.js';
import { signInWords } from './sign-words.js';
import type { Weighed } from './weigh.js';

export interface CourtFacts {
  readonly 'agent.registration': Registration;
  readonly identity: IdentityFacts;
  readonly conditions: Conditions | null;
  readonly api: ApiFacts | null;
}

export const evidenceOf = (weighed: Weighed, clues: readonly Clue[], seen: CourtFacts): readonly Evidence[] => [
  ...ground(seen),
  ...answerEvidence(weighed, clues),
  ...clues.map(clueEvidence),
];

function ground({ 'agent.registration': registration, identity: { instanceHistory } }: CourtFacts): readonly Evidence[] {
  const { path, agentId, modifiedAt, earlierCopiesAt } = registration;
  const source = '/var/lib/cloud/instances';
  const renewedAt = earlierCopiesAt.at(-1);
  return [
    { subject: path, name: 'agentId', value: agentId, unit: null, source: path },
    { subject: path, name: 'registeredAt', value: modifiedAt, unit: null, source: path },
    ...(renewedAt === undefined
      ? []
      : [{ subject: path, name: 'registeredAnewAt', value: renewedAt, unit: null, source: `${path}.<time>` } as const]),
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

function answerEvidence(weighed: Weighed, clues: readonly Clue[]): readonly Evidence[] {
  if (weighed.answer === 'cannot-tell') return [];
  if (weighed.answer === 'same-machine') return here(clues);
  return elsewhere(clues, weighed.rootCount, weighed.thisMachineIs);
}

const partNames = { original: 'the original', copy: 'the copy', unknown: 'one, and nobody can tell which' } as const;

/** Only clues that count put the agent somewhere; the latest tells most. */
function elsewhere(clues: readonly Clue[], rootCount: number, thisMachineIs: keyof typeof partNames): readonly Evidence[] {
  const counted = clues.filter((clue) => (clue.speaksFor === 'clone' || clue.speaksFor === 'second-machine') && isAtLeast('medium', clue));
  const latest = [...counted].sort(byTime).at(-1);
  if (latest === undefined) return [];
  const { source } = latest;
  return [
    { subject: 'the agent', name: 'seenElsewhereAt', value: latest.at, unit: null, source },
    { subject: 'the agent', name: 'newestSign', value: signInWords(latest.code), unit: null, source },
    { subject: 'the agent', name: 'independentSignCount', value: rootCount, unit: 'count', source },
    { subject: 'this server', name: 'thisMachineIs', value: thisMachineIs, unit: null, source },
    { subject: 'this server', name: 'whichOfTwo', value: partNames[thisMachineIs], unit: null, source },
  ];
}

function here(clues: readonly Clue[]): readonly Evidence[] {
  const earliest = clues.filter((clue) => clue.speaksFor === 'same-machine' && isAtLeast('medium', clue)).sort(byTime)[0];
  return earliest === undefined
    ? []
    : [{ subject: 'the agent', name: 'hereSince', value: earliest.at, unit: null, source: earliest.source }];
}

const byTime = (a: Clue, b: Clue): number => (a.at < b.at ? -1 : Number(a.at > b.at));

const signNames = {
  clone: 'signOfClone',
  'second-machine': 'signOfSecondMachine',
  'same-machine': 'signOfSameMachine',
  neither: 'contradiction',
} as const;

const clueEvidence = ({ code, speaksFor, strength, root, source, at }: Clue): Evidence => ({
  subject: code,
  name: signNames[speaksFor],
  value: `${strength}, root ${root}, ${at}`,
  unit: null,
  source,
});

export function whyUnknown(clues: readonly Clue[], { 'agent.registration': registration, identity, conditions, api }: CourtFacts): string {
  const isBlind = conditions !== null && !conditions.isRoot && conditions.root === null && hasHiddenIds(identity);
  const { instanceHistoryNote, ledgerNote } = identity;
  return [
    `cannot tell whether agent ${registration.agentId ?? ''} was copied here from another server:`,
    clues.length > 0 ? 'the signs found are too weak.' : whyNoClue(identity),
    'What decides it: does another server still run that this one was copied from, or was copied from this one?',
    api === null
      ? 'The control panel names the server that it knows this agent by; with credentials for the API this tool asks for it.'
      : 'The control panel names the server that it knows this agent by.',
    'A recording of the other server decides it, too: backup-doctor compare.',
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
