// What the check of one layer judges of the path matrix: the ways that led so far. What failed before is told by the
// check of that layer.
import { layers, type Layer, type PathCell } from '../../facts/paths.js';
import { lossesIn } from '../../facts/network/attempts.js';
import { waysOf } from './closed-ways.js';

/** It was tried, and no layer before this one failed. */
export const hasReached = (layer: Layer, { skipped, failure }: PathCell): boolean =>
  skipped === null && (failure === null || layers.indexOf(failure.layer) >= layers.indexOf(layer));

/** The agent cannot work without it. Where the endpoint is healthy over IPv4, it can do without IPv6. */
export const isNeeded = (cell: PathCell, cells: readonly PathCell[]): boolean =>
  cell.endpoint.isRequired &&
  !(cell.family === 6 && cells.some((other) => other.family === 4 && isSameDoor(cell, other) && isHealthy(other)));

const isSameDoor = ({ endpoint: a }: PathCell, { endpoint: b }: PathCell): boolean => a.name === b.name && a.host === b.host;

const isHealthy = ({ skipped, failure }: PathCell): boolean => skipped === null && failure === null;

/** Packets to it, or to several others on its network, were lost during this very look: what stalled then says nothing of its own. */
export function isOnLossyWay(cell: PathCell, cells: readonly PathCell[]): boolean {
  const lossy = waysOf(cell.endpoint.network, cells).filter(({ connection }) => connection !== null && lossesIn(connection).lostCount > 0);
  return lossy.some((other) => isSameDoor(cell, other)) || hostsOf(lossy).length > 1;
}

/** Both families lead to one endpoint. */
export const hostsOf = (cells: readonly PathCell[]): readonly string[] => [...new Set(cells.map(({ endpoint }) => endpoint.host))];
