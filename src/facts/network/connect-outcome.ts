// Names what a TCP connection ended in, from Node's error code. Measured on Linux: a local blackhole route
// answers EINVAL, a local prohibit route EACCES, a local firewall's reject EPERM or a reset.
import type { ConnectOutcome } from '../network.js';

const outcomes: Readonly<Record<string, ConnectOutcome>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EINVAL: 'no-route',
  EACCES: 'prohibited',
  EPERM: 'prohibited',
  EADDRNOTAVAIL: 'no-source-address',
  EADDRINUSE: 'no-source-address',
};

export const connectOutcomeOf = (code: string): ConnectOutcome => outcomes[code] ?? 'failed';
