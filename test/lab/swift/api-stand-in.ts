// Stands where the Cloud Backup API will: tells each asker what it asked, over TLS. argv: port, files of the certificate and its key
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';

const [port = '', certificate = '', key = ''] = process.argv.slice(2);

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  void text(request).then((body) => response.end(`${request.method} ${request.headers.host}${request.url} ${body}`));
}).listen(Number(port), '127.0.0.1');
