// A comparison for a terminal: each pair with its verdict in words, what differs, what agrees, and what to do.
import type { Comparison, Pair, PairVerdict } from '../compare/comparison.js';
import { formatValue } from '../diagnosis/wording.js';
import { fitted, paragraphs, section } from './paragraphs.js';

const shownPairCount = 20;

const words: Readonly<Record<PairVerdict, string>> = {
  cloned: 'CLONED: one agent on two machines that both run',
  'possibly-cloned': 'Possibly cloned: one agent on two machines, and whether both run cannot be told from these recordings',
  'same-machine': 'The same machine at two times',
  'different-agents': 'Two different agents',
  'cannot-tell': 'Cannot tell',
};

const explanations: Readonly<Record<string, string>> = {
  renamed: 'it was renamed',
  resized: 'it was resized',
  'network-cards-changed': 'its network cards were changed',
  'moved-to-other-hardware': 'the virtual hardware below it is another one, as after a resize or a migration',
  rebuilt: 'its disk was built anew',
  'set-back-to-an-earlier-state': 'its disk was set back to an earlier state',
  restarted: 'it was restarted',
  'registered-anew': 'their disks have one origin, and the agent was registered anew on one of them, as a copy should be',
  'nothing-in-common': 'their machines have nothing in common',
  'agent-id-unknown': 'a recording names no agent; run gather as root where the agent is registered',
  'ids-of-the-servers-unknown': 'no id of the servers is in both recordings; run gather as root on both',
  'both-alive': 'each was alive when the other one already ran',
  'two-boots-at-once': 'their ids agree, but two machines that were booted at different times ran at once',
  'one-may-have-ended-before':
    'the first may have ended before the other began, as in a failover or a move; gather again on the first one if it still runs',
};

export function comparisonText({ pairs, omittedPairCount, recordingCount, agentCount, unknownAgentCount }: Comparison): string {
  const named = `${recordingCount} recordings of ${agentCount} ${agentCount === 1 ? 'agent' : 'agents'} were compared.`;
  const counts = unknownAgentCount === 0 ? named : `${named} ${unknownAgentCount} of them name no agent; run gather as root there.`;
  const shown = pairs.slice(0, shownPairCount);
  const hiddenCount = pairs.length - shown.length + omittedPairCount;
  const isAlarm = pairs.some(({ verdict }) => verdict === 'cloned' || verdict === 'possibly-cloned');
  return paragraphs([
    fitted(pairs.length === 0 ? `${counts} No two of them have an agent or a disk in common.` : counts),
    ...shown.map(pairText),
    hiddenCount === 0 ? null : fitted(`${hiddenCount} more pairs; --format json lists up to 1000.`),
    isAlarm ? fitted('What to do, on the copy and never on the original: backup-doctor explain cloned-agent') : null,
    fitted(
      'A copy that kept UUID, MAC and address shows the ids of its original: it can only be seen where both were recorded while they ran.',
    ),
  ]);
}

function pairText({ recordings: [earlier, later], agentId, verdict, certainty, evidence }: Pair): string {
  const comparedAs = (wanted: string): string =>
    evidence.flatMap(({ subject, name, value }) => (name === 'comparison' && value === wanted ? [subject] : [])).join(', ');
  const told = evidence.flatMap(({ name, value }) => (name === 'explanation' ? [explanations[String(value)] ?? String(value)] : []));
  const roles = evidence.filter(({ name, value }) => name === 'thisMachineIs' && value !== 'unknown');
  const alive = evidence.find(({ name }) => name === 'bothAliveSeconds');
  const rows: readonly (readonly [string, string])[] = [
    ['agent', verdict === 'different-agents' ? '' : (agentId ?? 'unknown')],
    ['because', told.join('; ')],
    ['which is which', roles.map(({ subject, value }) => `${subject} is the ${String(value)}, by the age of its registration`).join('; ')],
    ['alive at once', verdict === 'cloned' && alive !== undefined ? formatValue(alive) : ''],
    ['differs', comparedAs('differs')],
    ['agrees', comparedAs('agrees')],
  ];
  const title = `${words[verdict]}${certainty === null ? '' : ` (${certainty})`}`;
  const lines = rows.flatMap(([name, value]) => (value === '' ? [] : [fitted(value, `  ${name.padEnd(15)} `)]));
  return section(fitted(title), [fitted(earlier, '  '), fitted(later, '  '), ...lines]) ?? title;
}
