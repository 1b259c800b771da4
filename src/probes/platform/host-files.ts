// Parent side of HostFiles: requests go to file children, one for each lane. A lane is one mount that may
// hang, or all the others together; a request that gets no answer costs its lane's child and no other.
import { dirname } from 'node:path';
import { absent, unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import { refused, type Addition } from './append-line.js';
import { FileLane } from './file-lane.js';
import { wrongKind, type FileOperation, type FileReply } from './file-operations.js';
import type { HostFiles } from './system.js';

/** A disk answers in milliseconds; a spun-down or busy one within seconds. What takes longer is hung. */
const requestLimitMs = 3_000;

/** The lane of everything but the mounts that may hang, which are named by their mount points. */
const mainLane = '';

/** Links may lead from one such mount into the next. */
const maxHopCount = 3;

/** @param root the image's folder with its links resolved; empty for an image at `/`; null on the live host */
export function hostFiles(root: string | null): HostFiles & { close(): void } {
  const lanes = new Lanes();

  const ask = async <T>(operation: FileOperation, path: string, more: Pick<Question, 'capBytes' | 'addition'> = {}): Promise<Observed<T>> => {
    const startedAt = performance.now();
    const question = { operation, path, root, ...more };
    const reply = await lanes.ask(question);
    return toObserved<T>(question, reply, Math.round(performance.now() - startedAt));
  };

  const onlyLive = <T>(operation: FileOperation, path: string): Promise<Observed<T>> =>
    root === null ? ask<T>(operation, path) : Promise.resolve(absent('only a running host can tell'));

  return {
    readText: (path, capBytes) => ask('readText', path, capBytes === undefined ? {} : { capBytes }),
    readTail: (path, capBytes) => ask('readTail', path, capBytes === undefined ? {} : { capBytes }),
    list: (path) => ask('list', path),
    stat: (path) => ask('stat', path),
    readLink: (path) => ask('readLink', path),
    space: (path) => ask('space', path),
    nearestFolder: (path) => ask('nearestFolder', path),
    resolve: (path) => ask('resolve', path),
    processes: () => onlyLive('processes', '/proc'),
    holders: (path) => onlyLive('holders', path),
    append: (path, addition) => ask('append', path, { addition }),
    close: () => lanes.close(),
  };
}

interface Question {
  readonly operation: FileOperation;
  readonly path: string;
  readonly root: string | null;
  readonly capBytes?: number;
  readonly addition?: Addition;
}

type Answer = Exclude<FileReply, { readonly entersMount: string }> | { readonly hung: string };

/** What hung once is not tried again: a mount with all in it, or on the main lane a path and all below it. */
class Lanes {
  private readonly lanes = new Map<string, FileLane>();
  private readonly hung = new Set<string>();
  private isClosed = false;

  async ask(question: Question): Promise<Answer> {
    let lane = mainLane;
    for (let hops = 0; hops <= maxHopCount; hops += 1) {
      const hung = this.hungBefore(lane, question.path);
      if (hung !== null || this.isClosed) return { hung: hung ?? question.path };
      const reply = await this.lane(lane).ask({ ...question, mayEnter: lane || null }, requestLimitMs);
      if (reply === 'timed-out') return this.markHung(lane, question.path);
      if (!('entersMount' in reply)) return reply;
      lane = reply.entersMount;
    }
    return { error: { code: 'ELOOP', message: `${question.path} leads through too many mounts` } };
  }

  close(): void {
    this.isClosed = true;
    for (const lane of this.lanes.values()) lane.close();
  }

  private lane(name: string): FileLane {
    const lane = this.lanes.get(name) ?? new FileLane();
    this.lanes.set(name, lane);
    return lane;
  }

  private hungBefore(lane: string, path: string): string | null {
    if (this.hung.size === 0) return null;
    if (lane !== mainLane) return this.hung.has(lane) ? lane : null;
    for (let place = path; ; place = dirname(place)) {
      if (this.hung.has(place)) return place;
      if (place === dirname(place)) return null;
    }
  }

  private markHung(lane: string, path: string): Answer {
    const hung = lane === mainLane ? path : lane;
    if (!this.isClosed) this.hung.add(hung);
    // Whoever still waits for the same mount waits in vain.
    if (lane !== mainLane) this.lane(lane).close();
    return { hung };
  }
}

/** What a reply tells of the question. */
export function toObserved<T>({ path, operation }: Question, answer: Answer, tookMs: number): Observed<T> {
  // The child is our own program, so the value has the shape of its operation.
  if ('value' in answer) return { state: 'observed', value: answer.value as T, tookMs };
  if ('hung' in answer) return unavailable('timed-out', `${answer.hung} gave no answer within ${requestLimitMs} ms`, { tookMs });
  const { code, message } = answer.error;
  if ((code === 'ENOENT' || code === 'ENOTDIR') && operation !== 'append') return absent(`${path} does not exist`);
  const failed = operation === 'append' ? 'could not be written' : 'could not be read';
  const isOurWord = code === wrongKind || code === refused;
  return unavailable(kindOf(code), isOurWord ? message : `${path} ${failed} (${code ?? message})`, { code, tookMs });
}

function kindOf(code: string | null): FailureKind {
  if (code === 'EACCES' || code === 'EPERM' || code === refused) return 'permission-denied';
  if (code === 'ENOSYS' || code === 'EOPNOTSUPP') return 'unsupported';
  return code === null ? 'crashed' : 'malformed';
}
