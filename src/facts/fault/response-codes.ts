// The response codes: the eleven of the Cloud Backup table, then others that its neighbours (Identity, Cloud Files,
// proxies) answer with. The table's 503 row is cut in every copy of it; its sentence ends with "available".

import { categoryFacts } from './categories.js';
import type { FaultCategory, SolutionStep } from './fault-interpretation.js';

export interface ResponseCode {
  readonly code: number;
  readonly name: string;
  /** `cloud-backup`: stands in the Cloud Backup table. */
  readonly origin: 'cloud-backup' | 'elsewhere';
  readonly category: FaultCategory;
  readonly meaning: string;
  readonly solution: readonly SolutionStep[];
}

type Row = readonly [code: number, name: string, category: FaultCategory, meaning: string, ...steps: readonly string[]];

/** All eleven rows of the Cloud Backup table. */
const cloudBackupRows: readonly Row[] = [
  [200, 'OK', 'not_an_api_failure', 'The request has succeeded.'],
  [201, 'Created', 'not_an_api_failure', 'The request has succeeded and a resource was created.'],
  [202, 'Accepted', 'not_an_api_failure', 'The request was accepted and is being worked on.'],
  [204, 'No Content', 'not_an_api_failure', 'The request has succeeded; the answer has no body.'],
  [400, 'Bad Request', 'bad_request', 'The request has one or more errors in itself.'],
  [401, 'Unauthorized', 'auth', 'The token does not open this resource: it is expired or invalid.'],
  [403, 'Forbidden', 'forbidden', 'Access to the resource was denied: the login is good, the permission is missing.'],
  [404, 'Not Found', 'not_found', 'The resource that was asked for was not found.'],
  [
    500,
    'Instance Fault',
    'server_error',
    'A fault of the service and a catch-all; the message holds the reason and may wrap several errors.',
  ],
  [
    501,
    'Not Implemented',
    'bad_request',
    'The requested method or resource is not implemented.',
    'Compare method, path and API version (v1.0, v2) with the API reference.',
  ],
  [503, 'Service Unavailable', 'service_unavailable', 'The Rackspace Cloud Backup Service is not available.'],
];

const clientStep = 'Compare the request with the API reference; this is a fault of the client, not of the host or its network.';

const otherRows: readonly Row[] = [
  [
    402,
    'Payment Required',
    'forbidden',
    'The account may not use the service before its bills are settled.',
    'Have the owner of the account settle it with billing.',
  ],
  [405, 'Method Not Allowed', 'bad_request', 'The resource does not know this HTTP method.', clientStep],
  [
    406,
    'Not Acceptable',
    'bad_request',
    'The service cannot answer in the form or version asked for.',
    'Ask for application/json in the Accept header, and for a version that the service has.',
  ],
  [
    407,
    'Proxy Authentication Required',
    'auth',
    'A proxy on the way wants credentials of its own; the API has not seen the request.',
    'Put the user name and password of the proxy into the proxy settings.',
  ],
  [
    408,
    'Request Timeout',
    'gateway',
    'The request did not arrive in time.',
    'Send the request again; if it happens often, measure the network and a proxy on the way.',
  ],
  [409, 'Conflict', 'conflict_state', 'The resource is busy or in a state in which this cannot be done.'],
  [410, 'Gone', 'not_found', 'The resource existed and was deleted.', 'Use a resource that exists; this one does not return.'],
  [411, 'Length Required', 'bad_request', 'The request does not tell its length.', clientStep],
  [412, 'Precondition Failed', 'bad_request', 'A condition of the request, or its address, is not right.', clientStep],
  [
    413,
    'Request Entity Too Large',
    'rate_limited_or_too_large',
    'Too many requests, a quota, or a body that is too large: the code alone does not tell.',
  ],
  [414, 'URI Too Long', 'bad_request', 'The address of the request is longer than the server takes.', clientStep],
  [
    415,
    'Unsupported Media Type',
    'bad_request',
    'The Content-Type of the request is not supported.',
    'Send the body as application/json and say so in the Content-Type header; this is a fault of the client.',
  ],
  [416, 'Range Not Satisfiable', 'bad_request', 'The object does not have the range of bytes that was asked for.', clientStep],
  [
    422,
    'Unprocessable Entity',
    'bad_request',
    'The request was understood, but what it holds cannot be carried out.',
    'Correct what the message names.',
    'For an upload to Cloud Files: the checksum (ETag) did not match what arrived, so compute it anew and upload again.',
  ],
  [423, 'Locked', 'conflict_state', 'The resource is locked.'],
  [424, 'Failed Dependency', 'conflict_state', 'Something that this request depends on has failed.'],
  [425, 'Too Early', 'conflict_state', 'The service does not want to take the request yet.'],
  [429, 'Too Many Requests', 'rate_limited', 'Requests came faster than the service allows.'],
  [
    498,
    'Rate Limited',
    'rate_limited',
    'Cloud Files got more requests than it allows for this account or container (a code of its own, in no registry).',
    'Upload with fewer requests at once; Cloud Files takes about 100 writes a second in one container.',
  ],
  [
    499,
    'Client Closed Request',
    'gateway',
    'The connection ended before the answer: the client, or something on the way, did not wait for it (a code of proxies, in no registry).',
    'Send the request again; if it happens often, look at the time limits of the client and of a proxy or firewall on the way.',
  ],
  [502, 'Bad Gateway', 'gateway', 'A proxy or load balancer got a wrong answer from the server behind it.'],
  [504, 'Gateway Timeout', 'gateway', 'A proxy or load balancer got no answer in time from the server behind it.'],
  [505, 'HTTP Version Not Supported', 'bad_request', 'The service does not speak this version of HTTP.', clientStep],
  [507, 'Insufficient Storage', 'server_error', 'A storage server of the provider is full or not mounted.'],
  [
    511,
    'Network Authentication Required',
    'gateway',
    'The network itself wants a login before it lets anything through.',
    'Log in to the network (a captive portal) or connect the host to another one.',
  ],
  [529, 'Site Is Overloaded', 'service_unavailable', 'The service is overloaded.'],
];

function toResponseCode(origin: ResponseCode['origin'], [code, name, category, meaning, ...steps]: Row): ResponseCode {
  const solution = (steps.length === 0 ? categoryFacts[category].solution : steps).map((text) => ({ text }));
  return { code, name, origin, category, meaning, solution };
}

/** Every code that is known; the first eleven are the Cloud Backup table in its order. */
export const responseCodes: readonly ResponseCode[] = [
  ...cloudBackupRows.map((row) => toResponseCode('cloud-backup', row)),
  ...otherRows.map((row) => toResponseCode('elsewhere', row)),
];

const rowsByCode: ReadonlyMap<number, ResponseCode> = new Map(responseCodes.map((row) => [row.code, row]));

/** null for a code that stands in no table. */
export function explainResponseCode(code: number): ResponseCode | null {
  return rowsByCode.get(code) ?? null;
}

/** The kind that a status alone tells; codes that stand in no table go by their class. */
export function categoryOfStatus(status: number): FaultCategory {
  const known = explainResponseCode(status)?.category;
  if (known !== undefined) return known;
  if (status < 400) return 'not_an_api_failure';
  if (status < 500) return 'bad_request';
  // 600 and above are no HTTP; RFC 9110 has them treated like 5xx. 520 to 530 are Cloudflare's, 598 and 599 those of older proxies: the server behind them did not answer well.
  return (status >= 520 && status <= 530) || status === 598 || status === 599 ? 'gateway' : 'server_error';
}
