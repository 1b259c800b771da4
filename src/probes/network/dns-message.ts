// The only file that imports dns-packet: questions to bytes, bytes to answers. Its decoder throws on hostile
// bytes without a code, so everything undecodable becomes null here.
import { decode, encode, streamEncode, type DecodedPacket, type OptAnswer, type Packet } from 'dns-packet';

export interface WireQuestion {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
}

export interface WireAnswer {
  readonly responseCode: string;
  readonly isTruncated: boolean;
  readonly addresses: readonly string[];
}

/** Fits any path without fragments (DNS flag day 2020). */
const udpPayloadBytes = 1_232;
const recursionDesired = 0x100;

export function encodeUdp(question: WireQuestion, id: number, hasEdns: boolean): Uint8Array {
  return encode(toPacket(question, id, hasEdns));
}

/** With the two bytes of length that TCP needs. */
export function encodeTcp(question: WireQuestion, id: number): Uint8Array {
  return streamEncode(toPacket(question, id, false));
}

/** null where the bytes are no answer to this very question. */
export function decodeAnswer(bytes: Buffer, question: WireQuestion, id: number): WireAnswer | null {
  const packet = decoded(bytes);
  if (packet === null || packet.type !== 'response' || packet.id !== id || !repeats(packet, question)) return null;
  // The typings know no `rcode`, which decode always sets.
  const { rcode } = packet as DecodedPacket & { readonly rcode: string };
  const addresses = (packet.answers ?? []).flatMap((record) => (record.type === question.type ? [record.data] : []));
  return { responseCode: rcode, isTruncated: packet.flag_tc, addresses };
}

function toPacket({ name, type }: WireQuestion, id: number, hasEdns: boolean): Packet {
  const edns: OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: udpPayloadBytes,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  return {
    type: 'query',
    id,
    flags: recursionDesired,
    questions: [{ type, name, class: 'IN' }],
    additionals: hasEdns ? [edns] : [],
  };
}

/** Some servers leave the question out of an error; the id and the connected source then have to do. */
function repeats(packet: DecodedPacket, { name, type }: WireQuestion): boolean {
  const [question] = packet.questions ?? [];
  if (question === undefined) return true;
  return question.type === type && question.name.toLowerCase() === name.toLowerCase();
}

function decoded(bytes: Buffer): DecodedPacket | null {
  try {
    return decode(bytes);
  } catch {
    // The library's errors have neither class nor code of their own; the bytes are simply not DNS.
    return null;
  }
}
