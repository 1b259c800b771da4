// One answer that is no answer of a healthy service.
import type { Confidence, Evidence } from '../check.js';

export interface FoundFault {
  readonly problem: string;
  /** Where the agent needs the endpoint, it cannot work until this is mended. */
  readonly stopsAgent: boolean;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}
