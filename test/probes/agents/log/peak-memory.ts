// Reads one log as the child does, and prints what it took at most: a program of its own, so that nothing else counts.
import { readLog } from '../../../../src/probes/agents/log/read-log.js';
import { keepLittleGarbage } from '../../../../src/probes/platform/lean-engine.js';

const [, , path = '', windowBeganAt = ''] = process.argv;
const places = [{ writer: 'agent', path, rolloverCount: 0 }] as const;
const job = { root: null, places, lookedAtMs: Date.parse(windowBeganAt) + 129_600_000, windowBeganAtMs: Date.parse(windowBeganAt), graceMs: 10_000, limitMs: 60_000 };
keepLittleGarbage();
const fact = readLog(
  job,
  (ms) => ms,
  () => undefined,
);
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ fact, peakBytes: maxRSS * 1_024 }));
