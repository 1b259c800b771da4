// The hardware addresses of a machine as one set: cards are listed in any order and under any name.
import { known, unknownId, type Reading } from './reading.js';

export interface NetworkCard {
  /** The text of /sys/class/net/NAME/address. */
  readonly address: string;
  /** The text of /sys/class/net/NAME/type: `1` is Ethernet. */
  readonly type: string;
  /** Whether a device stands behind it: bridges, bonds, VLANs, tunnels and the ends of containers have none. */
  readonly hasDevice: boolean;
}

/**
 * Addresses that say "locally administered" do count: OpenStack (fa:16:3e), QEMU (52:54:00) and others hand such
 * to their virtual cards for life. What is drawn anew at each start has no device behind it.
 */
export function macAddressesOf(cards: readonly NetworkCard[]): Reading {
  const addresses = cards
    .filter(({ type, hasDevice }) => hasDevice && type.trim() === '1')
    .map(({ address }) => address.trim().toLowerCase().replaceAll('-', ':'))
    .filter(isOneMachine);
  if (addresses.length === 0) return unknownId('no network card with an address of its own');
  return known(`mac:${[...new Set(addresses)].sort().join(',')}`);
}

/** The addresses of a reading of these; none where it is unknown. */
export const addressesOf = ({ value }: Reading): readonly string[] => value?.replace(/^mac:/, '').split(',') ?? [];

/** All zero, all one and group addresses belong to no single card. */
export function isOneMachine(address: string): boolean {
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address) || address === '00:00:00:00:00:00') return false;
  return (Number.parseInt(address.slice(0, 2), 16) & 1) === 0;
}
