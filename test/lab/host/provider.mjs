// The provider's HTTPS side in the lab: health resources and published versions, as the documentation describes them.
// usage: provider.mjs FOLDER (with cert.pem and key.pem); LAB_PUBLISHED_VERSION is the agent version that it publishes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [folder] = process.argv.slice(2);
const published = process.env.LAB_PUBLISHED_VERSION ?? '2.27.009073';
const monthAgo = new Date(Date.now() - 30 * 86_400_000).toUTCString();

const answers = new Map([
  ['/v1.0/help/apihealth', { body: 'OK' }],
  ['/health', { body: 'OK' }],
  ['/healthcheck', { body: 'OK' }],
  ['/version.txt', { body: `${published}\n`, headers: { 'Last-Modified': monthAgo } }],
  ['/updater-version.txt', { body: '2.9.010598\n', headers: { 'Last-Modified': monthAgo } }],
]);

const server = createServer({ cert: readFileSync(`${folder}/cert.pem`), key: readFileSync(`${folder}/key.pem`) }, (request, response) => {
  const { body, headers } = answers.get(request.url) ?? { body: '{"itemNotFound":{"code":404,"message":"Not Found"}}' };
  response.writeHead(answers.has(request.url) ? 200 : 404, { 'Content-Type': 'text/plain', ...headers });
  response.end(body);
});
server.listen(443, '0.0.0.0', () => process.stdout.write('ready\n'));
