// The first lines: what was examined, when and how, then the verdict in one sentence.
import { formatQuantity } from '../../diagnosis/wording.js';
import type { Conditions } from '../../facts/recording.js';
import type { Report, ReportAgent } from '../report.js';
import { labelled, marginWidth, wrapped, wrappedList, type Lines, type Page } from './page.js';

export function header(report: Report, page: Page): Lines {
  const { tool, host, startedAt, checks, durationMs, agent, conditions } = report;
  const facts = [
    `${tool.name} ${tool.version}`,
    host?.hostname ?? 'host name unknown',
    shortTime(startedAt),
    `${countOf(checks.length, 'check')} in ${formatQuantity(durationMs / 1000, 'seconds')}`,
  ];
  const parts = [facts, agent === null ? [] : aboutAgent(agent), notable(conditions)];
  return parts.flatMap((part) => (part.length === 0 ? [] : quietLines(part, page)));
}

export function verdict({ status, headline }: Report, page: Page): Lines {
  const label = `${page.signs.status[status]} ${status.toUpperCase()}`;
  const lines = wrapped(page, marginWidth, headline).map((line) => page.paint('strong', line));
  return labelled(page, status, label, lines);
}

/** Loud, since the report may be about to be passed on. */
export function redactionBlock({ redaction }: Report, page: Page): Lines {
  if (redaction.selfTest === 'passed') return [];
  const text = 'Something that looks like a secret is left in the facts of this report. Read it before you pass it on.';
  return labelled(page, 'warning', `${page.signs.status.warning} SECRETS`, wrapped(page, marginWidth, text));
}

export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const quietLines = (parts: readonly string[], page: Page): Lines => wrappedList(page, 0, parts).map((line) => page.paint('quiet', line));

/** `2026-11-21T14:32:10.123Z` → `2026-11-21 14:32 UTC`; another spelling stands as it is. */
const shortTime = (iso: string): string => iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/, '$1 $2 UTC');

function aboutAgent({ name, version, agentId, registered, running, region }: ReportAgent): readonly string[] {
  return [
    `${name} ${version ?? '(version unknown)'}`,
    ...(agentId === null ? [] : [`agent ${agentId}`]),
    ...(registered === null ? [] : [registered ? 'registered' : 'not registered']),
    ...(running === null ? [] : [running ? 'running' : 'not running']),
    ...(region === null ? [] : [region]),
  ];
}

/** Only what makes this look see less, or other, than usual. */
function notable({ asUser, isRoot, offline, deep, root, proxy }: Conditions): readonly string[] {
  return [
    ...(isRoot ? [] : [`as ${asUser}, not root: some things cannot be seen`]),
    ...(root === null ? [] : [`host image below ${root}`]),
    ...(offline ? ['offline: no packet left this host'] : []),
    ...(proxy.length === 0 ? [] : [`proxy: ${proxy.join(', ')}`]),
    ...(deep ? ['deep'] : []),
  ];
}
