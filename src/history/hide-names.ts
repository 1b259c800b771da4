// The history as it leaves: it is kept with the names of this host, so that runs can be compared whatever each report hid, and what is
// shown of it passes redaction like any report. Ids of checks, kinds and times name nobody; the reader of the file takes no others.
import type { KeptRun, Part } from '../facts/history.js';
import type { Change, Difference } from './changes.js';
import type { Overview } from './overview.js';

/** @param member of a recording that would hold the text */
export type Clean = (text: string, member: string) => string;

/** What the runs name, by the members under which a recording holds it. */
export function namesIn(runs: readonly KeptRun[]): object {
  const parts = new Set(runs.flatMap(({ parts: { kernel, resolver, configuration } }) => [kernel, resolver, configuration]));
  return {
    asUser: [...new Set(runs.map(({ asUser }) => asUser))],
    named: [...parts].flatMap((part) => (part === null ? [] : namedIn(part))),
    mountPoint: [...new Set(runs.flatMap(({ space }) => Object.keys(space)))],
  };
}

const namedIn = (part: Part): readonly object[] =>
  Object.entries(part).map(([name, value]) => {
    const [kind, rest] = splitName(name);
    if (kind === 'backup ') return { configurationName: rest };
    if (name === 'search domains') return { searchDomains: value.split(' ') };
    if (name === 'vault') return { accountId: [...value.matchAll(/MossoCloudFS_(\d+)/g)].map(([, account = '']) => account) };
    return { [memberOf(name)]: value };
  });

/** A setting may be called after what it is for. */
const splitName = (name: string): readonly [string, string] =>
  name.startsWith('backup ') ? ['backup ', name.slice('backup '.length)] : [name, ''];

const members: Readonly<Record<string, string>> = { hostname: 'hostname', kernel: 'kernel', 'agent id': 'agentId', 'runs as': 'user' };

function memberOf(name: string): string {
  if (name.startsWith('folder for ')) return 'path';
  return Object.hasOwn(members, name) ? (members[name] ?? '') : 'said';
}

export const cleanOverview = (overview: Overview, clean: Clean): Overview => ({
  ...overview,
  unread: overview.unread.map(({ path, reason }) => ({ path: clean(path, 'path'), reason: clean(reason, 'said') })),
  runs: overview.runs.map((run) => ({ ...run, headline: clean(run.headline, 'said') })),
  trends: overview.trends.map((trend) => ({ ...trend, subject: clean(trend.subject, trend.kind === 'latency' ? 'said' : 'mountPoint') })),
});

export const cleanDifference = (difference: Difference, clean: Clean): Difference => ({
  ...difference,
  changes: difference.changes.map((change) => cleanChange(change, clean)),
});

function cleanChange(change: Change, clean: Clean): Change {
  const { kind, name, before, after } = change;
  if (kind === 'free-space') return { ...change, name: clean(name, 'mountPoint') };
  const [setting, rest] = splitName(name);
  const value = (side: Change['before']): Change['before'] => (typeof side === 'string' ? clean(side, memberOf(name)) : side);
  const shown = rest === '' ? clean(setting, 'said') : `${setting}${clean(rest, 'configurationName')}`;
  return { ...change, name: shown, before: value(before), after: value(after) };
}
