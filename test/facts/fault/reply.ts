// Short forms for the tables of these tests.
import type { FaultInterpretation } from '../../../src/facts/fault/fault-interpretation.js';
import { interpretFault } from '../../../src/facts/fault/interpret-fault.js';

export const receivedAt = '2026-11-21T14:31:40Z';

export function interpret(
  status: number | null,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>> = {},
): FaultInterpretation {
  return interpretFault({ status, headers, body, receivedAt });
}

/** A fault as the Cloud Servers family writes it: `{"overLimit": {"code": 413, "message": …}}`. */
export function fault(element: string, code: number, message: string, more: object = {}): string {
  return JSON.stringify({ [element]: { code, message, ...more } });
}

export function xmlFault(element: string, code: number, message: string): string {
  return `<${element} xmlns="http://docs.rackspacecloud.com/servers/api/v1.0" code="${code}">\n<message>${message}</message>\n</${element}>`;
}
