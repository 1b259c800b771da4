// Reads what decides how this host looks names up: its resolvers, its hosts file, and the order of nsswitch.
import type { DnsFacts } from '../../facts/network.js';
import { hostsFileTurn } from '../../facts/network/nsswitch.js';
import { resolveName } from '../../facts/network/resolve-name.js';
import { parseHosts, parseResolvConf, type ResolverSettings } from '../../facts/network/resolv-conf.js';
import { observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { readLookupSettings } from './read-lookup-settings.js';

export const resolvConf = '/etc/resolv.conf';
/** What glibc asks where the file names no resolver or is missing. */
const defaultResolver = '127.0.0.1';

type Hosts = ReadonlyMap<string, readonly string[]>;

export interface NameSettings extends ResolverSettings, Pick<DnsFacts, 'lookupOrder' | 'stub'> {
  /** Those that are asked. */
  readonly asked: readonly string[];
  /** Lines of the hosts file that count before the resolvers, and those that count where no resolver knows an address. */
  readonly hosts: Hosts;
  readonly lastHosts: Hosts;
}

export async function readNameSettings(files: System['files']): Promise<Observed<NameSettings>> {
  const [settingsFile, hostsFile] = await Promise.all([files.readText(resolvConf), files.readText('/etc/hosts')]);
  if (settingsFile.state === 'unavailable') {
    const { kind, detail, code } = settingsFile.failure;
    return unavailable(kind, `the resolvers are unknown: ${detail}`, { code });
  }
  const settings = parseResolvConf(valueOf(settingsFile)?.text ?? '');
  const asked = settings.resolvers.length === 0 ? [defaultResolver] : [...new Set(settings.resolvers)];
  const lookupSettings = await readLookupSettings(files, settings.resolvers);
  const hosts = parseHosts(valueOf(hostsFile)?.text ?? '');
  return observed({ ...settings, ...lookupSettings, asked, ...inTurn(hosts, lookupSettings.lookupOrder) });
}

function inTurn(hosts: Hosts, lookupOrder: string | null): Pick<NameSettings, 'hosts' | 'lastHosts'> {
  const turn = hostsFileTurn(lookupOrder);
  const none: Hosts = new Map();
  return { hosts: turn === 'first' ? hosts : none, lastHosts: turn === 'last' ? hosts : none };
}

/** Lines that decide: those that come last count for names alone to which the resolvers gave no address. */
export function overridesOf(
  names: readonly string[],
  { hosts, lastHosts }: NameSettings,
  dns: Pick<DnsFacts, 'resolvers' | 'answers'>,
): DnsFacts['overrides'] {
  return names.flatMap((name) => {
    const isResolved = resolveName(name, { ...dns, overrides: [] }).addresses.length > 0;
    const addresses = (isResolved ? hosts : new Map([...lastHosts, ...hosts])).get(name.toLowerCase());
    return addresses === undefined ? [] : [{ name, addresses }];
  });
}
