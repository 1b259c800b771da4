// Stands where the Cloud Backup API will: tells each asker what it asked, over TLS. argv: port, folder of the certificates
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const [port = '', folder = '.'] = process.argv.slice(2);
const certificates = { cert: readFileSync(join(folder, 'good.pem')), key: readFileSync(join(folder, 'server.key')) };

createServer(certificates, (request, response) => {
  void text(request).then((body) => response.end(`${request.method} ${request.headers.host}${request.url} ${body}`));
}).listen(Number(port), '127.0.0.1');
