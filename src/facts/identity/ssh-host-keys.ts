// The public halves of the SSH host keys as one set; comments after a key name whoever made it and do not count.
import { known, unknownId, type Reading } from './reading.js';

export const isHostKeyFile = (name: string): boolean => /^ssh_host_[a-z0-9_]{1,40}_key\.pub$/.test(name);

/** @param texts of the ssh_host_*_key.pub files */
export function hostKeysIn(texts: readonly string[]): Reading {
  const keys = texts.flatMap((text) => /^((?:ssh|ecdsa|sk)-[a-z0-9@.-]{1,60} [A-Za-z0-9+/]{40,12000}={0,2})(?:\s|$)/.exec(text)?.[1] ?? []);
  return keys.length === 0 ? unknownId('no public SSH host key') : known(`ssh:${[...new Set(keys)].sort().join(',')}`);
}
