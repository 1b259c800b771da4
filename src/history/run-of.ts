// What is kept of a run: its verdict, and the small facts behind it. It is made from the redacted facts, so it holds no secret.
import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { Facts } from '../facts/facts.js';
import type { KeptRun, Room } from '../facts/history.js';
import { maxNameCount, maxTextLength } from '../facts/history/stored-run.js';
import { valueOf } from '../facts/observed.js';
import type { Recording } from '../facts/recording.js';
import { partsOf } from './parts.js';

/** @param isWhole no option left a check out, or the network */
export function runOf({ runId, gatheredAt, durationMs, conditions, facts }: Recording, diagnosis: Diagnosis, isWhole: boolean): KeptRun {
  return {
    runId,
    at: gatheredAt,
    status: diagnosis.status,
    headline: diagnosis.headline.slice(0, 2 * maxTextLength),
    isWhole,
    asUser: conditions.asUser.slice(0, maxTextLength),
    durationMs,
    causes: diagnosis.causes.map(({ checkId }) => checkId),
    parts: partsOf(facts, diagnosis),
    space: spaceOf(facts),
    latencyMs: latencyOf(facts),
  };
}

/** One entry a volume: the folder with the least room speaks for it. */
function spaceOf({ volumes }: Facts): Readonly<Record<string, Room>> {
  const measured = (valueOf(volumes)?.volumes ?? []).flatMap(({ mount, space }) => {
    const room = valueOf(space);
    return room === null ? [] : [[mount.mountPoint.slice(0, maxTextLength), { freeBytes: room.freeBytes, totalBytes: room.totalBytes }] as const];
  });
  const fullestLast = measured.toSorted(([, one], [, other]) => other.freeBytes - one.freeBytes);
  return Object.fromEntries(fullestLast.slice(-maxNameCount));
}

/** How long a connection took that was made at the first try. */
function latencyOf({ paths }: Facts): Readonly<Record<string, number>> {
  const made = (valueOf(paths) ?? []).flatMap(({ endpoint, family, connection }) =>
    connection?.outcome === 'connected' ? [[`${endpoint.name}/${family}`.slice(0, maxTextLength), connection.tookMs] as const] : [],
  );
  return Object.fromEntries(made.slice(0, maxNameCount));
}
