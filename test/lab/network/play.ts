// Plays scenarios, several at once: most of the time a scenario waits for answers that do not come.
import { deadlineSeconds } from './judge.js';
import { lookInLab, type LabFolder, type Look } from './lab.js';
import type { Scenario } from './scenario.js';

/** More would fight for the processor, and slow answers would be blamed on the network. */
const labsAtOnce = 6;

/** One promise for each scenario, in the given order; a failed look rejects its own alone. */
export function play(scenarios: readonly Scenario[], folder: LabFolder): readonly Promise<Look>[] {
  const lanes = Array.from({ length: labsAtOnce }, (): Promise<unknown> => Promise.resolve());
  return scenarios.map(({ args = ['--timeout', String(deadlineSeconds)], ...scene }, index) => {
    const lane = index % labsAtOnce;
    const look = (lanes[lane] ?? Promise.resolve()).then(() => lookInLab({ ...scene, args }, folder));
    lanes[lane] = look.catch(() => undefined);
    return look;
  });
}
