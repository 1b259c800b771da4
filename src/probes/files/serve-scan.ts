// Child side of the scan: becomes the agent's user, walks what it is given, and tells line by line, so that what
// it saw until it was killed is not lost.
import { readFileSync } from 'node:fs';
import { endWithParent } from '../platform/end-with-parent.js';
import { koffiIsInstalled } from '../platform/koffi.js';
import { optimiseLate } from '../platform/lean-engine.js';
import { loadSystemCalls, type LoadedCalls } from '../platform/system-calls.js';
import { become } from './become.js';
import { startMate, type Mate } from './mate.js';
import { lookAtGround, openSurvey, walkerMaker } from './open-walker.js';
import { Outbox } from './outbox.js';
import { ItemTurn, type Means } from './item-turn.js';
import { coveredBy, locate } from './scan-places.js';
import { walksAlone, type ScanJob, type ScanLine, type SentJob } from './scan-lines.js';
import { Pair } from './walk-together.js';

/** All that does not depend on the job comes before it: the child may be started before its parent knows what to scan. */
export async function serve(): Promise<void> {
  // Where everything is unreadable the stack of each error would cost more than the look.
  Error.stackTraceLimit = 0;
  const { loaded, mate } = process.argv.includes(walksAlone) ? { loaded: loadSystemCalls(), mate: null } : loadWithMate();
  // A thread sets it for both, once it has booted.
  if (mate?.isThread !== true) optimiseLate();
  const text = readFileSync(0, 'utf8');
  // The parent is gone, or has nothing to scan.
  if (text === '') mate?.end();
  else await serveJob(JSON.parse(text) as SentJob, loaded, mate);
}

/** A thread boots while this one loads what both need; where that does not load, only a process helps. */
function loadWithMate(): { readonly loaded: LoadedCalls | null; readonly mate: Mate | null } {
  const early = startMate(koffiIsInstalled());
  const loaded = loadSystemCalls();
  if (early?.isThread !== true || loaded !== null) return { loaded, mate: early };
  early.end();
  return { loaded, mate: startMate(false) };
}

async function serveJob(job: SentJob, loaded: LoadedCalls | null, mate: Mate | null): Promise<void> {
  // By this process's own clock, which no correction of the time moves.
  const endsAtMs = performance.timeOrigin + performance.now() + (job.endsAtMs - Date.now());
  if (job.mayEnter !== null) endWithParent();
  const pair = new Pair(mate, outbox);
  if (job.become !== null) await pair.ready();
  const refusal = job.become === null ? null : become(job.become);
  if (refusal === null) {
    mate?.tell({ ask: 'begin', job, endsAtMs, becomes: loaded === null });
    const ground = lookAtGround(job);
    tell({ said: 'account', user: ground.names.user(process.geteuid?.() ?? -1) });
    const survey = openSurvey(job, endsAtMs, ground, (line) => outbox.add(pair.withMate(line)));
    await scan(job, { ground, survey, walkerAt: walkerMaker(loaded, ground, survey, job.attention), pair, attention: job.attention, tell });
  } else tell({ said: 'refused', code: refusal });
  pair.end();
  tell({ said: 'done' });
}

const outbox = new Outbox();

const tell = (line: ScanLine): void => outbox.sendNow(line);

async function scan({ root, items }: ScanJob, means: Means): Promise<void> {
  const { ground, survey } = means;
  const located = items.map((item, index) => {
    tell({ said: 'begin', index });
    return item.kind === 'place' ? { found: 'place' as const, place: item.place } : locate(root, item.path, ground.barriers);
  });
  const places = located.map((item) => (item.found === 'place' ? item.place : item.found === 'closed' ? item.hidden : null));
  const turns = located.map((item, index) => new ItemTurn(item, index, coveredBy(index, places, means.survey.exclusions), means));
  // Each gets its share of the time; what is left of the large ones then shares what the others did not need.
  for (let waiting = turns; waiting.length > 0; ) {
    const paused: ItemTurn[] = [];
    for (const [count, item] of waiting.entries()) {
      survey.clock.share(waiting.length - count);
      if ((await item.goOn()) === 'paused') paused.push(item);
    }
    waiting = paused;
  }
}
