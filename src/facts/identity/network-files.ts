// Files that tie the network setup of a disk to the cards of the machine that it was made for: udev's persistent rules,
// netplan's matches, HWADDR lines.
import { isOneMachine } from './mac-addresses.js';

const ties = /^[^#\n]*?(?:ATTR\{address\}==|\bmacaddress:[ \t]*|^[ \t]*HWADDR=)["']?((?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})(?![0-9a-f:-])/gim;

/** @returns the hardware addresses that the file waits for, in one spelling */
export function cardsNamedIn(text: string): readonly string[] {
  const addresses = [...text.matchAll(ties)].map(([, address = '']) => address.toLowerCase().replaceAll('-', ':'));
  return [...new Set(addresses.filter(isOneMachine))];
}
