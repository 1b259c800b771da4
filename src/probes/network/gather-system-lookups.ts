// Asks the same names as programs of this host would: through the C library, and through c-ares beside it. Where they differ
// from what each resolver says by itself, the settings of this host make the difference.
import { Resolver } from 'node:dns/promises';
import { parseGetent } from '../../facts/network/getent.js';
import { parseIp } from '../../facts/network/ip-address.js';
import type { SystemLookup } from '../../facts/network.js';
import type { Observed } from '../../facts/observed.js';
import type { CommandResult } from '../platform/run-command.js';
import type { System } from '../platform/system.js';
import { limits } from './limits.js';
import { wait } from './wait.js';

/** The C library waits 5 s for a resolver that is dead before it asks the next one. */
const lookupMs = 6_000;

type Ended = Omit<SystemLookup, 'by' | 'name' | 'tookMs'>;

/** @param servers what c-ares asks instead of the resolvers of this host, `127.0.0.1:5353` */
export async function gatherSystemLookups(
  system: Pick<System, 'run'>,
  names: readonly string[],
  signal: AbortSignal,
  servers: readonly string[] = [],
): Promise<readonly SystemLookup[]> {
  const distinct = [...new Set(names)].filter((name) => parseIp(name) === null);
  const looks = distinct.flatMap((name) => [
    timed('getaddrinfo', name, signal, askGetent(system, name)),
    timed('c-ares', name, signal, askCares(name, servers)),
  ]);
  return (await Promise.all(looks)).flatMap((look) => look ?? []);
}

/** Begins to ask, and gives back what ends it early. */
type Ask = (finish: (ended: Ended) => void) => () => void;

/** Names below search domains, which the C library may ask for before the name itself: do they exist? */
export async function lookUpSearched(
  names: readonly string[],
  signal: AbortSignal,
  servers: readonly string[] = [],
): Promise<readonly SystemLookup[]> {
  const looks = await Promise.all(names.map((name) => timed('c-ares', name, signal, askCares(name, servers))));
  return looks.flatMap((look) => look ?? []);
}

/** null where the run ended first. */
async function timed(by: SystemLookup['by'], name: string, signal: AbortSignal, ask: Ask): Promise<SystemLookup | null> {
  const startedAt = performance.now();
  const ended = await wait<Ended | null>({ limitMs: lookupMs, signal, late: () => (signal.aborted ? null : lateAnswer) }, ask);
  return ended === null ? null : { by, name, ...ended, tookMs: Math.round(performance.now() - startedAt) };
}

const lateAnswer: Ended = { outcome: 'timed-out', addresses: [], code: 'ETIMEDOUT' };

/** In a process of its own: dns.lookup has held a thread of ours for 134 s, where TCP was dropped after a cut answer. */
const askGetent =
  (system: Pick<System, 'run'>, name: string): Ask =>
  (finish) => {
    void system.run('getent', ['ahosts', name], { limitMs: lookupMs }).then((ran) => finish(toEnded(ran)));
    return () => undefined;
  };

function toEnded(ran: Observed<CommandResult>): Ended {
  if (ran.state === 'observed') return parseGetent(ran.value);
  if (ran.state === 'absent') return { outcome: 'failed', addresses: [], code: 'ENOENT' };
  return ran.failure.kind === 'timed-out' ? lateAnswer : { outcome: 'failed', addresses: [], code: ran.failure.code };
}

const askCares =
  (name: string, servers: readonly string[]): Ask =>
  (finish) => {
    const resolver = new Resolver({ timeout: limits.dnsTryMs, tries: limits.dnsTryCount });
    if (servers.length > 0) resolver.setServers(servers);
    addressesOf(name, resolver).then(
      (addresses) => finish({ outcome: 'answered', addresses, code: null }),
      (error: unknown) => finish(endedIn((error as NodeJS.ErrnoException).code ?? 'EIO')),
    );
    return () => resolver.cancel();
  };

const addressesOf = (name: string, resolver: Resolver): Promise<readonly string[]> =>
  resolver.resolve4(name).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENODATA') return resolver.resolve6(name);
    throw error;
  });

function endedIn(code: string): Ended {
  if (code === 'ETIMEOUT') return lateAnswer;
  return { outcome: code === 'ENOTFOUND' || code === 'ENODATA' ? 'not-found' : 'failed', addresses: [], code };
}
