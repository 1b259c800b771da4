// Starts what the provider runs: resolvers, nginx, and beside them what a scenario asks for.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addressOfResolver,
  isOddResolver,
  isOddStandIn,
  proxies,
  proxyPort,
  publicnetAddress,
  type Resolver,
  type StandIn,
} from './plan.js';
import { dnsmasqArguments, type NameBook } from './resolvers.js';

const oddServers = fileURLToPath(new URL('./odd-servers.js', import.meta.url));

export interface ProviderSettings {
  /** Of this lab alone. */
  readonly lab: string;
  /** Of all labs: certificates and nginx.conf. */
  readonly folder: string;
  readonly resolvers: readonly Resolver[];
  readonly standIns: readonly StandIn[];
  readonly names: NameBook;
}

/** A script for the provider's namespace. It ends when all the servers listen, and leaves them behind. */
export function startProvider({ lab, folder, resolvers, standIns, names }: ProviderSettings): string {
  const file = (end: string): string => join(folder, `${lab}.${end}`);
  const dnsmasqs = resolvers.flatMap((resolver) => {
    const args = dnsmasqArguments(resolver, names);
    return args === null ? [] : [`dnsmasq ${args.map((arg) => `'${arg}'`).join(' ')}`];
  });
  const isOdd = resolvers.some(isOddResolver) || standIns.some(isOddStandIn);
  return `
    until_there() {
      tries=0
      until "$@" 2>/dev/null; do tries=$((tries + 1)); [ $tries -lt 500 ] || { cat '${file('log')}' >&2; exit 1; }; sleep 0.02; done
    }
    exec 9>'${file('log')}'
    ${dnsmasqs.join('\n')}
    nginx -e stderr -p '${folder}' -c '${folder}/nginx.conf' -g "pid '${file('nginx')}';" >&9 2>&9 &
    ${isOdd ? `'${process.execPath}' '${oddServers}' '${folder}' >&9 2>&9 & until_there grep -q ready '${file('log')}'` : ''}
    until_there test -s '${file('nginx')}'`;
}

/** For a scenario's `onProvider`. */
export function startProxy(name: keyof typeof proxies): string {
  const address = publicnetAddress(proxies[name]);
  const settings = [`Port ${proxyPort}`, `Listen ${address}`, 'Timeout 60', 'ConnectPort 443', 'LogLevel Critical'];
  if (name === 'guarded') settings.push('BasicAuth backup secret');
  return `
    # ip netns gives each script mounts of its own.
    mount -t tmpfs lab /mnt
    echo 'nameserver ${addressOfResolver('good')}' > /mnt/resolv.conf
    mount --bind /mnt/resolv.conf /etc/resolv.conf
    printf '%s\\n' ${settings.map((line) => `'${line}'`).join(' ')} | tinyproxy -c /dev/stdin >/dev/null 2>&1
    until ss -Hltn | grep -q '${address}:${proxyPort}'; do sleep 0.02; done`;
}
