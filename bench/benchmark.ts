// What every benchmark answers; `npm run bench -- NAME --json` prints it.

export interface BenchmarkResult {
  readonly name: string;
  /** ours / baseline: the median of the pairwise ratios. */
  readonly ratio: number;
  readonly baseline: number;
  readonly ours: number;
  readonly unit: 'ms' | 'MB/s';
  readonly samples: number;
  readonly notes: string;
}

export interface Benchmark {
  readonly name: string;
  /** What is compared with what, and what was asked for. */
  readonly title: string;
  readonly goal: string;
  run(): BenchmarkResult;
}
