// What a schema cannot say: ids that are named exist, percentages end at 100, dependencies run in no circle.
import type { Catalogue, CatalogueEntry } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import type { YamlFile } from './read-yaml.js';
import { allowedLimit, unitOf } from './unit.js';

/** @throws CatalogueError with the place in the file that was read last */
export function checkConsistency({ checks }: Catalogue, file: YamlFile): void {
  for (const [id, entry] of Object.entries(checks)) {
    const wrong = wrongDependency(entry, checks) ?? wrongExplanation(entry, checks) ?? wrongLimit(entry) ?? wrongStep(entry) ?? circle(id, checks);
    if (wrong === null) continue;
    const keys = ['checks', id, ...wrong.keys];
    throw new CatalogueError(file.placeOf(keys), `"${keys.join('.')}" ${wrong.says}`);
  }
}

interface Wrong {
  /** Below the entry. */
  readonly keys: readonly (string | number)[];
  readonly says: string;
}

function wrongDependency({ dependsOn }: CatalogueEntry, checks: Catalogue['checks']): Wrong | null {
  const index = dependsOn.findIndex((id) => !Object.hasOwn(checks, id));
  if (index < 0) return null;
  return {
    keys: ['dependsOn', index],
    says: `must be the id of a check: ${Object.keys(checks).join(', ')}; it is "${dependsOn[index] ?? ''}"`,
  };
}

function wrongExplanation({ explainedBy }: CatalogueEntry, checks: Catalogue['checks']): Wrong | null {
  for (const [id, codes] of Object.entries(explainedBy)) {
    const problems = Object.keys((Object.hasOwn(checks, id) ? checks[id]?.problems : undefined) ?? {});
    const index = codes.findIndex((code) => !problems.includes(code));
    if (index < 0) continue;
    const allowed = problems.length > 0 ? `a problem of ${id}: ${problems.join(', ')}` : `a problem below the id of a check: ${Object.keys(checks).join(', ')}`;
    return { keys: ['explainedBy', id, index], says: `must be ${allowed}; it is "${codes[index] ?? ''}"` };
  }
  return null;
}

function wrongLimit({ limits }: CatalogueEntry): Wrong | null {
  const found = Object.entries(limits).find(([name, value]) => unitOf(name) === 'per cent' && value > 100);
  if (found === undefined) return null;
  const [name, value] = found;
  return { keys: ['limits', name], says: `must be ${allowedLimit(name)}; it is ${value}` };
}

function wrongStep({ solution, problems }: CatalogueEntry): Wrong | null {
  for (const [index, step] of solution.entries()) {
    const place = step.for?.findIndex((code) => !Object.hasOwn(problems, code)) ?? -1;
    if (place < 0) continue;
    const allowed = Object.keys(problems).join(', ');
    return {
      keys: ['solution', index, 'for', place],
      says: `must be a problem of this check: ${allowed}; it is "${step.for?.[place] ?? ''}"`,
    };
  }
  return null;
}

function circle(start: string, checks: Catalogue['checks']): Wrong | null {
  const path = pathBackTo(start, start, checks, new Set());
  return path === null ? null : { keys: ['dependsOn'], says: `must not run in a circle: ${[start, ...path].join(' → ')}` };
}

/** Each check is visited once: the number of paths through a dense catalogue has no end. */
function pathBackTo(start: string, id: string, checks: Catalogue['checks'], visited: Set<string>): readonly string[] | null {
  for (const next of checks[id]?.dependsOn ?? []) {
    if (next === start) return [next];
    if (visited.has(next)) continue;
    visited.add(next);
    const rest = pathBackTo(start, next, checks, visited);
    if (rest !== null) return [next, ...rest];
  }
  return null;
}
