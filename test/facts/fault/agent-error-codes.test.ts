import { describe, expect, it } from '@jest/globals';
import { agentErrorCodes, explainAgentErrorCode } from '../../../src/facts/fault/agent-error-codes.js';
import { explainResponseCode } from '../../../src/facts/fault/response-codes.js';

describe("the agent's error codes", () => {
  const table = [
    [28, 'Timeout was reached', /curl/, /ServiceNet/],
    [101, 'The agent experienced a problem', /type/, /ExceptionCode/],
    [313, 'File in use', /code of the agent/, /dump/],
    [2000, 'Could not perform an HTTP request', /code of the agent/, /10\.208\.0\.0\/12/],
    [3015, 'File or folder missing', /code of the agent/, /[Ee]xclude/],
    [3042, 'No space left on device', /code of the agent/, /low-disk-space/],
    [9016, 'phx_exception', /code of the agent/, /low-disk-space/],
  ] as const;

  it.each(table)('%i is known as "%s"', (code, name, kind, advice) => {
    const row = explainAgentErrorCode(code);
    expect(row).toMatchObject({ code, name, kind: expect.stringMatching(kind) });
    expect(row?.solution.map(({ text }) => text).join('\n')).toMatch(advice);
  });

  it('are these and no others', () => {
    expect(agentErrorCodes.map(({ code }) => code)).toEqual(table.map(([code]) => code));
    expect(explainAgentErrorCode(314)).toBeNull();
  });

  it('are none of the HTTP statuses that an answer may have', () => {
    expect(agentErrorCodes.filter(({ code }) => explainResponseCode(code) !== null)).toEqual([]);
  });
});
