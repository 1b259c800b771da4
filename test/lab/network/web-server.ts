// nginx at the provider: the agent's endpoints with their health resources or a real service behind them, and the
// stand-ins that have a wrong certificate or a wrong answer.
import type { LeafName } from './certificates.js';
import { allAddressesOf, endpointNames, endpoints, standIns, type EndpointName, type StandIn } from './plan.js';

/** Endpoints with a service of their own: the origin, in the provider's namespace, that is asked for everything. */
export type Backends = Partial<Readonly<Record<EndpointName, string>>>;

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

/** Answers pass as they come: what stalls or drips behind is seen to stall or drip in front. */
const passOn = (origin: string): string => `location / {
      proxy_pass ${origin};
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_buffering off;
      proxy_request_buffering off;
      client_max_body_size 0;
    }`;

/** @param folder holds the certificates */
export function webServerSettings(folder: string, backends: Backends): string {
  const certificate = (leaf: LeafName): string => `ssl_certificate ${folder}/${leaf}.pem;`;
  const oldProtocol = `${certificate('good')} ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0;`;
  const servers = [
    ...endpointNames.map((name) => {
      const origin = backends[name];
      return server([endpoints[name]], certificate('good'), origin === undefined ? rightAnswers : passOn(origin));
    }),
    ...rowsOf(wrongCertificates).map(([standIn, leaf]) => server([standIns[standIn]], certificate(leaf), rightAnswers)),
    ...rowsOf(wrongAnswers).map(([standIn, answer]) => server([standIns[standIn]], certificate('good'), answer)),
    server([standIns['TLS 1.0 only']], oldProtocol, rightAnswers),
    server([standIns['captive portal']], certificate('portal'), redirect),
    server([standIns['no TLS at all']], '', rightAnswers),
  ];
  return `
    daemon off;
    master_process off;
    error_log stderr crit;
    events {}
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((part) => `${part}_temp_path ${folder}/${part};`).join(' ')}
      ssl_certificate_key ${folder}/server.key;
      ${servers.join('\n      ')}
    }`;
}

/** @param certificate '' speaks no TLS */
function server(numbers: readonly number[], certificate: string, answers: string): string {
  const tls = certificate === '' ? '' : ' ssl';
  const listening = numbers
    .flatMap(allAddressesOf)
    .map((address) => `listen ${address.includes(':') ? `[${address}]` : address}:443${tls};`);
  return `server { ${[...listening, certificate, answers].join(' ')} }`;
}

const rowsOf = <Value>(table: Partial<Record<StandIn, Value>>): readonly (readonly [StandIn, Value])[] =>
  Object.entries(table) as [StandIn, Value][];
