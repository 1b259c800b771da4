// What the check of one layer judges of the path matrix: the ways that led so far. What failed before is told by the
// check of that layer.
import { layers, type Layer, type PathCell } from '../../facts/paths.js';
import { lossEvidence, waysOf } from './closed-ways.js';

/** It was tried, and no layer before this one failed. */
export const hasReached = (layer: Layer, { skipped, failure }: PathCell): boolean =>
  skipped === null && (failure === null || layers.indexOf(failure.layer) >= layers.indexOf(layer));

/** The agent cannot work without it. Where the endpoint is healthy over IPv4, it can do without IPv6. */
export const isNeeded = (cell: PathCell, cells: readonly PathCell[]): boolean =>
  cell.endpoint.isRequired &&
  !(cell.family === 6 && cells.some((other) => other.family === 4 && isSameDoor(cell, other) && isHealthy(other)));

const isSameDoor = ({ endpoint: a }: PathCell, { endpoint: b }: PathCell): boolean => a.name === b.name && a.host === b.host;

const isHealthy = ({ skipped, failure }: PathCell): boolean => skipped === null && failure === null;

/** Packets were lost on its network during this very look: then an exchange that stalled says nothing of its own. */
export const isOnLossyNetwork = ({ endpoint: { network } }: PathCell, cells: readonly PathCell[]): boolean =>
  lossEvidence(network, waysOf(network, cells)) !== null;

/** Both families lead to one endpoint. */
export const hostsOf = (cells: readonly PathCell[]): readonly string[] => [...new Set(cells.map(({ endpoint }) => endpoint.host))];
