// The provider's real resolvers: dnsmasq, one process for each way to answer.
import {
  addressOfResolver,
  endpoints,
  publicnetAddress6,
  resolvers,
  servicenetAddress,
  servicenetName,
  standIns,
  publicnetAddress,
  type EndpointName,
  type Resolver,
} from './plan.js';

export interface NameBook {
  /** Where each name leads to. */
  readonly addresses: ReadonlyMap<EndpointName, string>;
  readonly hasIpv6: boolean;
}

const quiet = ['--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces', '--user=root', '--pid-file='];
const noOtherName = '--address=/#/';

/** What dnsmasq is called with; null for a resolver that it does not play. */
export function dnsmasqArguments(resolver: Resolver, book: NameBook): readonly string[] | null {
  const way = ways[resolver];
  return way === undefined
    ? null
    : [...quiet, `--listen-address=${addressOfResolver(resolver)},${publicnetAddress6(resolvers[resolver])}`, ...way(book)];
}

const ways: Partial<Record<Resolver, (book: NameBook) => readonly string[]>> = {
  good: (book) => [...records(book), noOtherName],
  'another good one': (book) => [...records(book), noOtherName],
  'names a second, dead address': (book) => [...records(book), ...deadAddresses, noOtherName],
  'answers for all below corp.example': (book) => [
    ...records(book),
    `--address=/corp.example/${publicnetAddress(standIns['captive portal'])}`,
    noOtherName,
  ],
  // It knows no other server that it could ask.
  'refuses all': () => [],
  'knows no name': () => [noOtherName],
  // Every name is there, with a record that leads nowhere.
  'knows no address': ({ addresses }) => [...[...addresses.keys()].map((name) => `--txt-record=${name},lab`), noOtherName],
  'leads to the portal': () => [`--address=/#/${publicnetAddress(standIns['captive portal'])}`],
  'leads into a private network': () => ['--address=/#/10.66.66.66'],
};

/** Nobody stands there. */
const deadAddresses = [`--address=/rse.drivesrvr.com/${publicnetAddress(250)}`, `--address=/${servicenetName}/${servicenetAddress(250)}`];

function records({ addresses, hasIpv6 }: NameBook): readonly string[] {
  return [...addresses].flatMap(([name, address]) => [
    `--address=/${name}/${address}`,
    ...(hasIpv6 && name !== servicenetName ? [`--address=/${name}/${publicnetAddress6(endpoints[name])}`] : []),
  ]);
}
