// The end of the run on the way to a service is told as that, and as nothing that the service did.
import { createServer, type AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { expect, it } from '@jest/globals';
import type { Endpoint } from '../../../src/facts/network.js';
import { reach, type Asking, type Reached } from '../../../src/probes/api/reach.js';
import { ConnectionSlots } from '../../../src/probes/network/connection-slots.js';

const host = 'backup.example.net';

/** A server that takes connections and never says a word. */
async function reachSilent(addresses: readonly string[]): Promise<Reached> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const end = new AbortController();
  setTimeout(() => end.abort(), 200);
  const find: Asking['names']['find'] = async () => {
    if (addresses.length === 0) await new Promise((done) => end.signal.addEventListener('abort', done));
    return { addresses, answer: null, isOverridden: false };
  };
  const walk = {
    names: { find },
    networks: null,
    stores: [{ context: createSecureContext() }],
    slots: new ConnectionSlots(),
    signal: end.signal,
  };
  const endpoint = {
    name: 'x',
    service: 'x',
    host,
    port,
    network: 'publicnet',
    healthPath: null,
    isRequired: false,
  } as unknown as Endpoint;
  try {
    return await reach(endpoint, walk as unknown as Asking);
  } finally {
    server.close();
  }
}

it.each([
  ['in the search for its name', []],
  ['in the handshake', ['127.0.0.1']],
])('the run ends %s', async (_, addresses) => {
  expect(await reachSilent(addresses)).toMatchObject({
    failure: { failure: { kind: 'timed-out', detail: `the run ended before ${host} could answer: raise --timeout` } },
  });
});
