// A recording in which nothing was seen; tests lay their own facts over it.
import type { Facts } from '../src/facts/facts.js';
import { absent } from '../src/facts/observed.js';
import { recordingFormat, recordingFormatVersion, type Recording } from '../src/facts/recording.js';

const nothing = absent('not looked at in this test');

export const factsOf = (over: Partial<Facts> = {}): Facts => ({
  host: nothing,
  agent: nothing,
  publishedVersions: nothing,
  identity: nothing,
  networks: nothing,
  dns: nothing,
  paths: nothing,
  log: nothing,
  api: nothing,
  volumes: nothing,
  scan: nothing,
  throughput: nothing,
  inUse: nothing,
  history: nothing,
  ...over,
});

export const recordingOf = (over: Partial<Recording> = {}): Recording => ({
  format: recordingFormat,
  formatVersion: recordingFormatVersion,
  toolVersion: '0.1.0',
  runId: '00000000-0000-4000-8000-000000000000',
  gatheredAt: '2026-11-21T14:32:05.000Z',
  finishedAt: '2026-11-21T14:32:06.200Z',
  durationMs: 1200,
  deadlineMs: 60000,
  conditions: { asUser: 'root', isRoot: true, offline: false, deep: false, root: null, proxy: [], agent: 'auto' },
  redaction: { policy: 'secrets', counts: {}, selfTest: 'passed' },
  facts: factsOf(),
  ...over,
});
