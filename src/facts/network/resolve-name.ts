// Resolves a name from the answers already gathered, in glibc's order: /etc/hosts, then the resolvers one after
// the other. "No such name" ends the search; a resolver that is silent or broken passes it on to the next.
import type { DnsAnswer, DnsFacts } from '../network.js';
import { hasAddresses } from './dns-outcome.js';
import { parseIp } from './ip-address.js';

export interface ResolvedName {
  readonly addresses: readonly string[];
  /** The answer that decided; null for /etc/hosts, and where no resolver was asked for the name. */
  readonly answer: DnsAnswer | null;
}

export function resolveName(
  name: string,
  { overrides, resolvers, answers }: Pick<DnsFacts, 'overrides' | 'resolvers' | 'answers'>,
): ResolvedName {
  if (parseIp(name) !== null) return { addresses: [name], answer: null };
  const override = overrides.find((entry) => entry.name === name);
  if (override !== undefined) return { addresses: override.addresses, answer: null };
  const inOrder = resolvers.flatMap((resolver) => answers.find((answer) => answer.resolver === resolver && answer.name === name) ?? []);
  const decisive = inOrder.find((answer) => isFinal(answer)) ?? inOrder.at(-1) ?? null;
  return { addresses: decisive?.addresses ?? [], answer: decisive };
}

/** Whether the resolver itself works: "no such name" is an answer, too. */
export const isFinal = (answer: DnsAnswer): boolean => hasAddresses(answer) || answer.outcome === 'nxdomain' || answer.outcome === 'empty';
