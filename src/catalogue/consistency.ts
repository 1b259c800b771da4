// What a schema cannot say: ids that are named exist, percentages end at 100, a signature asks for something, dependencies
// run in no circle.
import type { Catalogue, CatalogueEntry, Waiver } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import type { YamlFile } from './read-yaml.js';
import { allowedLimit, unitOf } from './unit.js';

/** @throws CatalogueError with the place in the file that was read last */
export function checkConsistency({ checks, waivers }: Catalogue, file: YamlFile): void {
  const wrongWaiver = wrongWaiverAmong(waivers, checks);
  if (wrongWaiver !== null) refuse(['waivers', ...wrongWaiver.keys], wrongWaiver.says, file);
  for (const [id, entry] of Object.entries(checks)) {
    const inEntry = wrongLimit(entry) ?? wrongStep(entry) ?? wrongSignature(entry);
    const wrong = wrongDependency(entry, checks) ?? wrongExplanation(entry, checks) ?? inEntry ?? circle(id, checks);
    if (wrong === null) continue;
    refuse(['checks', id, ...wrong.keys], wrong.says, file);
  }
}

function refuse(keys: readonly (string | number)[], says: string, file: YamlFile): never {
  throw new CatalogueError(file.placeOf(keys), `"${keys.join('.')}" ${says}`);
}

interface Wrong {
  /** Below the entry, or the list. */
  readonly keys: readonly (string | number)[];
  readonly says: string;
}

/** A waiver that names nothing would waive nothing, and nobody would notice. */
function wrongWaiverAmong(waivers: readonly Waiver[], checks: Catalogue['checks']): Wrong | null {
  for (const [index, { id, target }] of waivers.entries()) {
    const allowed = Object.keys(checks).join(', ');
    if (!Object.hasOwn(checks, id)) return { keys: [index, 'id'], says: `must be the id of a check: ${allowed}; it is "${id}"` };
    const isTwice = waivers.slice(0, index).some((other) => other.id === id && other.target === target);
    if (isTwice) return { keys: [index], says: 'waives what another one waives already; keep one of them' };
  }
  return null;
}

function wrongDependency({ dependsOn }: CatalogueEntry, checks: Catalogue['checks']): Wrong | null {
  const index = dependsOn.findIndex((id) => !Object.hasOwn(checks, id));
  if (index < 0) return null;
  return {
    keys: ['dependsOn', index],
    says: `must be the id of a check: ${Object.keys(checks).join(', ')}; it is "${dependsOn[index] ?? ''}"`,
  };
}

function wrongExplanation({ problems }: CatalogueEntry, checks: Catalogue['checks']): Wrong | null {
  for (const [problem, { explains = [] }] of Object.entries(problems)) {
    for (const [index, target] of explains.entries()) {
      const allowed = wrongTarget(target, checks);
      if (allowed !== null) return { keys: ['problems', problem, 'explains', index], says: `must be ${allowed}; it is "${target}"` };
    }
  }
  return null;
}

/** What would be allowed; null where it is right. */
function wrongTarget(target: string, checks: Catalogue['checks']): string | null {
  const [id = '', problem] = target.split('/');
  if (!Object.hasOwn(checks, id)) return `the id of a check, or check-id/problem: ${Object.keys(checks).join(', ')}`;
  const problems = checks[id]?.problems ?? {};
  if (problem === undefined || Object.hasOwn(problems, problem)) return null;
  return `${id} alone or with one of its problems: ${Object.keys(problems).join(', ')}`;
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

function wrongSignature({ signatures = [], problems }: CatalogueEntry): Wrong | null {
  for (const [index, { problem, means: _, ...asked }] of signatures.entries()) {
    const keys = ['signatures', index];
    const allowed = Object.keys(problems).join(', ');
    if (!Object.hasOwn(problems, problem)) return { keys: [...keys, 'problem'], says: `must be a problem of this check: ${allowed}; it is "${problem}"` };
    if (Object.keys(asked).length === 0) return { keys, says: 'must say what a line is known by, such as words; it would fit every line' };
  }
  return null;
}

type Steps = (id: string) => readonly string[];

function circle(start: string, checks: Catalogue['checks']): Wrong | null {
  const dependencies: Steps = (id) => checks[id]?.dependsOn ?? [];
  const consequences: Steps = (place) => {
    const [id = '', problem = ''] = place.split('/');
    return (checks[id]?.problems[problem]?.explains ?? []).flatMap((target) => problemsOf(target, checks));
  };
  const problems = problemsOf(start, checks).map((problem) => wrongCircle('problems', problem, consequences));
  return wrongCircle('dependsOn', start, dependencies) ?? problems.find((wrong) => wrong !== null) ?? null;
}

/** A check alone stands for all its problems. */
const problemsOf = (target: string, checks: Catalogue['checks']): readonly string[] =>
  target.includes('/') ? [target] : Object.keys(checks[target]?.problems ?? {}).map((problem) => `${target}/${problem}`);

function wrongCircle(key: string, start: string, next: Steps): Wrong | null {
  const path = pathBackTo(start, start, next, new Set());
  return path === null ? null : { keys: [key], says: `must not run in a circle: ${[start, ...path].join(' → ')}` };
}

/** Each check is visited once: the number of paths through a dense catalogue has no end. */
function pathBackTo(start: string, id: string, steps: Steps, visited: Set<string>): readonly string[] | null {
  for (const next of steps(id)) {
    if (next === start) return [next];
    if (visited.has(next)) continue;
    visited.add(next);
    const rest = pathBackTo(start, next, steps, visited);
    if (rest !== null) return [next, ...rest];
  }
  return null;
}
