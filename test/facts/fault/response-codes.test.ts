import { describe, expect, it } from '@jest/globals';
import { explainResponseCode, responseCodes } from '../../../src/facts/fault/response-codes.js';
import { interpret } from './reply.js';

describe('the response codes of Cloud Backup', () => {
  const table = [
    [200, 'OK', 'not_an_api_failure', null],
    [201, 'Created', 'not_an_api_failure', null],
    [202, 'Accepted', 'not_an_api_failure', null],
    [204, 'No Content', 'not_an_api_failure', null],
    [400, 'Bad Request', 'bad_request', false],
    [401, 'Unauthorized', 'auth', false],
    [403, 'Forbidden', 'forbidden', false],
    [404, 'Not Found', 'not_found', false],
    [500, 'Instance Fault', 'server_error', true],
    [501, 'Not Implemented', 'bad_request', false],
    [503, 'Service Unavailable', 'service_unavailable', true],
  ] as const;

  it.each(table)('%i %s without a body is %s', (code, name, category, retryable) => {
    expect(interpret(code, '')).toMatchObject({
      httpStatus: code,
      code,
      category,
      retryable,
      shape: 'empty',
      element: null,
      message: null,
    });
    expect(explainResponseCode(code)).toMatchObject({ name, category, origin: 'cloud-backup' });
  });

  it('are eleven, and come first', () => {
    expect(responseCodes.filter(({ origin }) => origin === 'cloud-backup').map(({ code }) => code)).toEqual(table.map(([code]) => code));
    expect(responseCodes.slice(0, 11).every(({ origin }) => origin === 'cloud-backup')).toBe(true);
  });

  it('finish the sentence that is cut in every copy of the table', () => {
    expect(explainResponseCode(503)?.meaning).toBe('The Rackspace Cloud Backup Service is not available.');
  });

  it('say what to do for every failure', () => {
    const silent = responseCodes.filter(({ code, solution }) => code >= 400 && solution.length === 0);
    expect(silent).toEqual([]);
  });
});

describe('codes outside that table', () => {
  it.each([
    [302, 'not_an_api_failure'],
    [405, 'bad_request'],
    [406, 'bad_request'],
    [407, 'auth'],
    [408, 'gateway'],
    [409, 'conflict_state'],
    [410, 'not_found'],
    [413, 'rate_limited_or_too_large'],
    [415, 'bad_request'],
    [418, 'bad_request'],
    [422, 'bad_request'],
    [429, 'rate_limited'],
    [498, 'rate_limited'],
    [502, 'gateway'],
    [504, 'gateway'],
    [505, 'bad_request'],
    [507, 'server_error'],
    [522, 'gateway'],
    [599, 'gateway'],
    [799, 'server_error'],
  ])('%i is %s', (status, category) => {
    expect(interpret(status, '').category).toBe(category);
  });

  it('are explained where they are known, else not', () => {
    expect(explainResponseCode(498)?.meaning).toContain('Cloud Files');
    expect(explainResponseCode(299)).toBeNull();
  });
});

it.each([0, -1, 99, 1000, 41.3, Number.NaN, Number.POSITIVE_INFINITY])('%d is no HTTP status', (status) => {
  expect(interpret(status, '')).toMatchObject({ httpStatus: null, category: 'unparsable' });
});
