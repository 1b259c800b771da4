// The published versions, from the answers of the package repository: two text files of one line each.
import type { PublishedVersions } from '../agent.js';
import { parseAgentVersion } from '../agents/version.js';
import type { ApiReply } from '../network.js';
import { unavailable } from '../observed.js';

export const versionFiles = { agent: '/version.txt', updater: '/updater-version.txt' } as const;

export function publishedVersionsOf(agentReply: ApiReply, updaterReply: ApiReply): PublishedVersions {
  return {
    agent: versionIn(agentReply),
    updater: versionIn(updaterReply),
    agentPublishedAgeSeconds: publishedAge(agentReply.headers),
  };
}

/** A portal's page or an error is no version, and never guessed into one. */
function versionIn({ url, status, errorCode, body }: ApiReply): PublishedVersions['agent'] {
  if (status === null && errorCode === 'ETIMEDOUT') return unavailable('timed-out', `${url} gave no answer`, { code: errorCode });
  if (status !== 200)
    return unavailable('malformed', `${url} answered ${status ?? errorCode ?? 'nothing'}, not a version`, { code: errorCode });
  return parseAgentVersion(body, url);
}

/** By the server's own clock, so that a wrong clock of this host does not matter. */
function publishedAge({ date, 'last-modified': modified }: ApiReply['headers']): number | null {
  const seconds = (Date.parse(date ?? '') - Date.parse(modified ?? '')) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : null;
}
