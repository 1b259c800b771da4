// The first lines: what was examined, when and how, then the verdict in one sentence.
import { formatQuantity } from '../../diagnosis/wording.js';
import { aboutAgent, countOf, notable, shortTime } from '../shared-words.js';
import { explanationOf } from '../../facts/redaction/policy.js';
import type { Report } from '../report.js';
import { expired } from '../waivers.js';
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

/** Loud where something is left, since the report may be about to be passed on; tokens are explained to who reads it then. */
export function redactionBlock({ redaction: { policy, selfTest } }: Report, page: Page): Lines {
  if (selfTest === 'passed') return policy === 'secrets' ? [] : labelled(page, 'quiet', 'REDACTED', wrapped(page, marginWidth, explanationOf(policy)));
  const text = 'Something that looks like a secret is left in the facts of this report. Read it before you pass it on.';
  return labelled(page, 'warning', `${page.signs.status.warning} SECRETS`, wrapped(page, marginWidth, text));
}

/** Loud, since somebody counts on it. */
export function expiredBlock(report: Report, page: Page): Lines {
  const lines = expired(report).flatMap(({ sentence }) => wrapped(page, marginWidth, sentence));
  return labelled(page, 'warning', `${page.signs.status.warning} EXPIRED`, lines);
}

const quietLines = (parts: readonly string[], page: Page): Lines => wrappedList(page, 0, parts).map((line) => page.paint('quiet', line));
