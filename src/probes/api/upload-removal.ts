// Takes away what an upload test left in Cloud Files, within a time of its own, and tells what would not go.
import type { Endpoint } from '../../facts/network.js';
import type { ApiClient } from './api-client.js';
import { pause } from './pause.js';
import { uploadLimits } from './upload-rounds.js';

export interface Upload {
  readonly client: ApiClient;
  readonly endpoint: Endpoint;
  /** Of the container. */
  readonly path: string;
}

/**
 * @param objects their paths
 * @returns the names of what is still there, as far as anybody knows
 */
export async function removeUpload({ client, endpoint, path }: Upload, objects: readonly string[]): Promise<readonly string[]> {
  const end = new AbortController();
  const limit = setTimeout(() => end.abort(), uploadLimits.removalMs);
  const remover = client.until(AbortSignal.any([client.signal, end.signal]));
  try {
    const areGone = await Promise.all(objects.map((object) => isRemoved(remover, endpoint, object)));
    const left = objects.filter((_, index) => areGone[index] === false);
    const isEmpty = left.length === 0;
    return isEmpty && (await isRemoved(remover, endpoint, path)) ? [] : [...left, path].map(nameOf);
  } finally {
    clearTimeout(limit);
  }
}

const triesCount = 3;
/** The list of a container may lag behind its objects, and until it has caught up the container counts as full. */
const pauseMs = 500;

async function isRemoved(client: ApiClient, endpoint: Endpoint, path: string): Promise<boolean> {
  for (let tries = 0; tries < triesCount && !client.signal.aborted; tries += 1) {
    const answer = await client.ask({ call: 'upload-removal', endpoint, path, method: 'DELETE', alsoFine: [404] });
    if (answer.state === 'answered') return true;
    await pause(pauseMs, client.signal);
  }
  return false;
}

/** As the account's owner sees it: without the account. */
const nameOf = (path: string): string => path.split('/').slice(3).join('/');
