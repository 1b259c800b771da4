// What differs between two runs, the likeliest cause of the present trouble first.
import type { KeptRun, Part, PartName, Room } from '../facts/history.js';
import { partNames } from '../facts/history.js';
import { changeKinds, kindOf, relevanceOf, type ChangeKind, type Relevance } from './relevance.js';

export interface Change extends Relevance {
  readonly kind: ChangeKind;
  /** What changed: a route, a mount point, an endpoint, a setting. */
  readonly name: string;
  /** null where it was not there. */
  readonly before: string | number | null;
  readonly after: string | number | null;
  readonly unit: 'bytes' | 'milliseconds' | null;
}

export interface FindingChange {
  readonly checkId: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Difference {
  readonly findings: readonly FindingChange[];
  readonly changes: readonly Change[];
  /** Kinds that one of the two runs could not see. */
  readonly unseen: readonly ChangeKind[];
}

export function differenceBetween(before: KeptRun, after: KeptRun): Difference {
  const settings = partNames.filter((part) => part !== 'findings');
  const changes = [
    ...settings.flatMap((part) => partChanges(part, before.parts[part], after.parts[part])),
    ...spaceChanges(before.space, after.space),
    ...latencyChanges(before.latencyMs, after.latencyMs),
  ];
  const ranked = changes.map((change) => ({ ...change, ...relevanceOf(change.kind, troubles(after)) }));
  return {
    findings: pairs(before.parts.findings ?? {}, after.parts.findings ?? {}).map(({ name, ...values }) => ({ checkId: name, ...values })),
    changes: ranked.toSorted((one, other) => placeOf(one) - placeOf(other)),
    unseen: settings.filter((part) => (before.parts[part] === null) !== (after.parts[part] === null)).map(kindOf),
  };
}

type PlainChange = Omit<Change, keyof Relevance>;

/** The causes by rank, then what else was found. */
function troubles({ causes, parts }: KeptRun): readonly string[] {
  const found = Object.entries(parts.findings ?? {}).filter(([, verdict]) => /^(critical|warning)/.test(verdict));
  return [...new Set([...causes, ...found.map(([id]) => id)])];
}

const placeOf = ({ rank, kind }: Change): number => (rank ?? 10_000) * changeKinds.length + changeKinds.indexOf(kind);

function partChanges(part: Exclude<PartName, 'findings'>, before: Part | null, after: Part | null): readonly PlainChange[] {
  if (before === null || after === null) return [];
  const wereAsked = [before, after].every((side) => Object.keys(side).some(isOfService));
  const found = pairs(before, after).filter((pair) => (pair.before !== null && pair.after !== null) || tellsByMissing(part, pair.name, wereAsked));
  return found.map((pair) => ({ kind: kindOf(part), ...pair, unit: null }));
}

/** A certificate is only seen where a handshake was made, and what the service knows only where it was asked. */
const tellsByMissing = (part: PartName, name: string, wereAsked: boolean): boolean => part !== 'certificates' && (wereAsked || !isOfService(name));

const isOfService = (name: string): boolean => name.startsWith('backup ');

function pairs(before: Part, after: Part) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => ({ name, before: own(before, name), after: own(after, name) })).filter((pair) => pair.before !== pair.after);
}

const own = (part: Part, name: string): string | null => (Object.hasOwn(part, name) ? (part[name] ?? null) : null);

/** A busy disk is never quite as it was. */
const spaceShare = 0.05;

function spaceChanges(before: KeptRun['space'], after: KeptRun['space']): readonly PlainChange[] {
  return Object.entries(after).flatMap(([name, { freeBytes, totalBytes }]) => {
    const was: Room | undefined = Object.hasOwn(before, name) ? before[name] : undefined;
    if (was === undefined || Math.abs(was.freeBytes - freeBytes) < spaceShare * totalBytes) return [];
    return [{ kind: 'free-space', name, before: was.freeBytes, after: freeBytes, unit: 'bytes' } as const];
  });
}

/** What no person notices, and what a busy moment makes of any connection. */
const latencyFactor = 2;
const latencyMs = 50;

function latencyChanges(before: KeptRun['latencyMs'], after: KeptRun['latencyMs']): readonly PlainChange[] {
  return Object.entries(after).flatMap(([name, now]) => {
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    if (was === undefined || Math.abs(now - was) < latencyMs || Math.max(now, was) < latencyFactor * Math.min(now, was)) return [];
    return [{ kind: 'latency', name, before: was, after: now, unit: 'milliseconds' } as const];
  });
}
