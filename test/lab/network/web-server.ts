// nginx at the provider: the agent's endpoints with their health resources, and the stand-ins that have a wrong
// certificate or a wrong answer.
import type { LeafName } from './certificates.js';
import {
  endpoints,
  publicnetAddress,
  publicnetAddress6,
  publicnetNames,
  servicenetAddress,
  servicenetName,
  standIns,
  type StandIn,
} from './plan.js';

const wrongCertificates: Partial<Record<StandIn, LeafName>> = {
  'expired certificate': 'expired',
  'certificate of next year': 'not-yet-valid',
  'certificate for another name': 'wrong-name',
  'certificate that ends in 5 days': 'ends-soon',
  'certificate without its chain': 'incomplete',
  'inspection with its whole chain': 'inspected',
  'inspection without its chain': 'inspected-incomplete',
};

const redirect = 'return 302 http://portal.example.net/login?from=$host;';

const wrongAnswers: Partial<Record<StandIn, string>> = {
  'answers 500': `default_type application/json; return 500 '{"cloudServersFault":{"code":500,"message":"The server has either erred or is incapable of performing the requested operation."}}';`,
  'answers 503': 'return 503;',
  'answers 429': `add_header Retry-After 30 always; default_type application/json; return 429 '{"overLimit":{"code":429,"message":"This request was rate-limited."}}';`,
  'answers 404': `default_type application/json; return 404 '{"itemNotFound":{"code":404,"message":"Not Found"}}';`,
  'answers 401': `default_type application/json; return 401 '{"unauthorized":{"code":401,"message":"No valid token provided."}}';`,
  'answers 502': 'return 502;',
  'redirects to a portal': redirect,
  'shows a block page': `default_type text/html; return 200 '<html><head><title>Access blocked</title></head><body>This site is blocked by your administrator.</body></html>';`,
};

const rightAnswers = `
    default_type text/plain;
    location = /health { return 200 OK; }
    location = /healthcheck { return 200 OK; }
    location = /v1.0/help/apihealth { return 200 OK; }
    location = /version.txt { return 200 '2.27.009073\\n'; }
    location = /updater-version.txt { return 200 '2.9.010598\\n'; }
    location / { default_type application/json; return 404 '{"itemNotFound":{"code":404,"message":"Not Found"}}'; }`;

/** @param folder holds the certificates */
export const webServerSettings = (folder: string): string => `
daemon off;
master_process off;
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  ssl_certificate_key ${folder}/server.key;
  ${server(listening([...publicnetNames.map((name) => endpoints[name]), endpoints[servicenetName]]), certificate(folder, 'good'), rightAnswers)}
  ${Object.entries(wrongCertificates)
    .map(([standIn, leaf]) => server(listeningAs(standIn), certificate(folder, leaf), rightAnswers))
    .join('\n')}
  ${Object.entries(wrongAnswers)
    .map(([standIn, answer]) => server(listeningAs(standIn), certificate(folder, 'good'), answer))
    .join('\n')}
  ${server(listeningAs('TLS 1.0 only'), `${certificate(folder, 'good')} ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0;`, rightAnswers)}
  ${server(listeningAs('captive portal'), certificate(folder, 'portal'), redirect)}
  ${server(listeningAs('no TLS at all').replaceAll(' ssl', ''), '', rightAnswers)}
}
`;

const server = (...parts: readonly string[]): string => `server { ${parts.join('\n    ')} }`;

const certificate = (folder: string, leaf: LeafName): string => `ssl_certificate ${folder}/${leaf}.pem;`;

const listeningAs = (standIn: string): string => listening([standIns[standIn as StandIn]]);

const isOnServicenet = (number: number): boolean => number === endpoints[servicenetName] || number > 100;
const isOnPublicnet = (number: number): boolean => number !== endpoints[servicenetName];

const listening = (numbers: readonly number[]): string =>
  numbers
    .flatMap((number) => [
      ...(isOnPublicnet(number) ? [publicnetAddress(number), `[${publicnetAddress6(number)}]`] : []),
      ...(isOnServicenet(number) ? [servicenetAddress(number)] : []),
    ])
    .map((address) => `listen ${address}:443 ssl;`)
    .join(' ');
