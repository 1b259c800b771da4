// What each category means for the person who must act: does waiting help, what happened, what to do.
// Rows of the element and code tables that have no steps of their own use these.

import type { FaultCategory } from './fault-interpretation.js';

export interface CategoryFacts {
  readonly isRetryable: boolean | null;
  /** Goes behind "HTTP 503: " in a sentence. */
  readonly says: string;
  readonly solution: readonly string[];
}

const graceStep =
  'In the first 5 to 10 seconds after the agent starts, 401 and 403 are normal, because its keys are still being made ' +
  'known: look again after that.';
const statusPageStep = 'If it lasts, look at https://status.rackspace.com and give support the whole answer with its request id and time.';

/** A conflict that waiting does not end, though its category usually does. */
const lastingConflict: CategoryFacts = {
  isRetryable: false,
  says: 'the request contradicts what the service has on record, and waiting does not change that',
  solution: ['Change the request, or what it contradicts, as the message says; the same request gets the same answer again.'],
};

/** What an answer means, once it is known whether its conflict lasts. */
export function factsOf(category: FaultCategory, retryable: boolean | null): CategoryFacts {
  return category === 'conflict_state' && retryable === false ? lastingConflict : categoryFacts[category];
}

export const categoryFacts: Readonly<Record<FaultCategory, CategoryFacts>> = {
  server_error: {
    isRetryable: true,
    says: 'the service failed on its own side',
    solution: ['Send the request again in a few minutes; nothing on this host has to be changed.', statusPageStep],
  },
  service_unavailable: {
    isRetryable: true,
    says: 'the service is not available at the moment',
    solution: ['Wait and send the request again; nothing on this host has to be changed.', statusPageStep],
  },
  gateway: {
    isRetryable: true,
    says: 'a proxy or load balancer on the way got no good answer from the server behind it',
    solution: [
      'Send the request again in a few minutes.',
      'If it stays, ask the same address without a proxy of your own; then look at https://status.rackspace.com.',
    ],
  },
  rate_limited: {
    isRetryable: true,
    says: 'requests came faster than the service allows',
    solution: ['Send fewer requests at once: stretch schedules and scripts that ask for the same account.'],
  },
  quota: {
    isRetryable: false,
    says: 'a quota of the account is used up, and waiting does not change that',
    solution: ['Do not wait and retry: delete what is no longer needed, or ask support to raise the quota that the message names.'],
  },
  entity_too_large: {
    isRetryable: false,
    says: 'what was sent is larger than the service takes',
    solution: [
      'Send less at once; the same request is refused every time. An agent configuration may have 1 MB in all, an object ' +
        'in Cloud Files 5 GB.',
    ],
  },
  rate_limited_or_too_large: {
    isRetryable: null,
    says: 'either too many requests, a quota, or a body that is too large, and the answer does not tell which',
    solution: [
      'Wait a minute and send the request once more: if it passes, it was the rate of requests.',
      'If it is refused again, make the body smaller, then compare the quotas of the account.',
    ],
  },
  auth: {
    isRetryable: false,
    says: 'the login or its token was not accepted',
    solution: [
      graceStep,
      'Log in again for a new token; if that is refused too, check the user name and the API key, and that the clock is right.',
      'For the agent: register it again with a user that can log in.',
    ],
  },
  auth_request: {
    isRetryable: false,
    says: 'the login request itself is malformed, so no credentials were checked',
    solution: [
      'Correct the login request: valid JSON with one `auth` object, one kind of credentials (user name and API key), and ' +
        'not both tenantId and tenantName.',
      'Check that no user name or API key is empty and that the address ends in /v2.0/tokens.',
    ],
  },
  forbidden: {
    isRetryable: false,
    says: 'the login is good, but this user may not do this',
    solution: [
      graceStep,
      'Give the user the Cloud Backup role that the request needs: observer to read, creator to start and configure, admin ' + 'to delete.',
      'A sub-user that the agent is registered with also needs write access to Cloud Files.',
    ],
  },
  not_found: {
    isRetryable: false,
    says: 'what was asked for does not exist',
    solution: ['Check the id, the account number and the region in the address; a resource exists in one region only.'],
  },
  bad_request: {
    isRetryable: false,
    says: 'the request has an error in itself',
    solution: ['Correct what the message names; the same request gets the same answer again.'],
  },
  conflict_state: {
    isRetryable: true,
    says: 'the resource is busy or in a state in which this cannot be done',
    solution: ['Wait until what is running on the resource has ended, then send the request again.'],
  },
  not_an_api_failure: { isRetryable: null, says: 'the request itself did not fail', solution: [] },
  unparsable: {
    isRetryable: null,
    says: 'the answer cannot be understood',
    solution: ['Save such an answer whole, with its status line and headers (`curl -i`), and have that read.'],
  },
};
