// Stands where the Cloud Backup API will: tells each asker what it asked, over TLS. argv: files of the certificate and its key
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { apiAddress } from './plan.js';

const [certificate = '', key = ''] = process.argv.slice(2);

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  void text(request).then((body) => response.end(`${request.method} ${request.headers.host}${request.url} ${body}`));
}).listen(apiAddress.port, apiAddress.host);
