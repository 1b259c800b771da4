// What the lab calls right and wrong, on reports cut down to what it reads.
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../../src/report/report.js';
import { differences, scoreLine, scoreOf } from './judge.js';
import type { Look } from './lab.js';
import type { Scenario } from './scenario.js';

const scenario: Scenario = {
  what: 'the event service refuses',
  causes: ['publicnet-unreachable endpoint-refused critical'],
  cells: ['rse.drivesrvr.com 4 tcp'],
  says: ['rse.drivesrvr.com', /port \d+/],
};

const refused = {
  checkId: 'publicnet-unreachable',
  problem: 'endpoint-refused',
  status: 'critical',
  sentence: 'rse.drivesrvr.com refused port 443',
};
const deadResolver = { checkId: 'dns-failure', problem: 'resolver-dead', status: 'warning', sentence: '198.51.100.53 is dead' };
const fullDisk = { checkId: 'low-disk-space', problem: 'full', status: 'warning', sentence: '/ is full' };
const closedCell = { endpoint: { host: 'rse.drivesrvr.com' }, family: 4, failure: { layer: 'tcp', code: 'ECONNREFUSED' } };
const openCell = { endpoint: { host: 'api.drivesrvr.com' }, family: 4, failure: null };

interface Seen {
  readonly causes?: readonly object[];
  readonly cells?: readonly object[];
  readonly exitCode?: number;
  readonly tookMs?: number;
}

function look({ causes = [refused], cells = [closedCell, openCell], exitCode = 2, tookMs = 900 }: Seen): Look {
  const report = { causes, facts: { paths: { state: 'observed', value: cells, tookMs: 1 } } };
  return { report: report as unknown as Report, exitCode, tookMs };
}

const rows: readonly (readonly [string, Seen, number])[] = [
  ['the cause, the cell and the words of the scenario', {}, 0],
  ['beside them a cause that is not about the network', { causes: [refused, fullDisk] }, 0],
  ['no cause at all', { causes: [] }, 3],
  ['another cause of the network beside the right one', { causes: [refused, deadResolver] }, 1],
  ['another status of the same cause', { causes: [{ ...refused, status: 'warning' }] }, 1],
  ['a sentence that names no endpoint', { causes: [{ ...refused, sentence: 'port 443 is closed' }] }, 1],
  ['another exit code', { exitCode: 1 }, 1],
  ['no failing cell', { cells: [openCell] }, 1],
  ['a failing cell too many', { cells: [closedCell, { ...openCell, failure: { layer: 'tls', code: 'x' } }] }, 1],
  ['the right answer too late', { tookMs: 32_001 }, 1],
];

describe('a scenario against what the program said', () => {
  it.each(rows)('%s', (_, seen, count) => expect(differences(scenario, look(seen))).toHaveLength(count));
});

it('counts an alarm about a healthy host apart from a wrong cause', () => {
  const judged = [
    { isHealthy: true, isRight: true },
    { isHealthy: true, isRight: false },
    { isHealthy: false, isRight: false },
    { isHealthy: false, isRight: false },
  ];
  expect(scoreLine(scoreOf(judged))).toBe('network lab: 1 of 4 scenarios right, 2 wrong cause, 1 false alarm');
});
