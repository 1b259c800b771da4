// The provider's side of the network lab: one HTTPS server for all endpoint names, on every address of its
// namespace. Says "ready" when it listens. argv: folder with server.pem and server.key
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const pages: Readonly<Record<string, string>> = {
  '/version.txt': '2.27.009073\n',
  '/updater-version.txt': '2.9.010598\n',
};

const server = createServer({ cert: read('server.pem'), key: read('server.key') }, (request, response) => {
  response.end(pages[request.url ?? ''] ?? 'OK');
});
server.listen(443, '0.0.0.0', () => process.stdout.write('ready\n'));
