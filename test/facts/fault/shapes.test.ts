import { describe, expect, it } from '@jest/globals';
import { fault, interpret } from './reply.js';

const notFound = fault('itemNotFound', 404, 'Agent not found');

describe('JSON', () => {
  it.each([
    [
      'Cloud Backup v2: message and errors',
      400,
      '{"message": "Validation failed.", "errors": ["Name is required.", "Key is required."]}',
      null,
      'Validation failed.',
      'Name is required. Key is required.',
    ],
    ['Cloud Backup v2: message alone', 404, '{"message": "Agent not found."}', null, 'Agent not found.', null],
    ['Keystone', 401, '{"error": {"code": 401, "message": "No", "title": "Unauthorized"}}', 'error', 'No', null],
    ['rootless', 500, '{"message": "Main fault", "code": 500, "details": "Error Details"}', null, 'Main fault', 'Error Details'],
    ['message as a list', 400, '{"message": ["JSON does not match", "the schema"]}', null, 'JSON does not match; the schema', null],
    ['validation errors alone are the message', 400, '{"validationErrors": {"messages": ["A.", "B."]}, "code": 400}', null, 'A. B.', null],
    [
      'validation errors beside a message',
      400,
      '{"badRequest": {"message": "Validation fault", "details": "Bad", "validationErrors": {"messages": ["A"]}}}',
      'badRequest',
      'Validation fault',
      'Bad; A',
    ],
    [
      'failed items',
      500,
      '{"message": "Some failed.", "code": 500, "failedItems": {"faults": [{"message": "Away", "code": 503, "details": "ID 1"}]}}',
      null,
      'Some failed.',
      '503: Away (ID 1)',
    ],
    ['Neutron', 409, '{"NeutronError": {"type": "RouterInUse", "message": "Has ports", "detail": ""}}', 'NeutronError', 'Has ports', null],
    ['pecan', 400, '{"debuginfo": null, "faultcode": "Client", "faultstring": "Unknown attribute"}', null, 'Unknown attribute', null],
    ['a fault as text inside a fault', 400, '{"error_message": "{\\"faultstring\\": \\"bad id\\"}"}', null, 'bad id', null],
    ['title and description', 400, '{"title": "Invalid", "description": "Header missing"}', null, 'Header missing', null],
    [
      'a list of errors',
      404,
      '{"errors": [{"status": 404, "title": "Not Found", "detail": "No such agent"}]}',
      null,
      'No such agent',
      null,
    ],
    ['a list around it', 404, `[${notFound}]`, 'itemNotFound', 'Agent not found', null],
    ['text for the element', 401, '{"unauthorized": "Log in first"}', 'unauthorized', 'Log in first', null],
    ['an element without a message', 405, '{"methodNotAllowed": {"code": 405}}', 'methodNotAllowed', null, null],
    ['a scalar', 500, 'null', null, 'null', null],
  ])('%s', (_what, status, body, element, message, details) => {
    expect(interpret(status, body)).toMatchObject({ element, message, details });
  });

  it('the code inside may be text, and other things called code are none', () => {
    expect(interpret(500, '{"computeFault": {"code": "503", "message": "x"}}').code).toBe(503);
    expect(interpret(500, '{"computeFault": {"code": "E03", "message": "x"}}').code).toBe(500);
    expect(interpret(500, '{"computeFault": {"code": 10001, "message": "x"}}').code).toBe(500);
  });

  it.each([
    ['byte order mark', `\uFEFF${notFound}`],
    ['blank lines around', `\r\n\r\n ${notFound}\n`],
    ['single quotes', "{'itemNotFound': {'code': 404, 'message': 'Agent not found'}}"],
    ['as Python prints it', "{u'itemNotFound': {u'code': 404, u'message': u'Agent not found', u'details': None}}"],
    ['trailing commas', '{"itemNotFound": {"code": 404, "message": "Agent not found",},}'],
    ['cut in the middle', '{"itemNotFound": {"code": 404, "message": "Agent not found'],
    ['escaped once', notFound.replaceAll('"', '\\"')],
    ['escaped twice', notFound.replaceAll('"', '\\\\\\"')],
    ['as a JSON string', JSON.stringify(notFound)],
    ['one object a line', `{"level": "info", "msg": "start"}\n${notFound}\n{"level": "info"}\n`],
  ])('is read in spite of: %s', (_what, body) => {
    expect(interpret(404, body)).toMatchObject({ shape: 'json', element: 'itemNotFound', code: 404, message: 'Agent not found' });
  });

  it('unescaped quotes inside a message belong to it', () => {
    expect(interpret(400, '{"badRequest": {"message": "The path "a b" is wrong", "code": 400}}').message).toBe('The path "a b" is wrong');
  });

  it.each([
    ['as a client prints it', 'code: 404 body: {"itemNotFound": {"code": 404, "message": "Agent not found"}}'],
    [
      'in the log of a client, behind the request',
      'Expected(200) <=> Actual(404 Not Found)\n request => {:headers=>{"Accept"=>"application/json"}, :body=>"{\\"agent\\":{\\"name\\":\\"x\\"}}"}\n' +
        ' response => #<Response @body="{\\"itemNotFound\\": {\\"message\\": \\"Agent not found\\", \\"code\\": 404}}", @status=404>',
    ],
    ['after a heading', '404 Not Found\n\n{"itemNotFound": {"code": 404, "message": "Agent not found"}}'],
  ])('is found inside a text %s', (_what, body) => {
    expect(interpret(null, body)).toMatchObject({ shape: 'text', element: 'itemNotFound', code: 404, category: 'not_found' });
  });

  it.each([
    ['a template of the documentation', '{ "error": { "type": "failure type", "code": HTTP status code, "message": "…" } }'],
    ['nothing but a brace', '{'],
    ['a cut name', '{"badReq'],
  ])('%s: with 400 nobody knows what was wrong, with 503 the status tells', (_what, body) => {
    expect(interpret(400, body)).toMatchObject({ category: 'unparsable', retryable: null });
    expect(interpret(null, body).category).toBe('unparsable');
    expect(interpret(503, body).category).toBe('service_unavailable');
  });
});

