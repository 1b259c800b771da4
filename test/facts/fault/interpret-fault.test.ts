import { describe, expect, it } from '@jest/globals';
import { fault, interpret } from './reply.js';

const steps = (...reply: Parameters<typeof interpret>): string =>
  interpret(...reply)
    .solution.map(({ text }) => text)
    .join('\n');

it('gives the fields of the contract in their order', () => {
  expect(
    JSON.stringify(
      interpret(413, fault('overLimit', 413, 'OverLimit Retry...', { details: 'Error Details...', retryAfter: '30' })),
      null,
      1,
    ),
  ).toBe(
    JSON.stringify(
      {
        schemaVersion: '1',
        httpStatus: 413,
        shape: 'json',
        element: 'overLimit',
        category: 'rate_limited',
        code: 413,
        message: 'OverLimit Retry...',
        details: 'Error Details...',
        retryable: true,
        retryAt: '2026-11-21T14:32:10Z',
        retryAfterSeconds: 30,
        sentence:
          'HTTP 413 with the fault element overLimit: requests came faster than the service allows; wait 30 s, until 2026-11-21T14:32:10Z; ' +
          'the answer says "OverLimit Retry..." (judged by the fault element).',
        solution: [
          { text: 'Wait 30 s, until 2026-11-21T14:32:10Z, then send the request again.' },
          { text: 'Send fewer requests at once: stretch schedules and scripts that ask for the same account.' },
        ],
      },
      null,
      1,
    ),
  );
});

describe('the sentence says what decided', () => {
  it.each([
    [
      503,
      fault('serviceUnavailable', 500, 'x'),
      'HTTP 503 with the fault element serviceUnavailable and code 500 in it: ',
      'fault element',
    ],
    [503, fault('cloudServersFault', 500, 'x'), 'HTTP 503 with the fault element cloudServersFault and code 500 in it: ', 'HTTP status'],
    [
      null,
      fault('cloudServersFault', 503, 'x'),
      'An answer without HTTP status with the fault element cloudServersFault and code 503 in it: ',
      'code in the body',
    ],
    [413, 'Upload exceeds quota.', 'HTTP 413 with a plain text body: ', 'message'],
    [401, '', 'HTTP 401 with an empty body: ', 'HTTP status'],
    [502, '<html><title>Bad Gateway</title></html>', 'HTTP 502 with an HTML page: ', 'HTTP status'],
    [404, '{"message": "Agent not found."}', 'HTTP 404 with a JSON body: ', 'HTTP status'],
  ])('%s %s', (status, body, start, basis) => {
    const { sentence } = interpret(status, body);
    expect(sentence.startsWith(start)).toBe(true);
    expect(sentence.endsWith(` (judged by the ${basis}).`)).toBe(true);
  });
});

it('claims no basis where nothing tells the kind', () => {
  expect(interpret(null, '{"error": {"message": "Odd thing"}}').sentence).not.toContain('judged by');
});

describe('the steps fit the answer', () => {
  it.each<[string, string, string | null, ...Parameters<typeof interpret>]>([
    ['multi-factor must be set up', 'multi-factor authentication', 'role', 403, fault('forbidden', 403, 'User must setup multi-factor')],
    [
      'a passcode is asked for by header',
      'Resetting the API key does not help',
      'Log in again',
      401,
      fault('unauthorized', 401, 'x'),
      { 'WWW-Authenticate': "OS-MF sessionId='x', factor='PASSCODE'" },
    ],
    [
      'a passcode is asked for by message',
      'Resetting the API key does not help',
      null,
      401,
      fault('unauthorized', 401, 'Additional authentication credentials required.'),
    ],
    [
      'a token of another account',
      'AccountId in bootstrap.json',
      'Log in again',
      401,
      fault('unauthorized', 401, "Token doesn't belong to Tenant with Id/Name: '123456'"),
    ],
    [
      'the fingerprint of another host',
      'register it again as an agent of its own before any backup runs',
      'Wait',
      409,
      fault('conflictingRequest', 409, 'Fingerprint does not match.'),
    ],
    ['the key of another agent', 'two machines use the same agent', 'Log in again', 401, fault('unauthorized', 401, 'Agent key mismatch')],
    ['a disabled user', 'have an administrator', 'role', 403, fault('forbidden', 403, 'User disabled')],
    ['wrong key', 'Check the user name and the API key', null, 401, fault('unauthorized', 401, 'Username or api key is invalid')],
    ['401 right after a start', 'first 5 to 10 seconds', null, 401, ''],
    ['403 right after a start', 'first 5 to 10 seconds', null, 403, ''],
    ['403 of a sub-user', 'write access to Cloud Files', null, 403, ''],
    ['a quota', 'Do not wait and retry', 'Wait ', 413, 'Upload exceeds quota.'],
    ['a quota as 403', 'Do not wait and retry', 'role', 403, fault('forbidden', 403, 'Quota exceeded for cores')],
    ['a rate limit without a time', 'wait a minute', null, 429, ''],
    ['498', '100 writes a second', null, 498, 'Slow down'],
    ['503', 'https://status.rackspace.com', null, 503, ''],
    ['502 as a page', 'comes from a proxy, a load balancer or Cloud Files', null, 502, '<html><title>502 Bad Gateway</title></html>'],
    ['504', 'without a proxy of your own', null, 504, ''],
    ['507', 'nothing on this host has to be changed', null, 507, ''],
    ['407', 'user name and password of the proxy', 'register', 407, ''],
    ['a login request', 'not both tenantId and tenantName', null, 400, fault('badRequest', 400, 'Expecting apiKey')],
    ['an upload that arrived damaged', 'the checksum (ETag) did not match', 'Wait', 422, '<html><h1>Unprocessable Entity</h1></html>'],
    ['too large', '1 MB', null, 413, 'Your request is too large.'],
    ['resizeNotAllowed', 'Backups do not depend on it', 'role', 403, fault('resizeNotAllowed', 403, 'x')],
    ['not understood', 'curl -i', null, null, ''],
    [
      'a backup report',
      'State, NumErrors and ErrorList',
      null,
      null,
      '{"BackupId": 1, "State": "CompletedWithErrors", "Reason": "Success"}',
    ],
    ['a page where JSON should be', 'login page of a network', null, 200, '<html><title>Welcome</title></html>'],
  ])('%s', (_what, wanted, unwanted, ...reply) => {
    expect(steps(...reply)).toContain(wanted);
    if (unwanted !== null) expect(steps(...reply)).not.toContain(unwanted);
  });

  it('every failure has a step, none is said twice', () => {
    for (let status = 400; status < 600; status += 1) {
      const texts = interpret(status, '').solution.map(({ text }) => text);
      expect(texts.length).toBeGreaterThan(0);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});
