// The plan of the lab: who stands at which address. The last number of an address is all that differs:
// 198.51.100.N and 2001:db8:51::N on PublicNet, 10.191.209.N on ServiceNet.

/** What an agent in Dallas needs. */
export const endpoints = {
  'api.drivesrvr.com': 2,
  'rse.drivesrvr.com': 3,
  'storage101.dfw1.clouddrive.com': 4,
  'identity.api.rackspacecloud.com': 5,
  'agentrepo.drivesrvr.com': 6,
  'dfw.backup.api.rackspacecloud.com': 7,
  'snet-storage101.dfw1.clouddrive.com': 32,
} as const;
export type EndpointName = keyof typeof endpoints;

export const endpointNames = Object.keys(endpoints) as readonly EndpointName[];
export const servicenetName: EndpointName = 'snet-storage101.dfw1.clouddrive.com';
export const publicnetNames = endpointNames.filter((name) => name !== servicenetName);

/** Servers that answer in an endpoint's place, each with one fault. */
export const standIns = {
  // nginx with a certificate that is not the right one
  'expired certificate': 101,
  'certificate of next year': 102,
  'certificate for another name': 103,
  'certificate that ends in 5 days': 104,
  'certificate without its chain': 105,
  'inspection with its whole chain': 106,
  'inspection without its chain': 107,
  'TLS 1.0 only': 108,
  'no TLS at all': 109,
  'captive portal': 110,
  // nginx with an answer that is not the right one
  'answers 500': 121,
  'answers 503': 122,
  'answers 429': 123,
  'answers 404': 124,
  'answers 401': 125,
  'answers 502': 126,
  'redirects to a portal': 127,
  'shows a block page': 128,
  // odd-servers.ts
  'accepts and stays silent': 141,
  'hangs up during the handshake': 142,
  'takes the request and stays silent': 143,
  'drips its answer': 144,
  'never ends its answer': 145,
} as const;
export type StandIn = keyof typeof standIns;
export type StandIns = Partial<Readonly<Record<EndpointName, StandIn>>>;
export const isOddStandIn = (standIn: StandIn): boolean => standIns[standIn] > 140;

/** What can stand in /etc/resolv.conf. */
export const resolvers = {
  // dnsmasq
  good: 53,
  'another good one': 54,
  'answers for all below corp.example': 56,
  'refuses all': 61,
  'knows no name': 62,
  'knows no address': 63,
  'names a second, dead address': 66,
  'leads to the portal': 64,
  'leads into a private network': 65,
  // odd-servers.ts
  'fails at every name': 71,
  'answers with a wrong id': 72,
  'answers after 1.5 s': 73,
  'cuts its answers and takes no TCP': 74,
  'takes questions and stays silent': 75,
  // nobody
  'nobody there': 79,
} as const;
export type Resolver = keyof typeof resolvers;
export const isOddResolver = (resolver: Resolver): boolean => resolvers[resolver] > 70 && resolver !== 'nobody there';

/** tinyproxy; the second one wants `backup:secret`. */
export const proxies = { open: 81, guarded: 82 } as const;
export const proxyPort = 3128;

export const publicnetAddress = (number: number): string => `198.51.100.${number}`;
export const publicnetAddress6 = (number: number): string => `2001:db8:51::${number}`;
export const servicenetAddress = (number: number): string => `10.191.209.${number}`;

/** Everybody stands on every network, so that anybody can stand in for any endpoint. */
export const allAddressesOf = (number: number): readonly string[] => [
  publicnetAddress(number),
  publicnetAddress6(number),
  servicenetAddress(number),
];
export const everybody: readonly number[] = [endpoints, standIns, resolvers, proxies].flatMap((some) => Object.values(some));

/** Where the endpoint is reached: at its own address, or at that of its stand-in. */
export function addressOf(name: EndpointName, standIn: StandIn | null = null): string {
  const number = standIn === null ? endpoints[name] : standIns[standIn];
  return name === servicenetName ? servicenetAddress(number) : publicnetAddress(number);
}

export const addressOfResolver = (resolver: Resolver): string => publicnetAddress(resolvers[resolver]);
