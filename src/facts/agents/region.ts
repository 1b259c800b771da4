// The region that a host name of the service belongs to. The numbers of data centres (`dfw1`, `iad3`) cannot
// be derived from a region, but a region can be read from them.

const regions: ReadonlySet<string> = new Set(['dfw', 'ord', 'lon', 'hkg', 'iad', 'syd']);

const namedRegion: readonly RegExp[] = [
  /^(?:snet-)?storage101\.([a-z]{3})\d\.clouddrive\.com$/,
  /^([a-z]{3})\.backup\.api\.rackspacecloud\.com$/,
  /^api\.([a-z]{3})\.cbu\.rackspace\.net$/,
  /^rse\.([a-z]{3})\.drivesrvr\.com$/,
];
/** Only London has hosts of its own top-level domain. */
const londonHost = /^(?:api|rse)\.drivesrvr\.co\.uk$/;

/** @returns the first region that one of the hosts names, upper case; null where none does */
export function regionOf(hosts: readonly string[]): string | null {
  for (const host of hosts.map((name) => name.toLowerCase())) {
    if (londonHost.test(host)) return 'LON';
    const region = namedRegion.map((pattern) => pattern.exec(host)?.[1]).find((name) => name !== undefined && regions.has(name));
    if (region !== undefined) return region.toUpperCase();
  }
  return null;
}
