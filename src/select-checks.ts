// Which checks run, and for each that does not the reason and what would make it run.
import type { Catalogue, SymptomId } from './catalogue/catalogue.js';
import type { Check, SeenName } from './checks/check.js';
import type { NotRun } from './diagnosis/diagnosis.js';
import type { Conditions } from './facts/recording.js';

export interface Selection {
  readonly symptom: SymptomId | null;
  /** null: all. */
  readonly only: readonly string[] | null;
  readonly skip: readonly string[];
}

/** Facts that need packets to leave this host. */
const networkFacts: ReadonlySet<SeenName> = new Set(['dns', 'paths', 'connections', 'publishedVersions', 'api']);

export function selectChecks(
  checks: readonly Check[],
  catalogue: Catalogue,
  conditions: Conditions,
  selection: Selection,
): { readonly selected: readonly Check[]; readonly notRun: readonly NotRun[] } {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const selected: Check[] = [];
  const notRun: NotRun[] = [];
  for (const id of Object.keys(catalogue.checks)) {
    const check = byId.get(id);
    const hindrance = hindranceOf(id, check, catalogue, conditions, selection);
    if (hindrance !== null) notRun.push({ id, ...hindrance });
    else if (check !== undefined) selected.push(check);
  }
  return { selected, notRun };
}

function hindranceOf(
  id: string,
  check: Check | undefined,
  catalogue: Catalogue,
  { offline, deep }: Conditions,
  { symptom, only, skip }: Selection,
): Omit<NotRun, 'id'> | null {
  const entry = catalogue.checks[id];
  if (only !== null && !only.includes(id)) return { reason: 'left out by --only', enable: `add ${id} to --only` };
  if (skip.includes(id)) return { reason: 'left out by --skip', enable: `take ${id} out of --skip` };
  if (symptom !== null && entry?.symptoms.includes(symptom) !== true) return { reason: 'left out by --symptom', enable: 'run without --symptom' };
  if (entry === undefined || entry.planned || check === undefined) {
    return { reason: 'planned: no check judges it in this version', enable: 'update Backup Doctor when a version with it is out' };
  }
  if (offline && check.needs.some((name) => networkFacts.has(name))) {
    return { reason: '--offline: no packet may leave this host', enable: 'run without --offline' };
  }
  if (!deep && check.needs.includes('throughput')) return { reason: 'measured only with --deep', enable: 'run with --deep' };
  return null;
}
