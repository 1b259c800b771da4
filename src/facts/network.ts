// Interfaces, addresses, routes, names and the doors behind them, as seen from this host.

export type NetworkName = 'servicenet' | 'publicnet';

export interface InterfaceAddress {
  readonly address: string;
  readonly prefixLength: number;
  readonly family: 4 | 6;
  readonly scope: 'global' | 'link' | 'host';
}

export interface NetworkInterface {
  readonly name: string;
  readonly mac: string | null;
  /** `operstate` of the kernel: up, down, lowerlayerdown, unknown … */
  readonly state: string;
  readonly hasCarrier: boolean | null;
  readonly mtu: number | null;
  readonly addresses: readonly InterfaceAddress[];
  /** What XenStore calls the network behind this interface; null where it says nothing. */
  readonly label: string | null;
}

export interface Route {
  /** CIDR; `0.0.0.0/0` and `::/0` are the default routes. */
  readonly destination: string;
  readonly gateway: string | null;
  readonly interfaceName: string | null;
  readonly kind: 'unicast' | 'unreachable' | 'prohibit' | 'blackhole';
  readonly metric: number;
}

/** Which interface carries a network, how sure that is, and why. */
export interface NetworkRole {
  readonly network: NetworkName;
  readonly interfaceName: string | null;
  readonly sourceAddress: string | null;
  readonly certainty: 'certain' | 'likely' | 'possible' | 'none';
  readonly because: string;
}

export interface NetworkFacts {
  readonly interfaces: readonly NetworkInterface[];
  readonly routes: readonly Route[];
  readonly roles: readonly NetworkRole[];
}

export type DnsOutcome =
  | 'answered'
  | 'timed-out'
  | 'refused'
  | 'servfail'
  | 'nxdomain'
  | 'empty'
  | 'wrong-answer'
  | 'unreachable'
  | 'malformed';

/** One question to one resolver. */
export interface DnsAnswer {
  readonly resolver: string;
  readonly name: string;
  readonly outcome: DnsOutcome;
  readonly addresses: readonly string[];
  readonly transport: 'udp' | 'tcp';
  /** Error or response code: `SERVFAIL`, `ECONNREFUSED`; null when it answered. */
  readonly code: string | null;
  readonly tookMs: number;
}

export interface DnsFacts {
  /** Those that were asked, in order: the file's first three, as glibc does. */
  readonly resolvers: readonly string[];
  /** No line of the file names a resolver, so 127.0.0.1 was asked, as glibc does. */
  readonly isDefaultResolver: boolean;
  /** Lines beyond the third, which glibc never asks. */
  readonly ignoredResolvers: readonly string[];
  /** The file that names the resolvers. */
  readonly source: string;
  /** Names that /etc/hosts answers: before any resolver is asked, or, where nsswitch puts it last, since none gave an address. */
  readonly overrides: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly answers: readonly DnsAnswer[];
  /** The same names, asked as programs of this host ask, and the names below search domains where programs are led elsewhere than the
   * resolvers lead. Those that the end of the run cut off are left out. */
  readonly lookups: readonly SystemLookup[];
  /** The `hosts:` line of /etc/nsswitch.conf, `files dns`; null where it was not seen. */
  readonly lookupOrder: string | null;
  /** What the C library may append to a name. */
  readonly searchDomains: readonly string[];
  /** `timeout:2`, `use-vc` … */
  readonly options: readonly string[];
  /** null where no resolver of the file is a stub of systemd-resolved. */
  readonly stub: ResolverStub | null;
}

/** One name, asked by the C library (nsswitch, hosts file, resolvers, search domains) or by c-ares (resolvers alone). */
export interface SystemLookup {
  readonly by: 'getaddrinfo' | 'c-ares';
  readonly name: string;
  /** getaddrinfo is `not-found` for any reason, since getent tells none; `failed` where it could not be asked. */
  readonly outcome: 'answered' | 'not-found' | 'timed-out' | 'failed';
  readonly addresses: readonly string[];
  /** `exit 2` of getent, c-ares' ESERVFAIL …; null when it answered. */
  readonly code: string | null;
  readonly tookMs: number;
}

/** systemd-resolved on this host, which passes questions on to others. */
export interface ResolverStub {
  /** 127.0.0.53 or 127.0.0.54 */
  readonly address: string;
  /** Whom it asks, as /run/systemd/resolve/resolv.conf says; null where that was not seen. */
  readonly upstreams: readonly string[] | null;
}

/** One door of the service, and the network that it must be reached through. */
export interface Endpoint {
  readonly name: string;
  readonly service: 'cloud-backup-api' | 'event-service' | 'cloud-files' | 'cloud-servers' | 'identity' | 'package-repository';
  readonly host: string;
  readonly port: number;
  readonly network: NetworkName;
  /** Path of its health resource; null where it has none. */
  readonly healthPath: string | null;
  readonly isRequired: boolean;
}

export type ConnectOutcome =
  | 'connected'
  | 'refused'
  | 'timed-out'
  | 'no-route'
  | 'prohibited'
  | 'name-not-resolved'
  /** The run ended before it could be told. */
  | 'cut-off'
  | 'no-source-address'
  | 'failed';

/** One TCP connection, bound to the source address of the network that it judges. */
export interface Connection {
  readonly endpoint: Endpoint;
  readonly outcome: ConnectOutcome;
  readonly sourceAddress: string | null;
  readonly address: string | null;
  /** Error code as Node tells it: ECONNREFUSED, EHOSTUNREACH, ETIMEDOUT …; null when connected. */
  readonly code: string | null;
  readonly tookMs: number;
}

/** One HTTPS answer, headers and capped body kept for interpretation. */
export interface ApiReply {
  readonly endpoint: Endpoint;
  readonly url: string;
  /** null when no HTTP answer came; `errorCode` then says why, `cut-off` where the run ended first. */
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBodyTruncated: boolean;
  /** Own clock at half of the round trip, for comparison with the Date header. ISO 8601 UTC. */
  readonly askedAt: string;
  readonly tookMs: number;
}
