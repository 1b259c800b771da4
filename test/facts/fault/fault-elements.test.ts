import { describe, expect, it } from '@jest/globals';
import { explainFaultElement, faultElements } from '../../../src/facts/fault/fault-elements.js';
import type { FaultCategory } from '../../../src/facts/fault/fault-interpretation.js';
import { fault, interpret, xmlFault } from './reply.js';

type Row = [element: string, code: number, category: FaultCategory, retryable: boolean, isExpected: boolean, isComputeOnly: boolean];

/** The Cloud Servers table. */
const table: readonly Row[] = [
  ['cloudServersFault', 500, 'server_error', true, true, false],
  ['serviceUnavailable', 503, 'service_unavailable', true, true, false],
  ['unauthorized', 401, 'auth', false, true, false],
  ['badRequest', 400, 'bad_request', false, true, false],
  ['overLimit', 413, 'rate_limited', true, true, false],
  ['badMediaType', 415, 'bad_request', false, false, false],
  ['badMethod', 405, 'bad_request', false, false, false],
  ['itemNotFound', 404, 'not_found', false, false, false],
  ['buildInProgress', 409, 'conflict_state', true, false, true],
  ['serverCapacityUnavailable', 503, 'service_unavailable', true, false, true],
  ['backupOrResizeInProgress', 409, 'conflict_state', true, false, true],
  ['resizeNotAllowed', 403, 'forbidden', false, false, true],
  ['notImplemented', 501, 'bad_request', false, false, false],
];

describe('the thirteen fault elements of Cloud Servers', () => {
  it.each(table)('%s (%i) is %s, in JSON and XML, with and without the HTTP status', (element, code, category, retryable) => {
    const wanted = { element, code, category, retryable, message: 'Some words' };
    expect(interpret(code, fault(element, code, 'Some words'))).toMatchObject({ ...wanted, shape: 'json' });
    expect(interpret(code, xmlFault(element, code, 'Some words'))).toMatchObject({ ...wanted, shape: 'xml' });
    expect(interpret(null, fault(element, code, 'Some words'))).toMatchObject({ ...wanted, httpStatus: null });
    expect(interpret(null, xmlFault(element, code, 'Some words'))).toMatchObject({ ...wanted, httpStatus: null });
  });

  it.each(table.slice(1))('%s beats a code that does not fit it', (element, _code, category) => {
    expect(interpret(599, fault(element, 599, 'Some words'))).toMatchObject({ category, code: 599 });
  });

  it('stand first in the table, with what it says about them', () => {
    expect(
      faultElements
        .slice(0, 13)
        .map(({ name, isExpectedInAllRequests, isCloudServersOnly }) => [name, isExpectedInAllRequests, isCloudServersOnly]),
    ).toEqual(table.map(([name, , , , isExpected, isOnly]) => [name, isExpected, isOnly]));
  });

  it.each(table.filter(([, , , , , isOnly]) => isOnly))('%s is labelled as one of the compute API', (element, code) => {
    const { sentence, solution } = interpret(code, fault(element, code, 'Some words'));
    expect(sentence).toContain('a fault of the Cloud Servers API, not of Cloud Backup');
    expect(solution[0]?.text).toContain('Cloud Servers API alone');
  });

  it('say what to do', () => {
    expect(faultElements.filter(({ solution, meaning }) => solution.length === 0 || meaning === '')).toEqual([]);
  });
});

