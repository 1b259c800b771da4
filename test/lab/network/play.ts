// Plays scenarios, several at once: most of the time a scenario waits for answers that do not come.
import { deadlineSeconds } from './judge.js';
import { lookInLab, type LabFolder, type Look } from './lab.js';
import type { Scenario } from './scenario.js';

/** More would fight for the processor, and slow answers would be blamed on the network. */
const labsAtOnce = 5;

/** A promise for each scenario, in the given order; a look that fails rejects its own alone. */
export function play(scenarios: readonly Scenario[], folder: LabFolder): readonly Promise<Look>[] {
  const looks = new Map<Scenario, Promise<Look>>();
  const lanes = Array.from({ length: labsAtOnce }, (): Promise<unknown> => Promise.resolve());
  mixed(scenarios).forEach((scenario, index) => {
    const { args = ['--timeout', String(deadlineSeconds)], ...scene } = scenario;
    const look = lanes[index % labsAtOnce]!.then(() => lookInLab({ ...scene, args }, folder));
    lanes[index % labsAtOnce] = look.catch(() => undefined);
    looks.set(scenario, look);
  });
  return scenarios.map((scenario) => looks.get(scenario)!);
}

/** Neighbours in a table wait or work alike: dealt out like cards, those that work do not come all at once. */
const mixed = (scenarios: readonly Scenario[]): readonly Scenario[] =>
  Array.from({ length: pileCount }, (_, pile) => scenarios.filter((_scenario, index) => index % pileCount === pile)).flat();
const pileCount = 7;
