// Answers over HTTP that are not the service's own health.
import type { StandIn, StandIns } from '../plan.js';
import { cellsAt, type Scenario } from '../scenario.js';

const rse = (standIn: StandIn): StandIns => ({ 'rse.drivesrvr.com': standIn });

export const answers: readonly Scenario[] = [
  ...(
    [
      ['answers 500', 'server-error critical'],
      ['answers 502', 'gateway critical'],
      ['answers 503', 'service-unavailable critical'],
      ['answers 429', 'rate-limited warning'],
      ['answers 401', 'refused warning'],
      ['redirects to a portal', 'not-the-service critical'],
      ['shows a block page', 'not-the-service critical'],
    ] as const
  ).map(([standIn, problem]) => ({
    what: `the event service ${standIn}`,
    standIns: rse(standIn),
    causes: [`api-fault ${problem}`],
    cells: cellsAt('health', ['rse.drivesrvr.com']),
    says: ['rse.drivesrvr.com'],
  })),
  ...(['takes the request and stays silent', 'drips its answer'] as const).map((standIn) => ({
    what: `the event service ${standIn}`,
    standIns: rse(standIn),
    causes: ['api-fault no-answer critical'],
    cells: cellsAt('http', ['rse.drivesrvr.com']),
  })),
  {
    what: 'the event service never ends its answer',
    standIns: rse('never ends its answer'),
    causes: ['api-fault not-the-service critical'],
    cells: cellsAt('health', ['rse.drivesrvr.com']),
  },
];
