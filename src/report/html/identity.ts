// Who this machine is, beside who it was: what the verdict about clones rests on. Ids are keyed hashes; their beginnings suffice
// to compare.
import type { IdentityFacts, IdentitySignal, InstanceHistory } from '../../facts/identity.js';
import type { Report } from '../report.js';
import { html, type Markup, type Part } from './markup.js';
import { notSeen } from './not-seen.js';
import { evidenceTable, fullTime, pairs, section, table } from './pieces.js';

export const identity = ({ facts: { identity: seen }, checks }: Report): Markup =>
  section(
    'identity',
    'Who this machine is',
    seen.state === 'observed'
      ? html`<div class="card">${signals(seen.value)}${history(seen.value)}${cloneEvidence(checks)}</div>`
      : notSeen(seen),
  );

/** What speaks for a clone, and what against it. */
function cloneEvidence(checks: Report['checks']): Markup | null {
  const evidence = checks.find(({ id }) => id === 'cloned-agent')?.evidence ?? [];
  return evidence.length === 0
    ? null
    : html`<h3>What speaks for and against a clone</h3>${evidenceTable(evidence, 'Evidence about a clone')}`;
}

function signals({ signals: found, ledger, ledgerNote }: IdentityFacts): Markup {
  const [last] = ledger;
  const rows = found.map((signal) => {
    const then = last?.signals.find(({ name }) => name === signal.name)?.hash ?? null;
    return [
      signal.name,
      signal.root,
      hashText(signal.hash),
      hashText(then),
      comparison(signal, then),
      signal.note ?? '',
      html`<code>${signal.source}</code>`,
    ] as const;
  });
  const when =
    last === undefined
      ? `No earlier run on this machine is on record${ledgerNote === null ? '' : `: ${ledgerNote}`}.`
      : `The earlier run on record ended at ${fullTime(last.lastSeenAt)}.`;
  const columns = ['Sign', 'Kind', 'Now', 'Earlier', 'Compared', 'Note', 'Read from'];
  return html`${table('Signs of this machine’s identity', columns, rows)}<p class="quiet">${when}</p>`;
}

const hashText = (hash: string | null): Part => (hash === null ? '–' : html`<code>${hash.slice(0, 8)}</code>`);

function comparison({ hash }: IdentitySignal, then: string | null): Part {
  if (hash === null || then === null) return '–';
  return hash === then ? 'the same' : html`<strong class="warning">another</strong>`;
}

function history({ agentId, registeredAt, registrationBornAt, instanceHistory, instanceHistoryNote, container }: IdentityFacts): Markup {
  return html`<h3>Registration and instances</h3>${pairs([
    ['Agent id of the registration', agentId ?? 'none'],
    ['Registration written', timeOr(registeredAt, 'no registration')],
    ['Came to lie on this disk', timeOr(registrationBornAt, 'unknown')],
    ...(instanceHistory === null
      ? [['Instances of this disk', instanceHistoryNote ?? 'no trace of cloud-init'] as const]
      : instances(instanceHistory)),
    ...(container === null ? [] : [['Container', container] as const]),
  ])}`;
}

const instances = ({
  earlierInstanceCount,
  currentSince,
  lastBootAt,
  datasource,
}: InstanceHistory): readonly (readonly [string, string])[] => [
  ['Earlier instances that booted from this disk', String(earlierInstanceCount)],
  ['This instance first booted', timeOr(currentSince, 'unknown')],
  ['Last boot that cloud-init finished', timeOr(lastBootAt, 'unknown')],
  ['Source of the instance id', datasource ?? 'unknown'],
];

const timeOr = (iso: string | null, otherwise: string): string => (iso === null ? otherwise : fullTime(iso));
