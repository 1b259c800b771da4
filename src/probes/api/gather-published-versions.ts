// Reads which versions of the agent and its updater are published: two text files of the package repository.
import { publishedVersionsOf, versionFiles } from '../../facts/network/published-versions.js';
import type { PublishedVersions } from '../../facts/agent.js';
import type { Connection } from '../../facts/network.js';
import { absent, observed, unavailable, type FailureKind, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { askFor } from './gather-api-replies.js';

export async function gatherPublishedVersions(
  { files }: Pick<System, 'files'>,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Observed<PublishedVersions>> {
  const repository = connections.find(({ endpoint }) => endpoint.service === 'package-repository');
  if (repository === undefined) return absent('the catalogue names no package repository');
  if (repository.outcome !== 'connected') return notReached(repository);
  const [agent, updater] = await Promise.all([
    askFor(versionFiles.agent, repository, files, signal),
    askFor(versionFiles.updater, repository, files, signal),
  ]);
  return observed(publishedVersionsOf(agent, updater));
}

function notReached({ endpoint, outcome, code }: Connection): Observed<never> {
  const kinds: Partial<Record<Connection['outcome'], FailureKind>> = { 'timed-out': 'timed-out', prohibited: 'permission-denied' };
  const detail = `the published versions are unknown: ${endpoint.host} was not reached (${code ?? outcome})`;
  return unavailable(kinds[outcome] ?? 'unsupported', detail, { code });
}
