// A scenario: what is broken, and the one thing that the program must then say.
import type { Layer } from '../../../src/facts/paths.js';
import type { Scene } from './lab.js';
import type { EndpointName } from './plan.js';

export interface Scenario extends Scene {
  readonly what: string;
  /** Root causes among the checks of the network, each as `check problem status`: these, and no other. */
  readonly causes: readonly string[];
  /** Each cell of the path matrix that fails, as `endpoint family layer`: these, and no other. Left out where it is not the point. */
  readonly cells?: readonly string[];
  /** Text that the sentences of the causes must hold, so that the person who must act knows where. */
  readonly says?: readonly (string | RegExp)[];
  /** The program must end within this time; else a little after its deadline. */
  readonly endsWithinMs?: number;
}

export const networkChecks: readonly string[] = [
  ...['isolated-network', 'dns-failure', 'servicenet-unreachable', 'publicnet-unreachable', 'tls-failure', 'clock-skew'],
  ...['path-mtu', 'api-fault', 'cloud-files-unreachable', 'cloud-backup-unreachable'],
];

/** Cells that fail, for `cells`. */
export const cellsAt = (layer: Layer, names: readonly EndpointName[], family: 4 | 6 = 4): readonly string[] =>
  names.map((name) => `${name} ${family} ${layer}`);
