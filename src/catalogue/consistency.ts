// What a schema cannot say: ids that are named exist, percentages end at 100, dependencies run in no circle.
import type { Catalogue } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import type { YamlFile } from './read-yaml.js';

/** @throws CatalogueError with the place in the file that was read last */
export function checkConsistency({ checks }: Catalogue, file: YamlFile): void {
  for (const [id, entry] of Object.entries(checks)) {
    const fail = (keys: readonly PropertyKey[], says: string): never => {
      throw new CatalogueError(file.placeOf(['checks', id, ...keys]), `"${['checks', id, ...keys].join('.')}" ${says}`);
    };
    for (const [index, other] of entry.dependsOn.entries()) {
      if (checks[other] === undefined) fail(['dependsOn', index], `names "${other}", which is no check; allowed: ${Object.keys(checks).join(', ')}`);
    }
    for (const [name, value] of Object.entries(entry.limits)) {
      if (name.endsWith('Percent') && value > 100) fail(['limits', name], `is ${value}; a percentage is at most 100`);
    }
    for (const [index, step] of entry.solution.entries()) {
      const unknown = step.for?.find((code) => entry.problems[code] === undefined);
      if (unknown !== undefined) fail(['solution', index, 'for'], `names the problem "${unknown}"; allowed: ${Object.keys(entry.problems).join(', ')}`);
    }
    const circle = circleFrom(id, checks);
    if (circle !== null) fail(['dependsOn'], `runs in a circle: ${circle.join(' → ')}`);
  }
}

function circleFrom(start: string, checks: Catalogue['checks']): readonly string[] | null {
  const walk = (id: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(id)) return id === start ? [...path, id] : null;
    for (const next of checks[id]?.dependsOn ?? []) {
      const circle = walk(next, [...path, id]);
      if (circle !== null) return circle;
    }
    return null;
  };
  return walk(start, []);
}
