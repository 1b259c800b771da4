// The fault elements: the thirteen of the Cloud Servers table, then those that Cloud Backup, Identity, Cloud Load
// Balancers, DNS, Cloud Block Storage and newer OpenStack services answer with. A base element says only whose fault it
// is; there the HTTP status decides.

import { categoryFacts } from './categories.js';
import type { FaultCategory, SolutionStep } from './fault-interpretation.js';

export interface FaultElement {
  readonly name: string;
  /** Usual ones; others are possible. */
  readonly codes: readonly number[];
  readonly category: FaultCategory;
  /** Base elements are the catch-all of their service. */
  readonly isBase: boolean;
  /** Codes that, on this base element, still mean a fault of the provider. */
  readonly providerCodes: readonly number[];
  /** In the Cloud Servers table: true, false; not in it: null. */
  readonly isExpectedInAllRequests: boolean | null;
  /** Comes only from the compute API, for example while a clone is being built; never from Cloud Backup. */
  readonly isCloudServersOnly: boolean;
  readonly meaning: string;
  readonly solution: readonly SolutionStep[];
}

/** The element for a name in any spelling (`overLimit`, `over_limit`, `OverLimitFault`); null when unknown. */
export function explainFaultElement(name: string): FaultElement | null {
  const key = normalise(name);
  return elementsByKey.get(key) ?? elementsByKey.get(key.replace(/(?:fault|error|exception)$/, '')) ?? null;
}

function normalise(name: string): string {
  const localName = name.slice(name.lastIndexOf(':') + 1);
  return localName
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_\s]/g, '');
}

type Row = Pick<FaultElement, 'name' | 'codes' | 'category' | 'meaning'> &
  Partial<Omit<FaultElement, 'solution'>> & { readonly steps?: readonly string[] };

/** An element without steps of its own has those of its category. */
function toElement({ steps, ...row }: Row): FaultElement {
  return {
    isBase: false,
    providerCodes: [],
    isExpectedInAllRequests: null,
    isCloudServersOnly: false,
    ...row,
    solution: (steps ?? categoryFacts[row.category].solution).map((text) => ({ text })),
  };
}

const computeOnlyStep =
  'This fault comes from the Cloud Servers API alone, for example while a server or its clone is being built; it says ' +
  'nothing about Cloud Backup.';

/** The Cloud Servers table, in its order. */
const cloudServersRows: readonly Row[] = [
  {
    name: 'cloudServersFault',
    codes: [500, 400],
    category: 'server_error',
    isBase: true,
    providerCodes: [400],
    isExpectedInAllRequests: true,
    meaning: 'The base fault of the Cloud Servers API: the provider could not process the request.',
  },
  {
    name: 'serviceUnavailable',
    codes: [503],
    category: 'service_unavailable',
    isExpectedInAllRequests: true,
    meaning: 'The service does not work at the moment.',
  },
  {
    name: 'unauthorized',
    codes: [401],
    category: 'auth',
    isExpectedInAllRequests: true,
    meaning: 'The token or the credentials were not accepted.',
  },
  {
    name: 'badRequest',
    codes: [400],
    category: 'bad_request',
    isExpectedInAllRequests: true,
    meaning: 'The request has an error in itself.',
  },
  {
    name: 'overLimit',
    codes: [413, 429],
    category: 'rate_limited',
    isExpectedInAllRequests: true,
    meaning: 'A limit is exceeded: mostly the rate of requests, sometimes a quota; the message tells which.',
    steps: [
      'Wait until the time that the answer names in Retry-After or retryAfter; without one, wait a minute and double the ' +
        'wait after each refusal.',
      'If the message speaks of a quota, waiting does not help: free what is not needed, or have the quota raised.',
    ],
  },
  {
    name: 'badMediaType',
    codes: [415],
    category: 'bad_request',
    isExpectedInAllRequests: false,
    meaning: 'The Content-Type of the request is not supported.',
    steps: ['Send the body as application/json and say so in the Content-Type header; this is a fault of the client.'],
  },
  {
    name: 'badMethod',
    codes: [405],
    category: 'bad_request',
    isExpectedInAllRequests: false,
    meaning: 'The resource does not know this HTTP method.',
    steps: ['Compare method and path with the API reference; a missing or doubled part of the path is the usual cause.'],
  },
  {
    name: 'itemNotFound',
    codes: [404],
    category: 'not_found',
    isExpectedInAllRequests: false,
    meaning: 'The resource that was asked for does not exist.',
  },
  {
    name: 'buildInProgress',
    codes: [409],
    category: 'conflict_state',
    isExpectedInAllRequests: false,
    isCloudServersOnly: true,
    meaning: 'The server is still being built.',
    steps: [computeOnlyStep, 'Wait until the server is ACTIVE, then send the request again.'],
  },
  {
    name: 'serverCapacityUnavailable',
    codes: [503],
    category: 'service_unavailable',
    isExpectedInAllRequests: false,
    isCloudServersOnly: true,
    meaning: 'The region has no room for this server at the moment.',
    steps: [computeOnlyStep, 'Send the request again later, or build the server in another region.'],
  },
  {
    name: 'backupOrResizeInProgress',
    codes: [409],
    category: 'conflict_state',
    isExpectedInAllRequests: false,
    isCloudServersOnly: true,
    meaning: 'An image of the server is being taken, or the server is being resized.',
    steps: [computeOnlyStep, 'Wait until that has ended, then send the request again.'],
  },
  {
    name: 'resizeNotAllowed',
    codes: [403],
    category: 'forbidden',
    isExpectedInAllRequests: false,
    isCloudServersOnly: true,
    meaning: 'This server may not be resized.',
    steps: [computeOnlyStep, 'Backups do not depend on it: nothing has to be done for them.'],
  },
  {
    name: 'notImplemented',
    codes: [501],
    category: 'bad_request',
    isExpectedInAllRequests: false,
    meaning: 'The method or the resource is not implemented.',
    steps: ['Compare method, path and API version (v1.0, v2) with the API reference.'],
  },
];

