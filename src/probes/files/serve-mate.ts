// The second walker's side: walks what it is given, gives away half of what is left when asked, and says when it has no more.
import { parentPort } from 'node:worker_threads';
import { keepLittleGarbage, optimiseLate } from '../platform/lean-engine.js';
import { loadSystemCalls } from '../platform/system-calls.js';
import { become } from './become.js';
import type { FromMate, ToMate } from './mate.js';
import { holdMs } from './outbox.js';
import { lookAtGround, openSurvey, walkerMaker } from './open-walker.js';
import type { BytePath, ScanLine } from './scan-lines.js';
import type { Survey } from './survey.js';
import type { Walker } from './walk.js';

export function serveMate(): void {
  Error.stackTraceLimit = 0;
  const mate = new Serving();
  const take = (message: ToMate): void => mate.take(message);
  if (parentPort === null) process.on('message', take).on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  else parentPort.on('message', take);
  optimiseLate();
  // A thread has a limit of its own.
  if (parentPort === null) keepLittleGarbage();
  tell({ said: 'ready' });
}

const tell = (message: FromMate): void => {
  if (parentPort === null) process.send?.(message);
  else parentPort.postMessage(message);
};

class Serving {
  private readonly loaded = parentPort === null ? null : loadSystemCalls();
  private survey: Survey | null = null;
  private walkerAt: (place: BytePath) => Walker = () => {
    throw new Error('it was given no job');
  };
  private walker: Walker | null = null;
  private isAskedToGive = false;
  private lines: ScanLine[] = [];
  private toldAt = performance.now();

  take(message: ToMate): void {
    switch (message.ask) {
      case 'begin':
        this.begin(message);
        return;
      case 'walk':
        this.walk(message);
        return;
      case 'give':
        this.isAskedToGive = this.walker !== null;
        return;
    }
  }

  private begin({ job, endsAtMs, becomes }: Extract<ToMate, { ask: 'begin' }>): void {
    if (becomes && job.become !== null) become(job.become);
    const ground = lookAtGround(job);
    this.survey = openSurvey(job, endsAtMs, ground, (line) => this.add(line));
    this.walkerAt = walkerMaker(this.loaded, ground, this.survey, job.attention, (folder) => tell({ said: 'shared', folder }));
  }

  private walk({ item, folders, shareEndsAtMs }: Extract<ToMate, { ask: 'walk' }>): void {
    this.survey?.clock.shareUntil(shareEndsAtMs);
    this.walker = this.walkerAt(item.place);
    this.walker.begin(item, folders);
    setImmediate(() => this.goOn());
  }

  private goOn(): void {
    if (this.walker === null) return;
    const state = this.walker.stride();
    if (state === 'left') {
      if (performance.now() - this.toldAt >= holdMs) this.tellLines();
      this.giveIfAsked(this.walker);
      setImmediate(() => this.goOn());
      return;
    }
    this.survey?.tellProgress();
    this.tellLines();
    if (state === 'paused') tell({ said: 'given', folders: this.walker.giveAll() });
    this.isAskedToGive = false;
    this.walker = null;
    tell({ said: 'dry', isOver: state === 'over' });
  }

  private add(line: ScanLine): void {
    this.lines.push(line);
    if (line.said === 'progress') this.tellLines();
  }

  /** Together, since each message costs both sides. */
  private tellLines(): void {
    if (this.lines.length > 0) tell({ said: 'lines', lines: this.lines });
    this.lines = [];
    this.toldAt = performance.now();
  }

  private giveIfAsked(walker: Walker): void {
    if (!this.isAskedToGive) return;
    const folders = walker.give();
    if (folders.length === 0) return;
    this.isAskedToGive = false;
    tell({ said: 'given', folders });
  }
}
