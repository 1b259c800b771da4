// Reads which versions of the agent and its updater are published: two text files of the package repository.
import { publishedVersionsOf, versionFiles } from '../../facts/network/published-versions.js';
import { sourceAddressFor } from '../../facts/network/source-address.js';
import type { PublishedVersions } from '../../facts/agent.js';
import type { ApiReply, Endpoint } from '../../facts/network.js';
import { absent, observed, unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import { askOver } from '../network/ask-over.js';
import { Doors } from '../network/doors.js';
import type { HandshakeStep } from '../network/handshake.js';
import { openSecure } from '../network/open-secure.js';
import type { Walk } from '../network/walk.js';

export async function gatherPublishedVersions(
  endpoints: readonly Endpoint[],
  walk: Pick<Walk, 'names' | 'networks' | 'stores' | 'signal'>,
): Promise<Observed<PublishedVersions>> {
  const repository = endpoints.find(({ service }) => service === 'package-repository');
  if (repository === undefined) return absent('the catalogue names no package repository');
  const [address] = (await walk.names.find(repository.host)).addresses;
  if (address === undefined) return notReached(repository, 'unsupported', 'its name has no address');
  const [agent, updater] = await Promise.all([ask(versionFiles.agent, repository, address, walk), ask(versionFiles.updater, repository, address, walk)]);
  if ('url' in agent && 'url' in updater) return observed(publishedVersionsOf(agent, updater));
  const { outcome, code } = ('url' in agent ? updater : agent) as HandshakeStep;
  return notReached(repository, kinds[outcome] ?? 'unsupported', code ?? outcome);
}

const kinds: Partial<Record<HandshakeStep['outcome'], FailureKind>> = { stalled: 'timed-out', 'cut-off': 'timed-out' };

/** What does not prove who it is could name any version. */
async function ask(path: string, repository: Endpoint, address: string, walk: Pick<Walk, 'names' | 'networks' | 'stores' | 'signal'>): Promise<ApiReply | HandshakeStep> {
  const { host, port, network } = repository;
  const target = { address, port, sourceAddress: sourceAddressFor(network, address, walk.networks) };
  const shaken = await openSecure(target, host, walk.stores[0].context, { doors: new Doors(), signal: walk.signal });
  if (shaken.socket !== null && shaken.outcome === 'trusted') return askOver(shaken.socket, repository, path, walk.signal);
  shaken.socket?.destroy();
  return shaken;
}

function notReached({ host }: Endpoint, kind: FailureKind, code: string): Observed<never> {
  return unavailable(kind, `the published versions are unknown: ${host} was not reached (${code})`, { code });
}
