// What the checks of one layer read out of the path matrix: the connection that counts for each endpoint.
import type { Connection } from '../network.js';
import type { PathCell } from '../paths.js';

/** One for each endpoint: a connection over either family will do, else the first that was tried speaks. */
export function connectionsIn(cells: readonly PathCell[]): readonly Connection[] {
  const walked = cells.filter(({ skipped }) => skipped === null);
  const first = walked.filter((cell, index) => walked.findIndex((other) => isSameDoor(cell, other)) === index);
  return first.map((cell) => {
    const open = walked.find((other) => isSameDoor(cell, other) && other.connection?.outcome === 'connected');
    return toConnection(open ?? cell);
  });
}

const isSameDoor = ({ endpoint: a }: PathCell, { endpoint: b }: PathCell): boolean => a.name === b.name && a.host === b.host;

/** A name that leads nowhere, or astray, leaves nothing to say about the connection. */
function toConnection({ endpoint, name, connection, failure }: PathCell): Connection {
  if (connection === null || failure?.layer === 'name') {
    const outcome = failure?.code === 'cut-off' ? 'cut-off' : 'name-not-resolved';
    return { endpoint, outcome, sourceAddress: null, address: null, code: name?.code ?? null, tookMs: 0 };
  }
  const { outcome, sourceAddress, address, code, tookMs } = connection;
  return { endpoint, outcome, sourceAddress, address, code, tookMs };
}
