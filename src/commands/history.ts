// backup-doctor history: the runs that were kept on this host, where their numbers lead, what flaps; and what changed between two of them.
import { chooseRuns } from '../history/choose-runs.js';
import { differenceBetween } from '../history/changes.js';
import { overviewOf } from '../history/overview.js';
import { cleanDifference, cleanOverview, namesIn, type Clean } from '../history/hide-names.js';
import type { KeptHistory, KeptRun } from '../facts/history.js';
import type { Policy } from '../facts/redaction/policy.js';
import { Redactor } from '../facts/redaction/redactor.js';
import { maskSecrets } from '../facts/secrets.js';
import { meetSecrets } from '../probes/agents/index.js';
import { readHistory } from '../probes/history/read-history.js';
import { scrubKnown, secretsKnownTo } from '../probes/known-secrets.js';
import { openSystem } from '../probes/platform/live-system.js';
import { nearFiles } from '../probes/platform/near-files.js';
import type { System } from '../probes/platform/system.js';
import { safeText } from '../report/json/render-json.js';
import { UsageError } from '../usage-error.js';
import { differenceText, overviewText } from './history-text.js';
import { LeakGuard } from './leak-guard.js';
import { print } from './output.js';
import { parsePolicy, type RedactionFlags } from './redaction.js';
import { stateFolder } from './state-folder.js';
import { tell } from './tell.js';

export interface HistoryFlags extends Pick<RedactionFlags, 'redact'> {
  readonly since?: string;
  readonly format?: string;
}

/** What runs of long ago tell is seldom asked for, and is read only then. */
const defaultSince = '90d';
/** What a person reads, and what a program may want. */
const shownCounts = { text: 20, json: 1_000 } as const;

export async function history({ since, format, ...flags }: HistoryFlags): Promise<number> {
  const form = parseForm(format);
  const policy = parsePolicy(flags);
  const { kept, outlet } = await read(parseSince(since ?? defaultSince), policy);
  const overview = cleanOverview(overviewOf(kept, shownCounts[form]), outlet.clean);
  const text = form === 'json' ? asJson(overview) : overviewText(overview, outlet.clean(stateFolder(), 'path'), since ?? defaultSince);
  await outlet.emit(text, overview);
  return kept.runs.length === 0 && kept.unread.length > 0 ? 3 : 0;
}

export async function historyDiff(names: readonly string[], { format, ...flags }: HistoryFlags): Promise<number> {
  const form = parseForm(format);
  const policy = parsePolicy(flags);
  if (names.length > 2) throw new UsageError(`history diff takes two runs at most; it got ${names.length}`);
  const recent = await read(parseSince(defaultSince), policy);
  const seen = chooseRuns(recent.kept.runs, names).state === 'chosen' ? recent : await read(null, policy);
  const choice = chooseRuns(seen.kept.runs, names);
  if (choice.state === 'none') throw new UsageError(`${choice.why}; see backup-doctor history`);
  const { clean, emit } = seen.outlet;
  const difference = cleanDifference(differenceBetween(choice.before, choice.after), clean);
  const output = { before: summary(choice.before, clean), after: summary(choice.after, clean), ...difference };
  await emit(form === 'json' ? asJson(output) : differenceText(choice.before, choice.after, difference), output);
  return 0;
}

const summary = ({ runId, at, status, headline, isWhole, causes }: KeptRun, clean: Clean) => ({
  ...{ runId, at, status, headline: clean(headline, 'said'), isWhole, causes },
});

interface Seen {
  readonly kept: KeptHistory;
  readonly outlet: Outlet;
}

/** @throws UsageError where the folder cannot be read at all */
async function read(since: string | null, policy: Policy): Promise<Seen> {
  const [system, near] = [openSystem(null), nearFiles()];
  try {
    // What the agent's files hold comes from another process, which reads them meanwhile.
    const met = meetSecrets(system);
    const [kept] = await Promise.all([readHistory(near, stateFolder(), since), met]);
    if (kept.state === 'unavailable') throw new UsageError(`${kept.failure.detail}; run as the user whose runs you want to see, most often root`);
    const seen = kept.state === 'absent' ? { runs: [], tornLineCount: 0, unread: [] } : kept.value;
    const outlet = outletFor(system, seen, policy);
    for (const { failure } of seen.unread) tell(`backup-doctor: note: ${outlet.clean(failure.detail, 'said')}`);
    return { kept: seen, outlet };
  } finally {
    system.close();
    near.close();
  }
}

interface Outlet {
  readonly clean: Clean;
  /** @param output what the text was made of */
  readonly emit: (text: string, output: object) => Promise<void>;
}

/** The nets of every report: a file of the host may hold what this version would not have written. */
function outletFor(system: System, { runs }: KeptHistory, policy: Policy): Outlet {
  const scrub = scrubKnown(system);
  const redactor = policy === 'secrets' ? null : new Redactor(namesIn(runs), policy);
  return {
    clean: (text, member) => {
      const masked = maskSecrets(scrub(text, 'message'));
      // A text for a text.
      return redactor === null ? masked : (redactor.tree(masked, member) as string);
    },
    emit: (text, output) => {
      new LeakGuard(secretsKnownTo(system), output).refuseLeak(text, 'the history');
      return print(text);
    },
  };
}

const asJson = (output: object): string => `${safeText(JSON.stringify({ schemaVersion: '1', ...output }, null, 2))}\n`;

function parseForm(format = 'text'): 'text' | 'json' {
  if (format === 'text' || format === 'json') return format;
  throw new UsageError(`history has no format ${JSON.stringify(format)}; allowed: text, json`);
}

const unitSeconds: Readonly<Record<string, number>> = { h: 3_600, d: 86_400, w: 604_800 };

/** `7d`, `24h`, `4w`, a day or a time. */
function parseSince(text: string): string {
  const [, amount = '', unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (amount !== '') return new Date(Date.now() - Number(amount) * (unitSeconds[unit] ?? 0) * 1000).toISOString();
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`--since takes 24h, 7d, 4w, a day (2026-11-01) or a time (2026-11-01T06:00Z); it got ${JSON.stringify(text)}`);
  return new Date(time).toISOString();
}