const otherRows: readonly Row[] = [
  baseOf('computeFault', 'the next generation Cloud Servers API'),
  baseOf('instanceFault', 'Cloud Backup, Cloud Block Storage and Cloud Databases'),
  baseOf('identityFault', 'the Identity service'),
  baseOf('loadBalancerFault', 'Cloud Load Balancers'),
  baseOf('dnsFault', 'Cloud DNS'),
  baseOf('deleteFault', 'Cloud DNS where some of several items could not be deleted'),
  { ...baseOf('error', 'Identity, Keystone and Auto Scale'), category: 'unparsable' },
  { ...baseOf('fault', 'several services'), category: 'unparsable' },
  { ...baseOf('neutronError', 'Cloud Networks'), category: 'unparsable' },
  {
    name: 'forbidden',
    codes: [403],
    category: 'forbidden',
    meaning: 'The login is good, but this user may not do this.',
  },
  {
    name: 'userDisabled',
    codes: [403],
    category: 'forbidden',
    meaning: 'The user is disabled.',
    steps: ['Have an administrator of the account enable the user, or register the agent with another one.'],
  },
  {
    name: 'conflictingRequest',
    codes: [409],
    category: 'conflict_state',
    meaning: 'The resource is busy or in a state in which this cannot be done.',
    steps: ['Wait until the resource has finished what it is doing, then send the request again. This is no sign of a cloned agent.'],
  },
  {
    name: 'inProgress',
    codes: [409],
    category: 'conflict_state',
    meaning: 'An earlier request for the same resource is still being worked on.',
  },
  {
    name: 'immutableEntity',
    codes: [422],
    category: 'conflict_state',
    meaning: 'The resource cannot be changed in its present state.',
    steps: ['Wait until its state is ACTIVE again, then send the request again.'],
  },
  {
    name: 'unprocessableEntity',
    codes: [422],
    category: 'conflict_state',
    meaning: 'The request was understood, but cannot be carried out on the resource as it is now.',
  },
  {
    name: 'outOfVirtualIps',
    codes: [500],
    category: 'server_error',
    meaning: 'Cloud Load Balancers has no virtual address left.',
    steps: ['Ask support to add virtual addresses; nothing on this host has to be changed.'],
  },
  likeKnown('overLimitFault', 'overLimit'),
  likeKnown('tooManyRequests', 'overLimit'),
  likeKnown('methodNotAllowed', 'badMethod'),
  likeKnown('unsupportedMediaType', 'badMediaType'),
  likeKnown('notFound', 'itemNotFound'),
];

/** The HTTP status tells the kind of a base fault; by itself it is one of the service, unless everything is called so. */
function baseOf(name: string, service: string): Row {
  return {
    name,
    codes: [500, 400],
    category: 'server_error',
    isBase: true,
    meaning: `The base fault of ${service}; the HTTP status tells its kind.`,
  };
}

/** Another spelling of an element of the table. */
function likeKnown(name: string, known: string): Row {
  const row = cloudServersRows.find((candidate) => candidate.name === known);
  if (row === undefined) throw new Error(`no fault element ${known}`);
  return { ...row, name, isExpectedInAllRequests: null };
}

/** Every element that is known; the first thirteen are the Cloud Servers table in its order. */
export const faultElements: readonly FaultElement[] = [...cloudServersRows, ...otherRows].map(toElement);

const elementsByKey: ReadonlyMap<string, FaultElement> = new Map(faultElements.map((element) => [normalise(element.name), element]));
