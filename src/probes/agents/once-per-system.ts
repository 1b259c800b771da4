// One look a run for what several readers ask for: the answer is kept as long as the examined host is.
import type { System } from '../platform/system.js';

export function oncePerSystem<T>(look: (system: System) => Promise<T>): (system: System) => Promise<T> {
  const answers = new WeakMap<System, Promise<T>>();
  return (system) => {
    const answer = answers.get(system) ?? look(system);
    answers.set(system, answer);
    return answer;
  };
}
