// What every format is: a function of the report alone that returns text.
import type { Report } from './report.js';

export interface RenderOptions {
  readonly color: boolean;
  /** Whether the output can show characters beyond ASCII. */
  readonly unicode: boolean;
  readonly verbose: boolean;
  readonly width: number;
}

export type Renderer = (report: Report, options: RenderOptions) => string;
