// backup-doctor history: the runs that were kept on this host, where their numbers lead, what flaps; and what changed between two of them.
import { chooseRuns } from '../history/choose-runs.js';
import { differenceBetween } from '../history/changes.js';
import { overviewOf } from '../history/overview.js';
import type { KeptHistory, KeptRun } from '../facts/history.js';
import { readHistory } from '../probes/history/read-history.js';
import { openSystem } from '../probes/platform/live-system.js';
import { safeText } from '../report/json/render-json.js';
import { UsageError } from '../usage-error.js';
import { differenceText, overviewText } from './history-text.js';
import { print } from './output.js';
import { stateFolder } from './state-folder.js';
import { tell } from './tell.js';

export interface HistoryFlags {
  readonly since?: string;
  readonly format?: string;
}

/** What runs of long ago tell is seldom asked for, and a year of them takes three times as long to read. */
const defaultSince = '90d';
/** What a person reads, and what a program may want. */
const shownCounts = { text: 20, json: 1_000 } as const;

export async function history({ since, format }: HistoryFlags): Promise<number> {
  const form = parseForm(format);
  const kept = await read(parseSince(since ?? defaultSince));
  const overview = overviewOf(kept, shownCounts[form]);
  await print(form === 'json' ? asJson(overview) : overviewText(overview, stateFolder(), since ?? defaultSince));
  return kept.runs.length === 0 && kept.unread.length > 0 ? 3 : 0;
}

export async function historyDiff(names: readonly string[], { format }: HistoryFlags): Promise<number> {
  const form = parseForm(format);
  if (names.length > 2) throw new UsageError(`history diff takes two runs at most; it got ${names.length}`);
  const recent = chooseRuns((await read(parseSince(defaultSince))).runs, names);
  const choice = recent.state === 'chosen' ? recent : chooseRuns((await read(null)).runs, names);
  if (choice.state === 'none') throw new UsageError(`${choice.why}; see backup-doctor history`);
  const { before, after } = choice;
  const difference = differenceBetween(before, after);
  await print(form === 'json' ? asJson({ before: summary(before), after: summary(after), ...difference }) : differenceText(before, after, difference));
  return 0;
}

const summary = ({ runId, at, status, headline, isWhole, causes }: KeptRun) => ({ runId, at, status, headline, isWhole, causes });

/** @throws UsageError where the folder cannot be read at all */
async function read(since: string | null): Promise<KeptHistory> {
  const system = openSystem(null);
  try {
    const kept = await readHistory(system.files, stateFolder(), since);
    if (kept.state === 'absent') return { runs: [], tornLineCount: 0, unread: [] };
    if (kept.state === 'unavailable') throw new UsageError(`${kept.failure.detail}; run as the user whose runs you want to see, most often root`);
    for (const { failure } of kept.value.unread) tell(`backup-doctor: note: ${failure.detail}`);
    return kept.value;
  } finally {
    system.close();
  }
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