describe("the documents' own examples", () => {
  const xmlFaultExample = `<cloudServersFault xmlns="http://docs.rackspacecloud.com/servers/api/v1.0" code="500">
<message>Fault!</message>
<details>Error Details...</details>
</cloudServersFault>`;
  const jsonFaultExample = `{
"cloudServersFault" : {
"code" : 500,
"message" : "Fault!",
"details" : "Error Details..."
}
}`;
  const xmlNotFoundExample = `<itemNotFound xmlns="http://docs.rackspacecloud.com/servers/api/v1.0" code="404">
<message>Not Found</message>
<details>Error Details...</details>
</itemNotFound>`;
  const jsonNotFoundExample = `{
"itemNotFound" : {
"code" : 404,
"message" : "Not Found",
"details" : "Error Details..."
}
}`;
  const xmlOverLimitExample = `<overLimit xmlns="http://docs.rackspacecloud.com/servers/api/v1.0" code="413"
retryAfter="2010-08-01T00:00:00Z">
<message>OverLimit Retry...</message>
<details>Error Details...</details>
</overLimit>`;
  const jsonOverLimitExample = `{
"overLimit" : {
"code" : 413,
"message" : "OverLimit Retry...",
"details" : "Error Details...",
"retryAfter" : "2010-08-01T00:00:00Z"
}
}`;

  it.each([
    ['3.14', 500, xmlFaultExample, 'cloudServersFault', 'Fault!', null],
    ['3.15', 500, jsonFaultExample, 'cloudServersFault', 'Fault!', null],
    ['3.16', 404, xmlNotFoundExample, 'itemNotFound', 'Not Found', null],
    ['3.17', 404, jsonNotFoundExample, 'itemNotFound', 'Not Found', null],
    ['3.18', 413, xmlOverLimitExample, 'overLimit', 'OverLimit Retry...', '2010-08-01T00:00:00Z'],
    ['3.19', 413, jsonOverLimitExample, 'overLimit', 'OverLimit Retry...', '2010-08-01T00:00:00Z'],
  ])('example %s', (_name, status, body, element, message, retryAt) => {
    expect(interpret(status, body)).toMatchObject({
      element,
      message,
      code: status,
      details: 'Error Details...',
      retryAt,
      retryAfterSeconds: retryAt === null ? null : 0,
    });
  });
});

describe('a base element leaves the kind to the HTTP status', () => {
  const baseElements = [
    'cloudServersFault',
    'computeFault',
    'instanceFault',
    'instance_fault',
    'identityFault',
    'loadBalancerFault',
    'dnsFault',
    'error',
    'fault',
    'somethingNewFault',
  ];

  it.each(baseElements)('%s', (element) => {
    expect(interpret(401, fault(element, 500, 'Some words'))).toMatchObject({ element, category: 'auth', code: 500 });
    expect(interpret(404, fault(element, 404, 'Some words')).category).toBe('not_found');
    expect(interpret(503, fault(element, 500, 'Some words')).category).toBe('service_unavailable');
    expect(interpret(null, fault(element, 409, 'Some words')).category).toBe('conflict_state');
  });

  it('"Auth failure" in a 500 is the provider, not the credentials', () => {
    expect(interpret(500, fault('identityFault', 500, 'Auth failure')).category).toBe('server_error');
  });

  it('400 on a cloudServersFault is still a fault of the provider, on others only if the message says so', () => {
    expect(interpret(400, fault('cloudServersFault', 400, 'Some words')).category).toBe('server_error');
    expect(interpret(400, fault('computeFault', 400, 'Some words')).category).toBe('bad_request');
    expect(interpret(400, fault('computeFault', 400, 'We could not process your request at this time.')).category).toBe('server_error');
  });
});

describe('one element, many spellings', () => {
  it.each(['itemNotFound', 'item_not_found', 'ItemNotFound', 'item-not-found', 'itemNotFoundFault', 'notFound', 'ns2:itemNotFound'])(
    '%s',
    (name) => {
      expect(explainFaultElement(name)?.category).toBe('not_found');
    },
  );

  it('the reported element keeps the spelling of the answer, without an XML prefix', () => {
    expect(interpret(404, fault('item_not_found', 404, 'x')).element).toBe('item_not_found');
    expect(interpret(404, '<ns2:itemNotFound xmlns:ns2="urn:x" code="404"><ns2:message>x</ns2:message></ns2:itemNotFound>')).toMatchObject({
      element: 'itemNotFound',
      message: 'x',
    });
  });

  it('an unknown name is not explained', () => {
    expect(explainFaultElement('server')).toBeNull();
    expect(explainFaultElement('__proto__')).toBeNull();
  });
});

it('a conflict: conflictingRequest says nothing about a clone, a bare 409 may', () => {
  const steps = (body: string): string => JSON.stringify(interpret(409, body).solution);
  expect(steps(fault('conflictingRequest', 409, 'Server is busy'))).toContain('no sign of a cloned agent');
  expect(steps('{"message": "Fingerprint does not match."}')).toContain('two machines use the same agent');
});
