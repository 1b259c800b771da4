// A real DNS server on the loopback for tests: UDP and TCP on one port, answering as a story tells it to.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { decode, encode, streamEncode, type DecodedPacket, type Packet } from 'dns-packet';

export interface Story {
  /** null is silence. */
  readonly udp: (query: DecodedPacket, tryNumber: number) => Buffer | null;
  readonly tcp?: (query: DecodedPacket) => Buffer | null;
}

const codes: Readonly<Record<string, number>> = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const truncated = 0x200;

export interface ReplyParts {
  readonly code?: string;
  readonly addresses?: readonly string[];
  readonly isTruncated?: boolean;
  readonly id?: number;
  readonly name?: string;
}

const toPacket = (query: DecodedPacket, { code = 'NOERROR', addresses = [], isTruncated = false, id, name }: ReplyParts): Packet => {
  const [question] = query.questions ?? [];
  const asked = name ?? question?.name ?? '';
  const type = question?.type === 'AAAA' ? 'AAAA' : 'A';
  const fitting = addresses.filter((address) => address.includes(':') === (type === 'AAAA'));
  return {
    type: 'response',
    id: id ?? query.id ?? 0,
    flags: (codes[code] ?? 0) | (isTruncated ? truncated : 0),
    questions: [{ name: asked, type, class: 'IN' }],
    answers: fitting.map((data) => ({ name: asked, type, class: 'IN', ttl: 60, data })),
  };
};

export const reply = (query: DecodedPacket, parts: ReplyParts): Buffer => encode(toPacket(query, parts));
export const streamReply = (query: DecodedPacket, parts: ReplyParts): Buffer => streamEncode(toPacket(query, parts));

export interface DnsServer {
  readonly port: number;
  readonly queries: readonly DecodedPacket[];
  readonly sourcePorts: readonly number[];
  close(): Promise<void>;
}

/** One number for both protocols: TCP, of which other programs hold more ports, comes first, and where UDP's half is taken it tries another. */
export async function startDnsServer(story: Story, address = '127.0.0.1', port = 0): Promise<DnsServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce(story, address, port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === 20) throw error;
    }
  }
}

async function startOnce(story: Story, address: string, port: number): Promise<DnsServer> {
  const udp = createSocket('udp4');
  const queries: DecodedPacket[] = [];
  const sourcePorts: number[] = [];
  udp.on('message', (bytes, sender) => {
    const query = decode(bytes);
    queries.push(query);
    sourcePorts.push(sender.port);
    const answer = story.udp(query, queries.length);
    if (answer !== null) udp.send(answer, sender.port, sender.address);
  });
  const tcp = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      const answer = story.tcp?.(decode(bytes.subarray(2))) ?? null;
      if (answer !== null) socket.end(answer);
    });
  });
  tcp.listen(port, address);
  await once(tcp, 'listening');
  const { port: chosen } = tcp.address() as AddressInfo;
  try {
    udp.bind(chosen, address);
    await once(udp, 'listening');
  } catch (error) {
    tcp.close();
    throw error;
  }
  return {
    port: chosen,
    queries,
    sourcePorts,
    close: async () => {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}
