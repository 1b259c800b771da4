// What all ways of one look share.
import type { NetworkFacts } from '../../facts/network.js';
import type { System } from '../platform/system.js';
import type { ConnectionSlots } from './connection-slots.js';
import type { NameLook } from './gather-dns.js';
import type { TrustStore } from './trust-stores.js';

export interface Walk {
  readonly system: Pick<System, 'run' | 'environment' | 'files'>;
  readonly names: NameLook;
  readonly networks: NetworkFacts | null;
  /** The first one decides whether a certificate is trusted. */
  readonly stores: readonly [TrustStore, ...TrustStore[]];
  readonly slots: ConnectionSlots;
  /** How many connection requests the kernel had repeated before the walk. */
  readonly repeatedBefore: Promise<number | null>;
  readonly signal: AbortSignal;
}
