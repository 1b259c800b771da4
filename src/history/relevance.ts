// Which kinds of change can be behind the finding of a check, the likeliest first. What is named for no check that found
// something still is told, after the others.
import type { PartName } from '../facts/history.js';

export const changeKinds = ['version', 'configuration', 'routes', 'resolver', 'certificates', 'free-space', 'latency', 'kernel'] as const;
export type ChangeKind = (typeof changeKinds)[number];

type Kinds = readonly ChangeKind[];

const anyWay: Kinds = ['routes', 'resolver', 'certificates', 'latency', 'kernel', 'configuration'];
const storage: Kinds = ['free-space', 'configuration', 'version', 'kernel'];

export const kindsBehind: Readonly<Record<string, Kinds>> = {
  'cloned-agent': ['configuration', 'routes', 'kernel'],
  'agent-not-registered': ['configuration', 'version'],
  'servicenet-unreachable': ['routes', 'configuration', 'kernel'],
  'publicnet-unreachable': ['routes', 'resolver', 'kernel'],
  'isolated-network': ['routes', 'kernel'],
  'dns-failure': ['resolver', 'routes', 'kernel'],
  'tls-failure': ['certificates', 'version', 'routes', 'configuration'],
  'clock-skew': ['kernel', 'version'],
  'path-mtu': ['routes', 'latency', 'kernel'],
  'cloud-files-unreachable': ['configuration', ...anyWay.filter((kind) => kind !== 'configuration')],
  'cloud-backup-unreachable': anyWay,
  'api-fault': ['configuration', 'version', 'certificates', 'routes'],
  'low-disk-space': storage,
  'low-inodes': storage,
  'read-only-volume': ['kernel', 'free-space', 'configuration'],
  'unreadable-files': ['configuration', 'version'],
  'files-in-use': ['configuration', 'version'],
  'outdated-agent': ['version', 'configuration'],
  'agent-not-running': ['version', 'kernel', 'configuration', 'free-space'],
  'agent-updater': ['version', 'configuration', 'routes'],
  'agent-log-errors': ['version', 'configuration', 'free-space', 'routes', 'resolver', 'certificates'],
  'last-backup': ['free-space', 'version', 'configuration', 'routes', 'resolver', 'certificates'],
  'encryption-slowdown': ['configuration', 'version', 'kernel'],
  'block-storage-slowdown': ['configuration', 'kernel'],
  'throughput-bottleneck': ['latency', 'routes', 'version', 'kernel', 'configuration'],
};

export const kindOf = (part: Exclude<PartName, 'findings'>): ChangeKind => part;

export interface Relevance {
  /** 0 is the likeliest; null where no finding has to do with this kind. */
  readonly rank: number | null;
  /** The checks that it may be behind. */
  readonly checkIds: readonly string[];
}

/** @param found checks that found something, the gravest first */
export function relevanceOf(kind: ChangeKind, found: readonly string[]): Relevance {
  const places = found.map((id) => ({ id, place: Object.hasOwn(kindsBehind, id) ? (kindsBehind[id]?.indexOf(kind) ?? -1) : -1 })).filter(({ place }) => place >= 0);
  const [first] = places;
  const rank = first === undefined ? null : found.indexOf(first.id) * changeKinds.length + first.place;
  return { rank, checkIds: places.map(({ id }) => id) };
}
