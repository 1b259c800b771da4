// Reads which versions of the agent and its updater are published: two text files of the package repository.
import { publishedVersionsOf, versionFiles } from '../../facts/network/published-versions.js';
import { sourceAddressFor } from '../../facts/network/source-address.js';
import type { PublishedVersions } from '../../facts/agent.js';
import type { ApiReply, Endpoint } from '../../facts/network.js';
import { absent, observed, unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import { askOver } from '../network/ask-over.js';
import type { HandshakeStep } from '../network/handshake.js';
import { openSecure } from '../network/open-secure.js';
import type { Walk } from '../network/walk.js';

type Asking = Pick<Walk, 'names' | 'networks' | 'stores' | 'slots' | 'signal'>;

export async function gatherPublishedVersions(endpoints: readonly Endpoint[], walk: Asking): Promise<Observed<PublishedVersions>> {
  const repository = endpoints.find(({ service }) => service === 'package-repository');
  if (repository === undefined) return absent('the catalogue names no package repository');
  const [first, ...others] = (await walk.names.find(repository.host)).addresses;
  if (first === undefined) return unreached(repository, 'unsupported', 'its name has no address');
  const askFor = (path: string) => ask(path, repository, [first, ...others], walk);
  const [agent, updater] = await Promise.all([askFor(versionFiles.agent), askFor(versionFiles.updater)]);
  if (!('url' in agent)) return notReached(repository, agent);
  if (!('url' in updater)) return notReached(repository, updater);
  return observed(publishedVersionsOf(agent, updater));
}

/** From the first address in order that answers; where none does, the first one's failure. */
async function ask(
  path: string,
  repository: Endpoint,
  [first, ...others]: readonly [string, ...string[]],
  walk: Asking,
): Promise<ApiReply | HandshakeStep> {
  const answer = await askAt(first, path, repository, walk);
  if ('url' in answer) return answer;
  for (const address of others) {
    const other = await askAt(address, path, repository, walk);
    if ('url' in other) return other;
  }
  return answer;
}

/** What does not prove who it is could name any version. */
async function askAt(address: string, path: string, repository: Endpoint, walk: Asking): Promise<ApiReply | HandshakeStep> {
  const { host, port, network } = repository;
  const target = { address, port, sourceAddress: sourceAddressFor(network, address, walk.networks) };
  const shaken = await openSecure(target, host, walk.stores[0].context, walk);
  if (shaken.socket !== null && shaken.outcome === 'trusted') return askOver(shaken.socket, repository, path, walk.signal);
  shaken.socket?.destroy();
  return shaken;
}

const kinds: Partial<Record<HandshakeStep['outcome'], FailureKind>> = { stalled: 'timed-out', 'cut-off': 'timed-out' };

const notReached = (repository: Endpoint, { outcome, code }: HandshakeStep): Observed<never> =>
  unreached(repository, kinds[outcome] ?? 'unsupported', code ?? outcome);

function unreached({ host }: Endpoint, kind: FailureKind, code: string): Observed<never> {
  return unavailable(kind, `the published versions are unknown: ${host} was not reached (${code})`, { code });
}
