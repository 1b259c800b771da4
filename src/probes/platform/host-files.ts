// Parent side of HostFiles: requests go to file children, one for each lane. A lane is one mount that may
// hang, or all the local ones together; a request that gets no answer costs its lane's child and no other.
import { dirname } from 'node:path';
import { absent, unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import { FileLane } from './file-lane.js';
import { wrongKind, type FileOperation, type FileReply } from './file-operations.js';
import type { HostFiles } from './system.js';

/** A disk answers in milliseconds; a spun-down or busy one within seconds. What takes longer is hung. */
const requestLimitMs = 3_000;

export interface LaneMap {
  /** Name of the lane that a path belongs to; paths of one lane may share a child. */
  laneOf(path: string): string;
}

export function hostFiles(root: string | null, lanes: LaneMap): HostFiles & { close(): void } {
  const children = new Map<string, FileLane>();
  /** Paths that hung once: nothing at or below them is tried again. */
  const hungPaths = new Set<string>();

  const ask = async <T>(operation: FileOperation, path: string, capBytes?: number): Promise<Observed<T>> => {
    const hung = hungAncestor(path, hungPaths);
    if (hung !== null) return unavailable('timed-out', `${hung} gave no answer earlier in this run`);
    const lane = lanes.laneOf(path);
    const child = children.get(lane) ?? new FileLane();
    children.set(lane, child);
    const startedAt = performance.now();
    const reply = await child.ask({ operation, path, root, ...(capBytes === undefined ? {} : { capBytes }) }, requestLimitMs);
    const tookMs = Math.round(performance.now() - startedAt);
    if (reply === 'timed-out') {
      hungPaths.add(path);
      return unavailable('timed-out', `${path} gave no answer within ${requestLimitMs} ms`, { tookMs });
    }
    return toObserved<T>(path, reply, tookMs);
  };

  const onlyLive = <T>(operation: FileOperation, path: string): Promise<Observed<T>> =>
    root === null ? ask<T>(operation, path) : Promise.resolve(absent('only a running host can tell'));

  return {
    readText: (path, capBytes) => ask('readText', path, capBytes),
    list: (path) => ask('list', path),
    stat: (path) => ask('stat', path),
    readLink: (path) => ask('readLink', path),
    space: (path) => ask('space', path),
    nearestFolder: (path) => ask('nearestFolder', path),
    processes: () => onlyLive('processes', '/proc'),
    holders: (path) => onlyLive('holders', path),
    close: () => {
      for (const child of children.values()) child.close();
    },
  };
}

function hungAncestor(path: string, hungPaths: ReadonlySet<string>): string | null {
  for (let place = path; ; place = dirname(place)) {
    if (hungPaths.has(place)) return place;
    if (place === dirname(place)) return null;
  }
}

function toObserved<T>(path: string, reply: FileReply, tookMs: number): Observed<T> {
  // The child is our own program, so the value has the shape of its operation.
  if ('value' in reply) return { state: 'observed', value: reply.value as T, tookMs };
  const { code, message } = reply.error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return absent(`${path} does not exist`);
  return unavailable(kindOf(code), code === wrongKind ? message : `${path} could not be read (${code ?? message})`, { code, tookMs });
}

function kindOf(code: string | null): FailureKind {
  if (code === 'EACCES' || code === 'EPERM') return 'permission-denied';
  if (code === 'ENOSYS' || code === 'EOPNOTSUPP') return 'unsupported';
  return code === null ? 'crashed' : 'malformed';
}
