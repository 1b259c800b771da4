// What the agent's log tells of one moment: did the agent run then?
import type { LogEvent, LogEventKind, LogFacts } from '../log.js';

export interface Pause {
  readonly from: string;
  /** null where it was not started again before the log ends. */
  readonly to: string | null;
}

const ends: readonly LogEventKind[] = ['stop', 'agent-brought-down'];
const begins: readonly LogEventKind[] = ['start', 'agent-brought-up', 'agent-upgraded'];

const concernsAgent = ({ kind, writer }: LogEvent): boolean =>
  kind === 'start' || kind === 'stop' ? writer === 'agent' : ends.includes(kind) || begins.includes(kind);

/** The pause that a moment fell into; null where the agent ran, or the log does not tell. */
export function pauseAt({ events }: LogFacts, at: string): Pause | null {
  const turns = events.filter(concernsAgent);
  const before = turns.findLast((event) => Date.parse(event.at) <= Date.parse(at));
  if (before === undefined || !ends.includes(before.kind)) return null;
  const next = turns.find((event) => begins.includes(event.kind) && Date.parse(event.at) > Date.parse(at));
  return { from: before.at, to: next?.at ?? null };
}