describe('XML', () => {
  it.each([
    [
      'the outer message wins over an inner one',
      '<badRequest code="400"><message>Outer</message><validationErrors><message>Inner</message></validationErrors></badRequest>',
      'badRequest',
      'Outer',
      'Inner',
    ],
    [
      'only validation errors',
      '<badRequest code="400"><validationErrors><messages>A.</messages><messages>B.</messages></validationErrors></badRequest>',
      'badRequest',
      'A. B.',
      null,
    ],
    ['the root is the message', '<message xmlns="urn:x" code="400">It is gone.</message>', null, 'It is gone.', null],
    [
      'escaped markup is decoded once',
      '<badRequest code="400"><message>&lt;/a&gt; &amp;lt;</message></badRequest>',
      'badRequest',
      '</a> &lt;',
      null,
    ],
    ['CDATA', '<badRequest code="400"><message><![CDATA[a < b]]></message></badRequest>', 'badRequest', 'a < b', null],
    [
      'line breaks and indents',
      '<badRequest code="400"><message> needs\n     a name </message></badRequest>',
      'badRequest',
      'needs a name',
      null,
    ],
    ['a comment first', '<!-- x --><?xml version="1.0"?><badRequest code="400"><message>x</message></badRequest>', 'badRequest', 'x', null],
    ['prefixes', '<n:badRequest xmlns:n="urn:n" code="400"><n:message>x</n:message></n:badRequest>', 'badRequest', 'x', null],
    ['a closing tag in other letters', '<badRequest code="400"><message>x</message></badrequest>', 'badRequest', 'x', null],
    ['cut', '<badRequest code="400"><message>x</message><deta', 'badRequest', 'x', null],
    [
      'quotes lost on the way',
      '<?xml version=1.0 encoding=UTF-8?>\n<badRequest xmlns=urn:x code=400><message>x</message></badRequest>',
      'badRequest',
      'x',
      null,
    ],
    ['escaped as a whole', '&lt;badRequest code="400"&gt;&lt;message&gt;x&lt;/message&gt;&lt;/badRequest&gt;', 'badRequest', 'x', null],
    ['wrapped in CDATA', '<![CDATA[<badRequest code="400"><message>x</message></badRequest>]]>', 'badRequest', 'x', null],
    ['S3', '<Error><Code>NoSuchKey</Code><Message>x</Message></Error>', 'Error', 'x', null],
    [
      'SOAP',
      '<s:Envelope xmlns:s="urn:s"><s:Body><s:Fault><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>',
      'Fault',
      'x',
      null,
    ],
    ['a language beside the text', '<Fault><Reason><Text xml:lang="en-US">x</Text></Reason></Fault>', 'Fault', 'x', null],
    ['AWS', '<ErrorResponse><Error><Code>Odd</Code><Message>x</Message></Error></ErrorResponse>', 'Error', 'x', null],
  ])('%s', (_what, body, element, message, details) => {
    expect(interpret(400, body)).toMatchObject({ shape: 'xml', element, message, details, code: 400 });
  });

  it('in a text/html answer is still XML', () => {
    const body = '<overLimit code="413"><message>This request was rate-limited.</message></overLimit>';
    expect(interpret(413, body, { 'Content-Type': 'text/html; charset=UTF-8' })).toMatchObject({ shape: 'xml', element: 'overLimit' });
  });
});

