// Addresses that stand for others: two that share their first bits share as many afterwards, so that subnets, routes and gateways
// still fit together; and each stays in its kind of network, ServiceNet, private, link-local or public. Numbered by the order in
// which they are met, not by a key: nobody can compute them back.
import { formatIp, isNowhere, networkOf, parseNetwork, type IpNetwork } from '../network/ip-address.js';

/** What the network is for hangs on these bits. */
const kinds = [
  ...['0.0.0.0/8', '10.0.0.0/8', '10.176.0.0/12', '10.208.0.0/12', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.168.0.0/16', '224.0.0.0/4', '::/128', '::1/128', '::ffff:0:0/96', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
].flatMap((text) => parseNetwork(text) ?? []);

const bitCounts = { 4: 32, 6: 128 } as const;

export class AddressMap {
  /** What is done to the bit behind a beginning: it stays, or is turned around. */
  readonly #turns = new Map<string, bigint>();
  readonly #fixed = new Set(kinds.flatMap(beginningsOf));

  /** @returns null where the text says nothing that is worth hiding: loopback, a default route, a whole kind of network */
  standInFor(text: string): string | null {
    const [plain = '', zone] = text.split('%');
    const network = parseNetwork(plain);
    if (network === null || (isNowhere(plain) && !plain.toLowerCase().startsWith('fe80'))) return null;
    const hasPrefix = plain.includes('/');
    const isNetwork = hasPrefix && networkOf(network, network.prefixLength) === network.value;
    const value = this.#map(network, isNetwork ? network.prefixLength : bitCounts[network.family]);
    if (isNetwork && this.#isKind(network)) return null;
    const suffix = `${hasPrefix ? `/${network.prefixLength}` : ''}${zone === undefined ? '' : `%${zone}`}`;
    return `${formatIp(network.family, value)}${suffix}`;
  }

  #map({ family, value }: IpNetwork, mappedBits: number): bigint {
    let result = 0n;
    for (let length = 0; length < bitCounts[family]; length += 1) {
      const bit = bitAt(family, value, length);
      const isMapped = length < mappedBits && !this.#fixed.has(beginning(family, value, length));
      result = (result << 1n) | (isMapped ? bit ^ this.#turnOf(family, value, length, bit) : bit);
    }
    return result;
  }

  /** The first that is met becomes the first address of its subnet: zeros, and a one at the end. */
  #turnOf(family: 4 | 6, value: bigint, length: number, bit: bigint): bigint {
    const key = beginning(family, value, length);
    const known = this.#turns.get(key);
    if (known !== undefined) return known;
    const turn = bit ^ (length === bitCounts[family] - 1 ? 1n : 0n);
    this.#turns.set(key, turn);
    return turn;
  }

  /** All of its bits stay, as those of 0.0.0.0/0 and 10.176.0.0/12 do. */
  #isKind({ family, value, prefixLength }: IpNetwork): boolean {
    for (let length = 0; length < prefixLength; length += 1) if (!this.#fixed.has(beginning(family, value, length))) return false;
    return true;
  }
}

const bitAt = (family: 4 | 6, value: bigint, index: number): bigint => (value >> BigInt(bitCounts[family] - 1 - index)) & 1n;

const beginning = (family: 4 | 6, value: bigint, length: number): string =>
  `${family} ${length} ${(value >> BigInt(bitCounts[family] - length)).toString(36)}`;

/** Every beginning that can still become this network. */
const beginningsOf = ({ family, value, prefixLength }: IpNetwork): readonly string[] =>
  Array.from({ length: prefixLength }, (_, length) => beginning(family, value, length));
