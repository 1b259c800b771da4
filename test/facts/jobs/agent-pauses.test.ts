import { expect, it } from '@jest/globals';
import { pauseAt } from '../../../src/facts/jobs/agent-pauses.js';
import type { LogEvent } from '../../../src/facts/log.js';
import { ago, log, logEvent } from '../../checks/facts-builders/jobs.js';

const stop = logEvent('stop', ago(300));
const start = logEvent('start', ago(100));

it.each<[string, readonly LogEvent[], number, { from: string; to: string | null } | null]>([
  ['between stop and start', [stop, start], 200, { from: stop.at, to: start.at }],
  ['at the stop', [stop, start], 300, { from: stop.at, to: start.at }],
  ['just before the stop', [stop, start], 301, null],
  ['at the start', [stop, start], 100, null],
  ['just before the start', [stop, start], 101, { from: stop.at, to: start.at }],
  ['never started again', [stop], 10, { from: stop.at, to: null }],
  ['an upgrade that starts it', [stop, logEvent('agent-upgraded', ago(150), { writer: 'updater' })], 120, null],
  ['a job between changes nothing', [stop, logEvent('backup-named', ago(250)), start], 200, { from: stop.at, to: start.at }],
  ['an empty log', [], 10, null],
])('%s', (_, events, secondsAgo, expected) => expect(pauseAt(log(events), ago(secondsAgo))).toEqual(expected));
