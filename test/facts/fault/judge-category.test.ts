// The manual of the judgement: how services of the OpenStack family, proxies and Cloud Backup word each kind.
import { describe, expect, it } from '@jest/globals';
import type { FaultCategory } from '../../../src/facts/fault/fault-interpretation.js';
import { fault, interpret } from './reply.js';

type Row = readonly [status: number | null, body: string, headers?: Readonly<Record<string, string>>];

const title = (text: string): string => `<html><head><title>${text}</title></head><body><h1>${text}</h1><hr>nginx</body></html>`;
const keystone = (code: number, message: string): string => JSON.stringify({ error: { code, message, title: 'x' } });
const neutron = (type: string, message: string): string => JSON.stringify({ NeutronError: { type, message, detail: '' } });
const s3 = (code: string, message: string): string =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
const soap = (code: string, message: string): string =>
  `<s:Envelope xmlns:s="urn:s"><s:Header/><s:Body><s:Fault><faultcode>${code}</faultcode><faultstring>${message}</faultstring></s:Fault></s:Body></s:Envelope>`;
const rootless = (message: string, code?: number): string => JSON.stringify({ message, code });

const rows: Readonly<Record<FaultCategory, readonly Row[]>> = {
  rate_limited: [
    [413, fault('overLimit', 413, 'This request was rate-limited.', { details: 'Only 10 POST request(s) can be made to * every minute.' })],
    [403, '<overLimitFault code="403"><message>This request was rate-limited.</message></overLimitFault>'],
    [
      413,
      fault('overLimitFault', 413, 'This request was rate-limited.'),
      { 'Content-Type': 'text/html; charset=UTF-8', 'Retry-After': '6' },
    ],
    [413, fault('overLimit', 413, 'Your account is currently over the limit so your request could not be processed.')],
    [413, fault('OverLimit', 413, 'Too Many Requests')],
    [413, fault('over_limit', 413, 'OverLimit Retry...')],
    [413, fault('overLimit', 413, 'You have exceeded your API request limit')],
    [413, fault('overLimit', 413, 'The rate limit of 100 requests per minute has been exceeded')],
    [413, fault('overLimit', 413, 'Request Entity Too Large')],
    [413, fault('identityFault', 413, 'OverLimit Retry...')],
    [413, rootless('OverLimit Retry...', 413)],
    [413, '', { 'Retry-After': '30' }],
    [413, 'Request Entity Too Large', { 'Retry-After': '30' }],
    [429, ''],
    [429, '', { 'Retry-After': '0' }],
    [429, title('429 Too Many Requests')],
    [429, keystone(429, 'Rate limit exceeded')],
    [403, fault('forbidden', 403, 'API rate limit exceeded for this account')],
    [498, 'Slow down'],
    [498, ''],
    [503, s3('SlowDown', 'Reduce your rate.')],
    [503, s3('SlowDown', '')],
    [null, s3('SlowDown', 'Please reduce your request rate.')],
    [503, '{"code": "SlowDown", "message": "Rate of PUT is high"}'],
    [503, 'Slow Down'],
    [503, title('503 Slow Down')],
    [503, fault('serviceUnavailable', 503, 'Too many requests, try again later')],
    [503, rootless('Request rate limit exceeded')],
    [400, '{"__type": "ThrottlingException", "message": "Rate is high"}'],
    [403, fault('forbidden', 403, 'You have exceeded your API request limit')],
    [498, '<html><h1>Rate Limited</h1><p>Slow down</p></html>'],
    [403, rootless('Rate limit exceeded for this tenant. Retry after 23 seconds')],
    [429, 'error code: 1015'],
  ],
  quota: [
    [
      413,
      fault('overLimit', 413, "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.", {
        retryAfter: '0',
      }),
    ],
    [
      413,
      fault(
        'overLimit',
        413,
        'VolumeSizeExceedsAvailableQuota: Requested volume exceeds allowed gigabytes quota. Requested 10G, quota is 20G.',
      ),
    ],
    [413, fault('overLimit', 413, 'VolumeLimitExceeded: maximum number of volumes exceeded')],
    [413, fault('overLimit', 413, 'SnapshotLimitExceeded: Maximum number of snapshots allowed (10) exceeded')],
    [413, fault('overLimit', 413, 'Quota exceeded for cores, instances: Requested 10, 1, but already used 20 of 20 cores')],
    [413, fault('overLimit', 413, 'Instance quota exceeded. You cannot run any more instances of this type.')],
    [413, fault('overLimit', 413, "Quota exceeded for resources: ['instances']")],
    [413, fault('overLimit', 413, 'Personality file limit exceeded')],
    [413, fault('overLimit', 413, 'Your load balancer limit has been reached')],
    [400, fault('badRequest', 400, 'Personality file limit exceeded')],
    [403, fault('forbidden', 403, 'Personality file limit exceeded')],
    [400, rootless('Virtual IP limit exceeded')],
    [400, rootless('The node limit has been exceeded.')],
    [403, fault('forbidden', 403, 'Security group limit was reached')],
    [403, fault('forbidden', 403, 'Maximum number of agents per account has been reached.')],
    [403, fault('forbidden', 403, 'Maximum metadata items reached')],
    [403, s3('LimitExceeded', 'Agent limit exceeded')],
    [
      400,
      s3('TooManyBuckets', 'You have attempted to create more buckets than the account limit allows; maximum number of buckets reached'),
    ],
    [413, fault('overLimit', 413, 'sorry, no', { retryAfter: 0 })],
    [413, fault('OverLimit', 413, 'Volume quota exceeded. You cannot create a volume of size 10G.')],
    [413, '<overLimit code="413"><message>Quota exceeded</message><retryAfter>0</retryAfter></overLimit>', { 'Retry-After': '0' }],
    [413, 'Upload exceeds quota.'],
    [413, '<html><h1>Request Entity Too Large</h1><p>Upload exceeds quota.</p></html>'],
    [413, rootless('Nodes must not exceed 25 per load balancer.', 413)],
    [413, rootless('Virtual IP limit of 4 per load balancer exceeded', 413)],
    [413, rootless('Load balancer limit reached. You may have at most 25 load balancers.', 413)],
    [403, fault('forbidden', 403, 'Quota exceeded for cores, ram: Requested 32, 98304, but already used 0, 0 of 20, 51200 cores, ram')],
    [403, fault('forbidden', 403, 'Maximum number of metadata items exceeds 40')],
    [403, fault('forbidden', 403, 'Maximum number of ports exceeded')],
    [403, fault('forbidden', 403, 'Quota exceeded, too many security groups.')],
    [403, keystone(403, 'Unable to create additional project: quota exceeded')],
    [400, fault('badRequest', 400, 'AddressLimitExceeded: Address quota exceeded. You cannot create any more addresses')],
    [400, fault('badRequest', 400, 'Quota exceeded: code=MetadataLimitExceeded')],
    [409, neutron('OverQuota', "Quota exceeded for resources: ['floatingip'].")],
    [422, '{"message": "You have reached the maximum number of agents for this project.", "errors": []}'],
    [429, fault('overLimit', 429, 'Quota exceeded for instances')],
  ],
  entity_too_large: [
    [413, 'Your request is too large.'],
    [413, '<html><h1>Request Entity Too Large</h1><p>The body of your request was too large for this server.</p></html>'],
    [413, title('413 Request Entity Too Large')],
    [413, fault('overLimit', 413, 'Metadata property key is greater than 255 characters.')],
    [413, fault('overLimit', 413, 'Personality file content too long')],
    [413, fault('badRequest', 413, 'Request is too large.')],
    [413, fault('overLimit', 413, 'File size limit exceeded')],
    [413, keystone(413, 'Request is too large.')],
    [413, rootless('Request body exceeds the maximum size of 1 MB', 413)],
    [413, rootless('The agent configuration exceeds the limit of 1 MB.')],
    [400, s3('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.')],
  ],
  rate_limited_or_too_large: [
    [413, ''],
    [413, 'random error message'],
    [413, fault('cloudServersFault', 413, 'Fault!')],
  ],
  auth: [
    [401, ''],
    [401, keystone(401, 'The request you have made requires authentication.')],
    [401, '<html><h1>Unauthorized</h1><p>This server could not verify that you are authorized to access the document.</p></html>'],
    [401, fault('unauthorized', 401, 'Unable to authenticate user with credentials provided.')],
    [401, fault('unauthorized', 401, 'Resource not found for validate token request')],
    [401, fault('unauthorized', 404, 'You are not authorized to execute this operation.')],
    [403, fault('unauthorized', 403, 'Invalid creds')],
    [401, '{"error": "Unauthorized"}'],
    [407, title('407 Proxy Authentication Required')],
    [null, fault('unauthorized', 401, 'Username or api key is invalid.')],
    [null, 'Authentication required'],
    [null, '{"Message": "Authorization has been denied for this request."}'],
    [null, '{"detail": "Authentication credentials were not provided."}'],
    [null, '{"error": "invalid_token", "error_description": "It is too old"}'],
    [403, s3('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.')],
    [403, s3('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.')],
    [null, s3('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.')],
    [null, 'pyrax.exceptions.AuthenticationFailed: Incorrect/unknown account credentials'],
  ],
  auth_request: [
    [400, keystone(400, 'Expecting to find valid JSON in request body. The client is assumed to be in error.')],
    [400, keystone(400, 'Expecting to find auth in request body.')],
    [400, keystone(400, "get_version_v2() got an unexpected keyword argument 'auth'")],
    [400, fault('badRequest', 400, 'Expecting apiKey')],
    [400, fault('badRequest', 400, 'Expecting Username')],
    [400, fault('badRequest', 400, 'Invalid request body: unable to parse Auth data. Please review XML or JSON formatting.')],
    [400, fault('badRequest', 400, 'Invalid request. Specify tenantId OR tenantName, not both.')],
    [400, '400 Invalid request body: unable to parse Auth data. Please review XML or\n   JSON formatting'],
  ],
  forbidden: [
    [403, ''],
    [403, '<html><h1>Forbidden</h1><p>Access was denied to this resource.</p></html>'],
    [403, fault('forbidden', 403, "Policy doesn't allow os_compute_api:os-quota-sets:update to be performed.")],
    [403, fault('forbidden', 403, 'User disabled')],
    [403, '403 Forbidden\n\nAccess was denied to this resource.\n\n Exactly 1 isolated network(s) must be attached  '],
    [403, rootless('You may request a token once')],
    [null, title('Request Rejected')],
    [
      null,
      '<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body><b>Access Denied.</b><p>Access control configuration prevents your request.</p></body></html>',
    ],
    [null, '[2026] Request failed: HTTP status 403'],
  ],
  not_found: [
    [404, ''],
    [410, rootless('The loadbalancer is marked as deleted.', 410)],
    [404, title('404 Not Found')],
    [404, neutron('FloatingIPNotFound', 'Floating IP fip-1 could not be found')],
    [404, '{"error": {"type": "NoSuchScalingGroupError", "code": 404, "message": "No such scaling group", "details": ""}}'],
    [null, rootless('Agent not found.')],
  ],
  bad_request: [
    [400, fault('badRequest', 400, 'marker [9000] not found')],
    [400, fault('badRequest', 400, 'Swap drive requested is larger than instance type allows.')],
    [400, fault('badRequest', 400, 'Quota limit must be -1 or greater.')],
    [400, fault('badRequest', 400, 'RateLimit must be a positive integer')],
    [400, fault('badRequest', 400, 'Only one schedule per day is allowed')],
    [400, fault('badRequest', 400, 'Expecting valid email address')],
    [400, rootless('Name must not exceed 255 characters.')],
    [400, rootless('Time limit exceeded')],
    [400, rootless('Maximum length reached')],
    [400, rootless('Retry limit exceeded')],
    [400, rootless('Backups slow down when this is set')],
    [400, neutron('InvalidInput', 'Requested MTU is too big, maximum is 1442.')],
    [400, '{"message": "Validation failed.", "errors": ["Name is required."]}'],
    [null, '{"message": "Validation failed.", "errors": ["Name is required."]}'],
    [422, '<html><h1>Unprocessable Entity</h1><p>Unable to process the contained instructions</p></html>'],
    [422, ''],
    [422, rootless('Validation failed.', 422)],
    [422, rootless('The name is already taken.', 422)],
    [null, title('422 Unprocessable Entity')],
    [405, '{"methodNotAllowed": {"code": 405}}'],
    [406, fault('computeFault', 406, 'Version 3.47 is not supported by the API.')],
    [415, fault('badMediaType', 415, 'Unsupported Content-Type')],
    [501, fault('notImplemented', 501, 'x')],
    [416, ''],
    [null, '<html><h1>Requested Range Not Satisfiable</h1><p>The Range requested is not available.</p></html>'],
    [null, title('414 Request-URI Too Large')],
    [null, '{"errors": {"name": ["is required"], "size": ["is too small"]}}'],
    [null, '{"errors": ["Name is required."]}'],
    [null, '{"faultcode": "Client", "faultstring": "Unknown attribute"}'],
    [null, soap('soap:Client', 'Odd parameter')],
    [null, '{"Response Status": "400 Bad Request", "Response Body": "", "Number Deleted": 0, "Errors": [["/v1/a", "403 Forbidden"]]}'],
  ],
  conflict_state: [
    [409, ''],
    [409, fault('conflictingRequest', 409, 'Invalid volume: Volume is in use.')],
    [409, neutron('RouterInUse', 'Router 1 still has ports')],
    [409, '<html><h1>Conflict</h1><p>There was a conflict when trying to complete your request.</p></html>'],
    [422, rootless("Load Balancer '85' has a status of 'PENDING_UPDATE' and is considered immutable.", 422)],
    [422, rootless('LoadBalancer is not ACTIVE', 422)],
    [422, rootless('The vault is currently being migrated.', 422)],
    [422, rootless('Cannot delete a resource in state BUILD', 422)],
    [null, rootless('The agent is busy.', 422)],
    [null, 'Expected HTTP response code [202] when accessing [POST https://host/a], but got 409 instead'],
  ],
  server_error: [
    [500, ''],
    [500, title('500 Internal Server Error')],
    [500, fault('computeFault', 500, 'Unexpected API Error. <class nova.exception.OverQuota>')],
    [500, rootless('Cloud load balancers is down', 500)],
    [507, ''],
    [null, '{"cloudServersFault": {"message": "Server Error, please try again later."}}'],
    [null, soap('soap:Server', 'Odd thing')],
    [500, soap('soap:Client', 'Odd thing')],
    [null, '{"Message": "An error has occurred.", "ExceptionMessage": "Null", "StackTrace": "at X"}'],
    [null, '{"timestamp": 1, "error": "Internal Server Error", "message": "boom", "path": "/v1"}'],
    [
      null,
      '<html><head><title>Apache Tomcat/7.0.52 - Error report</title></head><body><h1>HTTP Status 500 - java.lang.NullPointerException</h1></body></html>',
    ],
  ],
  service_unavailable: [
    [503, ''],
    [503, s3('ServiceUnavailable', 'x')],
    [503, '<html><h1>Service Unavailable</h1><p>The server is currently unavailable.</p></html>'],
    [503, fault('serviceUnavailable', 500, 'The service is currently not available')],
    [500, fault('cloudServersFault', 500, `Response: ${title('503 Service Temporarily Unavailable')}`)],
    [null, 'no healthy upstream'],
    [null, '<html><head><title>Down for maintenance</title></head><body>Back soon.</body></html>'],
  ],
  gateway: [
    [502, ''],
    [502, title('502 Bad Gateway')],
    [504, title('504 Gateway Time-out')],
    [null, title('504 Gateway Time-out')],
    [500, fault('cloudServersFault', 500, title('504 Gateway Time-out'))],
    [499, title('499 Client Closed Request')],
    [null, '<html><head><title>api.example | 522: Connection timed out</title></head></html>'],
    [null, 'upstream connect error or disconnect/reset before headers. reset reason: connection failure'],
    [null, 'upstream request timeout'],
    [
      null,
      '<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body><b>Connection to 10.0.0.1 failed.</b></body></html>',
    ],
    [400, s3('RequestTimeout', 'Your socket connection to the server was not read from or written to within the timeout period.')],
  ],
  not_an_api_failure: [
    [200, fault('overLimit', 413, 'x')],
    [204, ''],
    [300, '{"versions": []}'],
    [304, ''],
    [null, '{"Response Status": "200 OK", "Response Body": "", "Number Deleted": 2, "Errors": []}'],
    [null, '{"choices": [{"status": "CURRENT", "id": "v2.0"}]}'],
    [null, 'OK'],
    [null, rootless('Success')],
    [null, '{"Reason": "Success"}'],
    [null, '{"State": "Completed", "Reason": "UnableToProcessSomeFiles", "NumErrors": 1}'],
    [null, '{"id": "u", "state": "failed", "errors": {"count": 1, "reason": "unable_to_process_some_files", "diagnostics": "x"}}'],
    [null, '{"count": 1, "reason": "unable_to_process_some_files", "diagnostics": "x", "list": []}'],
    [null, 'GET https://host/a: HTTP status 204 No Content'],
    [null, '"GET /v1.0/agent HTTP/1.1" 200 211 "-" "curl/7.1"'],
  ],
  unparsable: [
    [null, ''],
    [null, 'hello'],
    [400, '{"error": {"code": HTTP code}}'],
    [null, '{"error": {"message": "Odd thing"}}'],
    [null, 'An error occurred.'],
    [null, 'curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received'],
    [null, s3('OddCode', 'Odd thing')],
  ],
};