describe('HTML', () => {
  it.each([
    [
      'nginx',
      502,
      '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.4.6</center></body></html>',
      '502 Bad Gateway',
      'nginx/1.4.6',
    ],
    [
      'Swift',
      403,
      '<html><h1>Forbidden</h1><p>Access was denied to this resource.</p></html>',
      'Forbidden',
      'Access was denied to this resource.',
    ],
    [
      'a style sheet is not text',
      503,
      '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><html><head><title>Service Unavailable</title><style>h2 {color: red}</style></head><body><h2>Service Unavailable</h2><p>Try later.</p></body></html>',
      'Service Unavailable',
      'Try later.',
    ],
    [
      'XHTML',
      404,
      '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Gone &amp; lost</title></head></html>',
      'Gone & lost',
      null,
    ],
    ['a fragment', 500, '<p>It &#98;roke</p>', 'It broke', null],
    ['cut inside a tag', 500, '<html><head><title>Broken</title></head><body><p class="', 'Broken', null],
    ['an unclosed script hides the rest', 500, '<html><h1>Error</h1><script>alert(1)', 'Error', null],
  ])('%s', (_what, status, body, message, details) => {
    expect(interpret(status, body)).toMatchObject({ shape: 'html', element: null, message, details });
  });

  it('without a status, the title tells it', () => {
    expect(interpret(null, '<html><head><title>504 Gateway Time-out</title></head></html>')).toMatchObject({
      httpStatus: null,
      code: 504,
      category: 'gateway',
    });
    expect(interpret(null, '<html><head><title>Service Unavailable</title></head></html>').category).toBe('service_unavailable');
  });

  it('a whole page inside a JSON message is told in one line, and says what failed behind the 500', () => {
    const page =
      '<!DOCTYPE HTML><html><head><title>Service Unavailable</title></head><body><h2>Service Unavailable</h2><p>Try later.</p></body></html>';
    expect(interpret(500, fault('cloudServersFault', 500, `Response was: ${page}`))).toMatchObject({
      category: 'service_unavailable',
      code: 500,
      message: 'Response was: Service Unavailable. Try later.',
    });
  });
});

