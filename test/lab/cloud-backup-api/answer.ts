// What a simulated service answers, and the forms that its faults come in.
import type { FaultBehaviour } from './scenario.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  // The services escape the slashes of their times.
  body: JSON.stringify(value).replaceAll('/Date(', '\\/Date(').replaceAll(')/"', ')\\/"'),
});

export const plain = (body: string, status = 200): Answer => ({ status, headers: { 'Content-Type': 'text/plain' }, body });

export const empty = (status: number, headers: Answer['headers'] = {}): Answer => ({ status, headers, body: '' });

/** As the services of this family answer: one root element that names the fault. */
export const fault = (status: number, message: string, element = elements[status] ?? 'instanceFault'): Answer =>
  json({ [element]: { code: status, message } }, status);

/** As Cloud Files answers, whatever one accepts. */
export const page = (status: number, title: string, text: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=UTF-8' },
  body: `<html><h1>${title}</h1><p>${text}</p></html>`,
});

export const unauthorized = (): Answer => fault(401, 'No valid token provided. Please use the X-Auth-Token header with a valid token.');

const elements: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  409: 'conflictingRequest',
  413: 'overLimit',
  429: 'overLimit',
  500: 'instanceFault',
  501: 'notImplemented',
  503: 'serviceUnavailable',
};

export function shapedFault({
  status,
  shape,
  element = elements[status] ?? 'instanceFault',
  message = 'told by the scenario',
  retryAfter,
}: FaultBehaviour): Answer {
  const retry = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  const inBody = retryAfter === undefined ? {} : { retryAfter };
  const answer = (type: string, body: string): Answer => ({ status, headers: { 'Content-Type': type, ...retry }, body });
  const asJson = JSON.stringify({ [element]: { code: status, message, ...inBody } });
  const forms: Readonly<Record<FaultBehaviour['shape'], Answer>> = {
    json: answer('application/json', asJson),
    // What reads on is an answer that was cut on its way.
    cut: answer('application/json', asJson.slice(0, Math.floor(asJson.length / 2))),
    error: answer('application/json', JSON.stringify({ error: { type: element, code: status, message, details: '' } })),
    v2: answer('application/json', JSON.stringify({ message, errors: ['Name is required.'] })),
    xml: answer(
      'application/xml',
      `<${element} code="${status}" xmlns="http://docs.rackspacecloud.com/servers/api/v1.0"><message>${message}</message></${element}>`,
    ),
    html: answer('text/html', `<html><head><title>${status} ${element}</title></head><body><h1>${message}</h1></body></html>`),
    text: answer('text/plain', message),
    empty: answer('text/plain', ''),
  };
  return forms[shape];
}
