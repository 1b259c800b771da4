// How much a recording, and all that is made from it, tells of whom it is about. Secrets go under each of them.

/** Each takes out what the one before takes, and more. */
export const policies = ['secrets', 'support', 'strict'] as const;
export type Policy = (typeof policies)[number];

/** For a person who reads the report and wonders what was taken out, and what the tokens are. */
const explanations: Readonly<Record<Policy, string>> = {
  secrets: 'Secrets are taken out; names, addresses, ids and paths stay as they are.',
  support:
    'Secrets are taken out. Users and mail addresses are tokens (user-1), the same token for the same name. ' +
    'Host names, network addresses, ids and paths stay, since support needs them.',
  strict:
    'Secrets are taken out. Users, hosts, network addresses, ids and paths are tokens (user-1, host-1, path-7), the same token for the same text; ' +
    'address-10.176.0.1 is no real address, but lies in the same kind of network and the same subnet as its like. Tokens hold within this run alone.',
};

/** Of a policy that a later version may have: nothing. */
export const explanationOf = (policy: string): string => (isPolicy(policy) ? explanations[policy] : '');

const isPolicy = (text: string): text is Policy => policies.some((policy) => policy === text);

export const isAtLeast = (policy: Policy, other: Policy): boolean => policies.indexOf(policy) >= policies.indexOf(other);