describe('text, nothing, and what is no text', () => {
  it.each([
    ['WebOb', 404, '404 Not Found\n\nThe resource could not be found.\n\n   ', 'text', '404 Not Found The resource could not be found.'],
    ['nothing', 401, '', 'empty', null],
    ['blanks', 401, ' \r\n\t', 'empty', null],
    ['compressed bytes', 500, new Uint8Array([31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 171, 86, 202, 1]), 'text', null],
  ])('%s', (_what, status, body, shape, message) => {
    expect(interpret(status, body)).toMatchObject({ shape, message });
  });

  it.each([
    ['401 Unable to authenticate user with credentials provided.', 401, 'auth'],
    ['ERROR: This request was rate-limited. (HTTP 413) (Request-ID: req-1)', 413, 'rate_limited'],
    ['Bad Gateway', 502, 'gateway'],
    ['[2026-11-21 14:31:40|T1|ERROR|root|rax::Http::Get(12)] Request failed, HTTP status 403 Forbidden', 403, 'forbidden'],
    ['upstream answered HTTP/1.1 503 while it was read', 503, 'service_unavailable'],
    ['10.1.1.1 - - [21/Nov/2026:14:31:40 +0000] "GET /v1.0/agent HTTP/1.1" 503 211 "-" "curl/7.1"', 503, 'service_unavailable'],
    ['2026-11-21 14:31:40 ERROR 503: Service Unavailable.', 503, 'service_unavailable'],
    ['HTTP request sent, awaiting response... 502 Bad Gateway', 502, 'gateway'],
    ['The requested URL returned error: 401', 401, 'auth'],
    ['Server returned HTTP response code: 500 for URL: https://host/a', 500, 'server_error'],
    ['requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://host/a', 404, 'not_found'],
    ['Error deleting object. Server returned HTTP 503', 503, 'service_unavailable'],
    ['msg="request failed" method=GET status=403 took=31ms', 403, 'forbidden'],
    ['DEBUG keystoneauth RESP: [401] Connection: close Content-Length: 114', 401, 'auth'],
    ["reply: 'HTTP/1.1 503 Service Unavailable\\r\\n'", 503, 'service_unavailable'],
    ['The remote server returned an error: (407) Proxy Authentication Required.', 407, 'auth'],
    ['Request failed with status code 429', 429, 'rate_limited'],
    ['swiftclient.exceptions.ClientException: Object PUT failed: https://host/v1/a 422 Unprocessable Entity', 422, 'bad_request'],
  ])('without a status, "%s" speaks of one', (body, code, category) => {
    expect(interpret(null, body)).toMatchObject({ httpStatus: null, code, category });
  });

  it.each([
    'Ex Code(500): the agent counts its own errors',
    'copied 404 of 500 files, 503 bytes',
    'error in line 404',
    '[2026-11-21 14:31:40|T1|INFO |root|rax::X::Y(503)] Backup: done',
  ])('a number that is no status makes none: "%s"', (body) => {
    expect(interpret(null, body)).toMatchObject({ shape: 'text', code: null, category: 'unparsable', message: body });
  });

  it('a status beside the JSON in a log line counts where the JSON has none', () => {
    expect(interpret(null, 'RESP: [403] Date: x\nRESP BODY: {"message": "No entry"}')).toMatchObject({ code: 403, category: 'forbidden' });
  });

  it.each([
    ['its byte order mark', Buffer.from(`\uFEFF${notFound}`, 'utf16le')],
    ['its empty half', Buffer.from(notFound, 'utf16le')],
    ['its empty half, in the other order', Buffer.from(notFound, 'utf16le').swap16()],
  ])('UTF-16 is read by %s', (_what, body) => {
    expect(interpret(404, new Uint8Array(body)).element).toBe('itemNotFound');
  });
});

