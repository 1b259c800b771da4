// How many connection requests the kernel has repeated: its own proof that packets were lost.
import { parseRepeatedRequests } from '../../facts/network/tcp-counters.js';
import { valueOf } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';

export async function readRepeatedRequests(files: Pick<HostFiles, 'readText'>): Promise<number | null> {
  return parseRepeatedRequests(valueOf(await files.readText('/proc/net/netstat'))?.text ?? '');
}
