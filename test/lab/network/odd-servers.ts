// What no real server does on request: resolvers that fail, servers that stall or drip. Runs in the provider's
// namespace and says "ready" when all of them listen. argv: the folder of the certificates
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import dns from 'dns-packet';
import { addressOf, addressOfResolver, allAddressesOf, endpointNames, standIns, type Resolver, type StandIn } from './plan.js';

const [folder = '.'] = process.argv.slice(2);
const certificates = { cert: readFileSync(join(folder, 'good.pem')), key: readFileSync(join(folder, 'server.key')) };

type Respond = (question: dns.DecodedPacket, reply: (packet: dns.Packet) => void) => void;

const nameServers: Partial<Record<Resolver, Respond>> = {
  'fails at every name': (question, reply) => reply(answerTo(question, { flags: 2 })),
  'answers with a wrong id': (question, reply) => reply({ ...rightAnswerTo(question), id: ((question.id ?? 0) + 1) % 65_536 }),
  'answers after 1.5 s': (question, reply) => void setTimeout(() => reply(rightAnswerTo(question)), 1_500),
  'cuts its answers and takes no TCP': (question, reply) => reply(answerTo(question, { flags: dns.TRUNCATED_RESPONSE })),
  'takes questions and stays silent': () => undefined,
};

const tcpServers: Partial<Record<StandIn, (socket: Socket) => void>> = {
  'accepts and stays silent': (socket) => void socket.resume(),
  'hangs up during the handshake': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
};

const httpsServers: Partial<Record<StandIn, (response: ServerResponse) => void>> = {
  'takes the request and stays silent': () => undefined,
  'drips its answer': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 10_000 });
    const drip = setInterval(() => response.write('O'), 400);
    response.on('close', () => clearInterval(drip));
  },
  'never ends its answer': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    const pour = (): void => void response.write('O'.repeat(16_384), () => response.destroyed || setImmediate(pour));
    pour();
  },
};

/** Like a real one, it ends its flags with the code of the answer: 2 is SERVFAIL. */
const answerTo = ({ id, questions = [] }: dns.DecodedPacket, { flags }: { flags: number }): dns.Packet => ({
  type: 'response',
  id: id ?? 0,
  flags: flags | dns.RECURSION_DESIRED | dns.RECURSION_AVAILABLE,
  questions,
});

function rightAnswerTo(question: dns.DecodedPacket): dns.Packet {
  const asked = question.questions?.[0];
  const name = endpointNames.find((known) => known === asked?.name.toLowerCase());
  const isKnown = name !== undefined && asked?.type === 'A';
  const answers: dns.Answer[] = isKnown ? [{ type: 'A', name, ttl: 60, data: addressOf(name) }] : [];
  return { ...answerTo(question, { flags: 0 }), answers };
}

async function serveNames(resolver: string, respond: Respond): Promise<void> {
  const socket: UdpSocket = createSocket('udp4');
  socket.on('message', (message: Buffer, { port, address }: RemoteInfo) =>
    respond(dns.decode(message), (packet) => socket.send(dns.encode(packet), port, address)),
  );
  socket.bind(53, addressOfResolver(resolver as Resolver));
  await once(socket, 'listening');
}

const addressesOf = (standIn: string): readonly string[] => allAddressesOf(standIns[standIn as StandIn]);

async function listen(server: ReturnType<typeof createTcpServer>, address: string): Promise<void> {
  server.listen(443, address);
  await once(server, 'listening');
}

const ignoreErrors = (socket: Socket): Socket => socket.on('error', () => undefined);

await Promise.all([
  ...Object.entries(nameServers).map(([resolver, respond]) => serveNames(resolver, respond)),
  ...Object.entries(tcpServers).flatMap(([standIn, serve]) =>
    addressesOf(standIn).map((address) =>
      listen(
        createTcpServer((socket) => serve(ignoreErrors(socket))),
        address,
      ),
    ),
  ),
  ...Object.entries(httpsServers).flatMap(([standIn, serve]) =>
    addressesOf(standIn).map((address) =>
      listen(
        createHttpsServer(certificates, (_request: IncomingMessage, response) => serve(response)),
        address,
      ),
    ),
  ),
]);
process.stdout.write('ready\n');