describe('an answer saved whole', () => {
  const body = '{"badRequest": {"code": 400, "message": "x"}}';

  it.each([
    ['curl -i', `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n${body}`],
    ['line feeds', `HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${body}`],
    ['HTTP/2', `HTTP/2 400 \r\ncontent-type: application/json\r\n\r\n${body}`],
    ['no reason', `HTTP/1.1 400\r\n\r\n${body}`],
    ['after 100 Continue', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n${body}`],
    ['through a proxy', `HTTP/1.0 200 Connection established\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n${body}`],
    ['after a redirect', `HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n${body}`],
    ['the blank line got lost', `HTTP/1.1 400 Bad Request\r\nA: b\r\n${body}`],
  ])('%s', (_what, saved) => {
    expect(interpret(null, saved)).toMatchObject({ httpStatus: 400, element: 'badRequest', message: 'x', shape: 'json' });
  });

  const verbose = `*   Trying 10.0.0.1:443...
* Connected to host.example (10.0.0.1) port 443
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
> GET /v1.0/agent HTTP/1.1
> Host: host.example
> X-Auth-Token: none
>
< HTTP/1.1 400 Bad Request
< Content-Type: application/json
< Retry-After: 30
<
{ [44 bytes data]
  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0
`;

  it.each([
    ['curl -v', `${verbose}${body}* Connection #0 to host host.example left intact`],
    ['curl -v with a line feed at the end of the body', `${verbose}${body}\n* Closing connection 0\n`],
    ['curl -v through a proxy', `> CONNECT host:443 HTTP/1.1\n>\n< HTTP/1.1 200 Connection established\n<\n${verbose}${body}`],
    ['carriage returns', `${verbose}${body}`.replaceAll('\n', '\r\n')],
    ['a request before it', `GET /v1.0/agent HTTP/1.1\nHost: host.example\n\nHTTP/1.1 400 Bad Request\nServer: x\n\n${body}`],
    ['wget -S', `HTTP request sent, awaiting response...\n  HTTP/1.1 400 Bad Request\n  Server: x\n${body}`],
  ])('with notes around it: %s', (_what, saved) => {
    expect(interpret(null, saved)).toMatchObject({ httpStatus: 400, element: 'badRequest', message: 'x', shape: 'json' });
  });

  it.each([
    ['curl -v', verbose.replace('400 Bad Request', '503 Service Unavailable'), 30],
    ['curl -i', 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\n', 30],
    ['curl -I', 'HTTP/2 503\nretry-after: 30', 30],
    ['the status line alone', 'HTTP/1.1 503', null],
    ['the status line in small letters', 'http/1.1 503 service unavailable', null],
  ])('without a body: %s', (_what, saved, retryAfterSeconds) => {
    expect(interpret(null, saved)).toMatchObject({ httpStatus: 503, shape: 'empty', category: 'service_unavailable', retryAfterSeconds });
  });

  it('what the caller knows wins over what was saved', () => {
    const saved = 'HTTP/1.1 413 x\r\nRetry-After: 60\r\n\r\n';
    expect(interpret(503, saved, { 'retry-after': '30' })).toMatchObject({ httpStatus: 503, retryAfterSeconds: 30 });
    expect(interpret(null, saved)).toMatchObject({ httpStatus: 413, retryAfterSeconds: 60, shape: 'empty' });
  });
});

describe('a success is no failure, whatever its body says', () => {
  it.each([
    ['a server in ERROR', 200, '{"server": {"status": "ERROR", "fault": {"code": 404, "message": "Could not find image"}}}'],
    ['an error page setting', 200, '{"errorpage": {"content": "<html><title>Service Unavailable</title></html>"}}'],
    ['a fault', 202, fault('overLimit', 413, 'OverLimit Retry...')],
    ['no XML', 202, '<![CDATA[ <response code="202"><message>Accepted</message></response> ]]>'],
    ['a redirect', 302, '<html><title>302 Found</title></html>'],
  ])('%s', (_what, status, body) => {
    expect(interpret(status, body)).toMatchObject({ category: 'not_an_api_failure', retryable: null });
  });

  it('a fault inside a resource is told as its own', () => {
    const { sentence, element } = interpret(200, '{"servers": [{"fault": {"code": 500, "message": "(HTTP 500) No valid host"}}]}');
    expect(element).toBeNull();
    expect(sentence).toContain('the fault inside the body belongs to the resource');
  });

  const report = '"BackupId": 1, "BackupConfigurationName": "daily", "NumErrors": 2, "ErrorList": [{"ErrorDesc": "Path Not Found"}]';

  it.each([
    ['a server', '{"server": {"id": "1", "status": "ACTIVE"}}'],
    ['a backup report', `{${report}, "State": "Completed", "Reason": "Success", "Diagnostics": "No errors"}`],
    ['a report of a failure, which is the backup’s own', `{${report}, "State": "Failed", "Reason": "Container does not exist"}`],
    ['a list of reports', `[{${report}, "Reason": "Success"}]`],
    ['a restore report', '{"BackupReportId": 1, "State": "Completed", "Reason": "UnableToProcessSomeFiles", "RestorePoint": ""}'],
    ['a resource with a description', '{"id": "7", "name": "files", "description": "Not found by users", "status": "Unavailable"}'],
    ['an XML report', '<BackupReport><BackupId>1</BackupId><State>Completed</State><Reason>Success</Reason></BackupReport>'],
  ])('%s without a status and without a fault is none', (_what, body) => {
    expect(interpret(null, body)).toMatchObject({ category: 'not_an_api_failure', retryable: null, element: null });
  });

  it.each([
    ['an id beside a message', '{"id": "Forbidden", "message": "Access denied"}', 'forbidden'],
    ['the id of the request', '{"title": "Not Found", "request_id": "req-1"}', 'not_found'],
    ['a problem document', '{"type": "about:blank", "title": "Forbidden", "detail": "x", "instance": "/a/1"}', 'forbidden'],
    ['S3', '<Error><Code>NoSuchKey</Code><HostId>x</HostId><RequestId>y</RequestId></Error>', 'not_found'],
  ])('%s still makes a fault', (_what, body, category) => {
    expect(interpret(null, body).category).toBe(category);
  });
});

describe('the health resource of Cloud Backup v2', () => {
  it.each([
    [
      'a part is offline',
      '{"storage": {"cassandra": {"online": false}}, "transport": {"pecan": {"online": true}}}',
      'offline: storage.cassandra',
    ],
    ['the part asked for', '{"online": false, "links": []}', 'offline: the part asked for'],
  ])('%s', (_what, body, message) => {
    expect(interpret(503, body)).toMatchObject({ category: 'service_unavailable', retryable: true, element: null, message });
    expect(interpret(null, body).category).toBe('service_unavailable');
  });
});
