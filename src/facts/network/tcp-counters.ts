// Reads /proc/net/netstat, pairs of lines: the names of counters, and below them their values.

/** How many connection requests this host has repeated since it booted; null where the kernel does not count them. */
export function parseRepeatedRequests(text: string): number | null {
  const [names = [], values = []] = text
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'))
    .map((line) => line.split(' '));
  const value = Number(values[names.indexOf('TCPSynRetrans')] ?? Number.NaN);
  return Number.isNaN(value) ? null : value;
}
