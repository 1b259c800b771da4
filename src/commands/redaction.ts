// --redact POLICY and --show-redactions: what is taken out of all that a call writes, and what that came to.
import type { Catalogue } from '../catalogue/catalogue.js';
import { applyPolicy, type Redacted } from '../facts/redaction/apply-policy.js';
import { explanationOf, policies, type Policy } from '../facts/redaction/policy.js';
import { Redactor } from '../facts/redaction/redactor.js';
import { maskSecrets } from '../facts/secrets.js';
import type { Recording } from '../facts/recording.js';
import { UsageError } from '../usage-error.js';
import { tell } from './tell.js';

export interface RedactionFlags {
  readonly redact?: string;
  readonly showRedactions?: boolean;
}

/** `none` makes no token of anything; secrets go all the same. */
const words: Readonly<Record<string, Policy>> = { none: 'secrets', ...Object.fromEntries(policies.map((policy) => [policy, policy])) };

/** @throws UsageError that lists the policies */
export function parsePolicy({ redact }: Pick<RedactionFlags, 'redact'>, otherwise: Policy = 'secrets'): Policy {
  const policy = redact === undefined ? otherwise : words[redact];
  if (policy === undefined) throw new UsageError(`unknown policy ${JSON.stringify(redact)}; --redact takes none, support or strict`);
  return policy;
}

/** On stderr, since stdout carries the chosen format alone. */
export function underPolicy(recording: Recording, policy: Policy, { showRedactions = false }: RedactionFlags, users: readonly string[] = []): Redacted {
  const redacted = applyPolicy(recording, policy, users);
  if (showRedactions) tellRedaction(redacted.recording.redaction);
  return redacted;
}

/** What a configuration says in its waivers goes where the report goes: targets get the tokens of what they name. */
export function catalogueUnder(catalogue: Catalogue, { recording, redactor }: Redacted): Catalogue {
  if (catalogue.waivers.length === 0) return catalogue;
  const { facts, conditions, redaction } = recording;
  const names = redactor ?? (redaction.policy === 'secrets' ? null : new Redactor({ facts, conditions }, redaction.policy));
  const prose = (text: string): string => (names === null ? maskSecrets(text) : names.text(maskSecrets(text)));
  const subject = (text: string): string => (names === null ? maskSecrets(text) : names.path(maskSecrets(text)));
  const waivers = catalogue.waivers.map((waiver) => ({
    ...waiver,
    reason: prose(waiver.reason),
    ...(waiver.by === undefined ? {} : { by: prose(waiver.by) }),
    ...(waiver.target === undefined ? {} : { target: subject(waiver.target) }),
  }));
  return { ...catalogue, waivers };
}

export const tellNotes = (notes: readonly string[]): void => tell(...notes.map((note) => `backup-doctor: note: ${note}`));

export function tellRedaction({ policy, counts, selfTest }: Told): void {
  const kinds = Object.entries(counts);
  tell(
    `Redaction: ${policy}. ${explanationOf(policy)}`,
    ...(kinds.length === 0 ? ['Nothing was taken out.'] : kinds.map(([kind, count]) => `${String(count).padStart(7)} ${kind}`)),
    `Self-test: ${selfTest}.`,
  );
}

/** Of a recording, or of all that a bundle holds. */
interface Told {
  readonly policy: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly selfTest: string;
}
