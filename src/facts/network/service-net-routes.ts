// Which routes carry the two ServiceNet blocks, piece by piece: a longer prefix takes its part away from a
// shorter one, as in the kernel's own look-up.
import type { Route } from '../network.js';
import { endOf, formatIp, isWithin, networkOf, parseNetwork, type IpNetwork } from './ip-address.js';

/** Both go through the ServiceNet gateway; servers built before 2013-06-03 have narrower ones. */
export const serviceNetBlocks = ['10.176.0.0/12', '10.208.0.0/12'] as const;

export interface BlockRouting {
  readonly block: string;
  /** Whether some part of the block leaves by another interface's wider route, or by none. */
  readonly isMissing: boolean;
  /** Narrower routes through other interfaces that take a part away. */
  readonly overlaps: readonly Route[];
  /** Routes that refuse a part of the block. */
  readonly refusals: readonly Route[];
}

export const routingOfBlocks = (interfaceName: string, routes: readonly Route[]): readonly BlockRouting[] =>
  serviceNetBlocks.map((block) => routingOfBlock(block, interfaceName, routes));

/** The route that the kernel would take: longest prefix, then lowest metric. */
export function routeTo(address: string, routes: readonly Route[]): Route | null {
  return routes.filter(({ destination }) => isWithin(address, destination)).sort(bestFirst)[0] ?? null;
}

function routingOfBlock(block: string, interfaceName: string, routes: readonly Route[]): BlockRouting {
  const serving = routesServing(block, routes);
  const foreign = serving.filter((route) => route !== null && route.kind === 'unicast' && route.interfaceName !== interfaceName);
  return {
    block,
    isMissing: serving.includes(null) || foreign.some((route) => !isNarrower(route, block)),
    overlaps: foreign.filter((route) => route !== null).filter((route) => isNarrower(route, block)),
    refusals: serving.filter((route) => route !== null).filter(({ kind }) => kind !== 'unicast'),
  };
}

/** The best route of every piece of the block, each once; null stands for a piece without a route. */
function routesServing(block: string, routes: readonly Route[]): readonly (Route | null)[] {
  const network = parseNetwork(block);
  if (network === null) return [];
  const near = routes.filter(({ destination }) => isWithin(destination, block) || isWithin(block, destination));
  const starts = near.flatMap(({ destination }) => edgesOf(destination)).filter((edge) => edge < endOf(network));
  const pieces = new Set([start(network), ...starts.filter((edge) => edge > start(network))]);
  return [...new Set([...pieces].map((address) => routeTo(formatIp(4, address), near)))];
}

function edgesOf(destination: string): readonly bigint[] {
  const network = parseNetwork(destination);
  return network === null ? [] : [start(network), endOf(network)];
}

const start = (network: IpNetwork): bigint => networkOf(network, network.prefixLength);

/** A part of the block alone; the whole of it, led elsewhere, is the block's own route gone wrong. */
const isNarrower = (route: Route | null, block: string): boolean =>
  route !== null && isWithin(route.destination, block) && !isWithin(block, route.destination);

const bestFirst = (a: Route, b: Route): number => prefixOf(b) - prefixOf(a) || a.metric - b.metric;

const prefixOf = ({ destination }: Route): number => parseNetwork(destination)?.prefixLength ?? 0;
