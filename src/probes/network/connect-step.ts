// The TCP layer of one way: every address of the name at once, the first one in order that answers counts. A single address
// that did not answer at once is tried again a few times, so that a lost packet is told from a closed door.
import type { Socket } from 'node:net';
import type { ConnectAttempt, ConnectionStep } from '../../facts/paths.js';
import { openConnection, tryConnection, type OpenedConnection, type Target } from './connect.js';
import { limits } from './limits.js';
import { readRepeatedRequests } from './repeated-requests.js';
import type { Walk } from './walk.js';

/** A name with more addresses is as good as its first ones: what clients try before they give up. */
const triedAddressCount = 4;
/** With the first one: enough to tell "now and then" from "never", few enough to be no burden. */
const repeatCount = 4;
/** The first repeated SYN leaves after 1 s: an answer after that was none to the first one. */
const lostPacketMs = 900;

export interface OpenedStep {
  readonly step: ConnectionStep;
  readonly socket: Socket | null;
}

export async function connectStep(host: string, targets: readonly Target[], walk: Walk): Promise<OpenedStep | null> {
  const [first, ...others] = targets.slice(0, triedAddressCount);
  if (first === undefined) return null;
  const open = async (target: Target) => ({ target, ...(await openOne(host, target, walk)) });
  const opening = Promise.all([open(first), ...others.map(open)]);
  // Begun while the first try still waits: silence then costs one limit, not two.
  const repeating = others.length === 0 && (await isLate(opening)) ? tryAgain(host, first, walk) : null;
  const opened = await opening;
  const best = opened.find(({ socket }) => socket !== null) ?? opened[0];
  for (const { socket } of opened) if (socket !== best.socket) socket?.destroy();
  const { target, attempt, sourceAddress, socket } = best;
  // Several addresses tell as much as one that is asked several times, and share one host's slots.
  const repeats = others.length === 0 && mayBeLost(attempt) ? await (repeating ?? tryAgain(host, first, walk)) : [];
  const attempts = [attempt, ...repeats];
  const repeatedRequestCount = attempts.length > 1 ? await repeatedSince(walk) : null;
  const otherAddresses = opened.filter((other) => other !== best).map((other) => ({ address: other.target.address, ...other.attempt }));
  return { step: { ...attempt, sourceAddress, address: target.address, attempts, otherAddresses, repeatedRequestCount }, socket };
}

async function repeatedSince({ repeatedBefore, system }: Walk): Promise<number | null> {
  const [before, now] = await Promise.all([repeatedBefore, readRepeatedRequests(system.files)]);
  return before === null || now === null ? null : now - before;
}

async function isLate(opening: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), lostPacketMs);
  });
  const isLateNow = await Promise.race([opening.then(() => false), late]);
  clearTimeout(timer);
  return isLateNow;
}

const openOne = (host: string, target: Target, { slots, signal }: Walk): Promise<OpenedConnection> =>
  slots.hold({ host, address: target.address }, () => openConnection(target, limits.connectMs, signal));

/** A refusal is an answer; silence, a reset or a late answer may be one lost packet. */
const mayBeLost = ({ outcome, tookMs }: ConnectAttempt): boolean =>
  outcome === 'timed-out' || outcome === 'failed' || (outcome === 'connected' && tookMs >= lostPacketMs);

function tryAgain(host: string, target: Target, { slots, signal }: Walk): Promise<readonly ConnectAttempt[]> {
  const tryOnce = () => slots.hold({ host, address: target.address }, () => tryConnection(target, limits.connectMs, signal));
  return Promise.all(Array.from({ length: repeatCount }, tryOnce));
}
