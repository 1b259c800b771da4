// Identity, Cloud Backup v1 and v2, Cloud Files and Cloud Servers behind one HTTPS server, told apart by path, so that it can stand behind
// any host name. Follows the documentation with its loose types; what a scenario spoils answers as that says.
//
// In a test:     const api = await startSimulator(scenarioWith({ speaksV2: true }), { certificate, key });
//                … api.origin, api.asked (what was asked, in order) … await api.close();
// As a program:  node build/test/lab/cloud-backup-api/serve.js --port 443 --cert FILE --key FILE --scenario FILE
//                (FILE holds the members that differ from the healthy scenario; it says "ready" when it listens)
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { empty, fault, json, plain, shapedFault, type Answer } from './answer.js';
import { answerFiles } from './cloud-files.js';
import { answerServers } from './cloud-servers.js';
import { answerIdentity, type Origins } from './identity.js';
import { answerV1 } from './cloud-backup-v1.js';
import { answerV2 } from './cloud-backup-v2.js';
import type { Agent, Behaviour, Scenario, User } from './scenario.js';

export interface Question {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly host: string;
  readonly token: string | null;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Who asked: the address that the connection came from. */
  readonly from: string;
}

/** What the services of one server share. */
export interface Services {
  readonly scenario: Scenario;
  readonly origins: Origins;
  userOf(question: Question): User | null;
  isOnline(agent: Agent): boolean;
  wake(): void;
  /** Containers that were made by whoever asked, with the names of their objects. */
  readonly made: Map<string, Set<string>>;
}

export interface SimulatorOptions {
  readonly certificate: string | Buffer;
  readonly key: string | Buffer;
  readonly host?: string;
  readonly port?: number;
  /** How the catalogue names this server: `https://api.example.net`, without a path; its own address otherwise. */
  readonly publicName?: string;
  readonly filesName?: string;
  readonly filesInternalName?: string;
}

export interface Simulator {
  readonly port: number;
  readonly origin: string;
  /** Every question, in the order in which they came. */
  readonly asked: readonly Question[];
  /** What was made in Cloud Files and is still there: containers, and objects with their container. */
  readonly left: () => readonly string[];
  /** Most connections that were open at once. */
  readonly mostConnections: () => number;
  close(): Promise<void>;
}

export async function startSimulator(scenario: Scenario, options: SimulatorOptions): Promise<Simulator> {
  const asked: Question[] = [];
  const open = { now: 0, most: 0 };
  let answer: (question: Question, response: ServerResponse) => void = () => undefined;
  const made: Services['made'] = new Map();
  const server = createServer({ cert: options.certificate, key: options.key }, (request, response) => {
    void read(request).then((question) => {
      asked.push(question);
      answer(question, response);
    });
  });
  server.on('connection', (socket) => {
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    socket.on('close', () => (open.now -= 1));
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const at = (name?: string): string => `https://${name ?? '127.0.0.1'}${port === 443 ? '' : `:${port}`}`;
  const origin = at(options.publicName);
  const filesOrigin = at(options.filesName ?? options.publicName);
  const origins = {
    origin,
    filesOrigin,
    filesInternalOrigin: options.filesInternalName === undefined ? filesOrigin : at(options.filesInternalName),
  };
  answer = answerWith(servicesOf(scenario, origins, made));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  const left = (): readonly string[] => [...made].flatMap(([container, objects]) => [container, ...[...objects].map((name) => `${container}/${name}`)]);
  return { port, origin, asked, left, mostConnections: () => open.most, close };
}

async function read(request: IncomingMessage): Promise<Question> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  const token = headers['x-auth-token'];
  return {
    ...{ method, path: url, host: headers.host ?? '', headers, body: Buffer.concat(chunks).toString('utf8') },
    token: typeof token === 'string' ? token : null,
    from: request.socket.remoteAddress ?? '',
  };
}

function answerWith(services: Services): (question: Question, response: ServerResponse) => void {
  const { scenario } = services;
  const usedCounts = new Map<Scenario['spoilt'][number], number>();
  return (question, response) => {
    const spoilt = scenario.spoilt.find(
      (candidate) =>
        new RegExp(candidate.request).test(`${question.method} ${question.path}`) &&
        (usedCounts.get(candidate) ?? 0) < (candidate.times ?? Infinity),
    );
    if (spoilt === undefined) return send(response, rightAnswer(question, services));
    usedCounts.set(spoilt, (usedCounts.get(spoilt) ?? 0) + 1);
    return spoil(spoilt.how, question, response, services);
  };
}

function servicesOf(scenario: Scenario, origins: Origins, made: Services['made']): Services {
  let wokenAtMs = Infinity;
  return {
    scenario,
    origins,
    userOf: ({ token }) => scenario.users.find((user) => user.token === token) ?? null,
    isOnline: ({ heartbeat, wakesAfterMs }) => {
      if (heartbeat === 'idle') return Date.now() - wokenAtMs >= wakesAfterMs;
      return heartbeat !== 'dead';
    },
    wake: () => {
      wokenAtMs = Date.now();
    },
    made,
  };
}

/** `/health` is that of the event service, `/healthcheck` that of Cloud Files. */
function rightAnswer(question: Question, services: Services): Answer {
  if (['/health', '/healthcheck'].includes(question.path)) return plain('OK');
  return (
    answerIdentity(question, services.scenario, services.origins) ??
    answerV1(question, services) ??
    answerServers(question, services) ??
    answerV2(question, services) ??
    answerFiles(question, services) ??
    fault(404, 'The resource could not be found.')
  );
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { Server: 'simulator', ...headers });
  response.end(body);
}

function spoil(how: Behaviour, question: Question, response: ServerResponse, services: Services): void {
  switch (how.kind) {
    case 'answer':
      return send(response, { status: how.status, headers: how.headers ?? {}, body: how.body ?? '' });
    case 'fault':
      return send(response, shapedFault(how));
    case 'late':
      return void setTimeout(() => send(response, rightAnswer(question, services)), how.ms);
    case 'redirect':
      return send(response, empty(302, { Location: how.to }));
    case 'echo':
      return send(
        response,
        json(
          { badRequest: { code: how.status, message: `cannot read: ${question.body}`, details: JSON.stringify(question.headers) } },
          how.status,
        ),
      );
    case 'huge':
      return send(response, plain('x'.repeat(4 << 20)));
    case 'reset':
      return void response.socket?.destroy();
    case 'silent':
      return undefined;
    case 'drip':
      return drip(response);
    case 'endless':
      return pour(response);
  }
}

/** Begins like any answer, and never ends. */
function pour(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const next = (): void => void response.write(' '.repeat(16_384), () => response.destroyed || setImmediate(next));
  next();
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const drop = setInterval(() => response.write(' '), 200);
  response.on('close', () => clearInterval(drop));
}