describe.each(Object.entries(rows))('%s', (category, table) => {
  it.each(table.map(([status, body, headers]) => [status, body === '' ? '(empty)' : body, body, headers] as const))(
    'HTTP %s %s',
    (status, _shown, body, headers) => {
      expect(interpret(status, body, headers).category).toBe(category);
    },
  );
});

describe('a conflict that waiting does not end', () => {
  it.each([
    'Vault region is not changeable when the vault is not empty.',
    'Backup is already in an end state.',
    'Agent already exists.',
    'Duplicate nodes detected.',
    'Multiple possible networks found, use a Network ID to be more specific.',
    'Fingerprint does not match.',
    'Host fingerprint differs from the one at registration.',
    'Agent key mismatch',
    'The key of the agent is not the registered one.',
    'This agent is registered on another host.',
    'Agent fingerprint has changed since registration',
    'Invalid agent fingerprint',
    'Another host is using the credentials of this agent.',
    'Key does not match the registered agent.',
  ])('%s', (message) => {
    expect(interpret(409, rootless(message))).toMatchObject({ category: 'conflict_state', retryable: false });
  });

  it.each(['Volume is in use.', 'The agent is busy.', 'The key is being rotated.'])('others do end: %s', (message) => {
    expect(interpret(409, rootless(message)).retryable).toBe(true);
  });

  it('details count too', () => {
    expect(interpret(409, fault('conflictingRequest', 409, 'Conflict', { details: 'Agent already exists.' })).retryable).toBe(false);
  });

  it('so nobody is told to wait, whatever the element usually calls for', () => {
    const { sentence, solution } = interpret(409, fault('conflictingRequest', 409, 'Agent already exists.'));
    expect(sentence).toContain('contradicts what the service has on record, and waiting does not change that');
    expect(solution.map(({ text }) => text).join()).not.toMatch(/wait/i);
  });
});
