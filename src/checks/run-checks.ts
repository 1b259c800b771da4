// Runs checks over facts. The runner, not the check, answers for facts that are missing, and keeps the stack
// of a check that crashes: one bug never stops the others.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Facts } from '../facts/facts.js';
import type { Observed } from '../facts/observed.js';
import type { Conditions } from '../facts/recording.js';
import { lookUp, type Check, type Evidence, type Finding, type SeenName, type Verdict } from './check.js';

export function runChecks(checks: readonly Check[], facts: Facts, conditions: Conditions, catalogue: Catalogue): readonly Finding[] {
  return checks.map((check) => runCheck(check, facts, conditions, catalogue));
}

export function runCheck(check: Check, facts: Facts, conditions: Conditions, catalogue: Catalogue): Finding {
  const look = (name: SeenName): Observed<unknown> => lookUp[name](facts, conditions);
  const needed = check.needs.map(look);
  const tookMs = Math.max(0, ...needed.map((fact) => (fact.state === 'absent' ? 0 : fact.tookMs)));
  const answer = firstMissing(needed);
  if (answer !== null) return { checkId: check.id, verdict: answer, tookMs };
  const names = [...check.needs, ...(check.uses ?? [])];
  const seen = Object.fromEntries(names.map((name) => [name, valueOrNull(look(name))]));
  try {
    const { limits = {}, signatures = [] } = catalogue.checks[check.id] ?? {};
    // Keyed by the check's own declaration, which is what its `judge` was typed from.
    const verdict = check.judge(seen as Parameters<Check['judge']>[0], limits, signatures);
    verdict.evidence?.forEach(refuseMalformed);
    return { checkId: check.id, verdict, tookMs };
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const verdict: Verdict = { status: 'unknown', reason: `the check itself failed: ${message}` };
    return { checkId: check.id, verdict, tookMs, stack };
  }
}

/** Types end at a recording from elsewhere: what it measured may be no value at all. */
function refuseMalformed({ subject, name, value, unit, source }: Evidence): void {
  const isText = [subject, name, source].every((text) => typeof text === 'string');
  const isValue = unit === null ? value === null || typeof value === 'string' || typeof value === 'boolean' : Number.isFinite(value);
  if (!isText || !isValue) throw new Error(`${name} of ${subject} is no value that can be told`);
}

/** What does not apply here needs no look: absence speaks before blindness. */
function firstMissing(needed: readonly Observed<unknown>[]): Verdict | null {
  const none = needed.find((fact) => fact.state === 'absent');
  if (none !== undefined) return { status: 'not-applicable', reason: none.reason };
  const blind = needed.find((fact) => fact.state === 'unavailable');
  return blind === undefined ? null : { status: 'unknown', reason: blind.failure.detail };
}

const valueOrNull = (fact: Observed<unknown>): unknown => (fact.state === 'observed' ? fact.value : null);
