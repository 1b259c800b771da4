// backup-doctor compare RECORDING…: one agent on two machines, and what differs. Each recording is read, checked, reduced to what
// comparing needs, and dropped. One that cannot be read costs no other: a nightly comparison of thousands should not end with the first
// damaged file; it is told on stderr, and where nothing worse was found the exit code says that not all could be looked at.
import { dirname } from 'node:path';
import { compareRecordings } from '../compare/compare-recordings.js';
import type { Comparison } from '../compare/comparison.js';
import { digestOf, type CompareLimits, type Digest } from '../compare/digest.js';
import { exitCodes } from '../diagnosis/overall.js';
import type { OverallStatus } from '../diagnosis/diagnosis.js';
import { noAnswer } from '../probes/platform/named-files.js';
import { parseCompared } from '../recording-file.js';
import { safeText } from '../report/json/render-json.js';
import { UsageError } from '../usage-error.js';
import { comparisonText } from './comparison-text.js';
import { readInput } from './input.js';
import { loadConfigured } from './load-catalogue.js';
import { LeakGuard } from './leak-guard.js';
import { print } from './output.js';
import { tell } from './tell.js';

export interface CompareFlags {
  readonly format?: string;
  readonly config?: string;
}

/** More sentences than this are no longer read. */
const toldCount = 20;

export async function compare(paths: readonly string[], { format = 'text', config }: CompareFlags): Promise<number> {
  if (format !== 'text' && format !== 'json') throw new UsageError(`compare has no format ${JSON.stringify(format)}; allowed: text, json`);
  if (paths.length < 2)
    throw new UsageError('compare takes two recordings or more; make one on each server with backup-doctor gather -o FILE');
  const limits = await limitsOf(config);
  const { digests, refusals } = await digestAll(paths, limits);
  return show(compareRecordings(digests, limits), refusals, format);
}

async function limitsOf(config: string | undefined): Promise<CompareLimits> {
  const { toleranceSeconds = 0, clockErrorSeconds = 0 } = (await loadConfigured(config)).checks['cloned-agent']?.limits ?? {};
  return { toleranceSeconds, clockErrorSeconds };
}

interface Digests {
  readonly digests: readonly Digest[];
  /** A sentence for each file that is no recording. */
  readonly refusals: readonly string[];
}

async function digestAll(paths: readonly string[], limits: CompareLimits): Promise<Digests> {
  const digests: Digest[] = [];
  const refusals: string[] = [];
  const silentFolders = new Set<string>();
  for (const path of paths) {
    try {
      if (silentFolders.has(dirname(path)))
        throw new UsageError(`${JSON.stringify(path)} was not tried: another file of its folder gave no answer`);
      digests.push(await digestFile(path, limits));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refusals.push(error.message);
      // Thousands of files on a dead mount would each be waited for.
      if ((error.cause as NodeJS.ErrnoException | undefined)?.code === noAnswer) silentFolders.add(dirname(path));
    }
  }
  return { digests, refusals };
}

async function digestFile(path: string, limits: CompareLimits): Promise<Digest> {
  const name = path === '-' ? 'standard input' : path;
  return digestOf(parseCompared((await readInput(path, { isStreamFine: isGivenStream(path) })).toString('utf8'), name), name, limits);
}

/** `<(…)` of a shell. Any other stream among thousands of files may have no writer, and would be waited for for ever. */
const isGivenStream = (path: string): boolean => /^\/(?:dev|proc\/self)\/fd\//.test(path);

async function show(comparison: Comparison, refusals: readonly string[], format: 'text' | 'json'): Promise<number> {
  const found = statusOf(comparison);
  // A clone that was found stays one, whatever else could not be read.
  const status = refusals.length > 0 && found === 'ok' ? 'unknown' : found;
  const exitCode = exitCodes[status];
  const { pairs, omittedPairCount, recordingCount, agentCount, unknownAgentCount } = comparison;
  const output = {
    schemaVersion: '1',
    status,
    exitCode,
    recordingCount,
    agentCount,
    unknownAgentCount,
    unreadCount: refusals.length,
    pairs,
    omittedPairCount,
  };
  const text = format === 'json' ? `${safeText(JSON.stringify(output, null, 2))}\n` : comparisonText(comparison);
  new LeakGuard([], output).refuseLeak(text, 'the comparison');
  await print(text);
  for (const refusal of refusals.slice(0, toldCount)) tell(`backup-doctor: ${refusal}`);
  if (refusals.length > toldCount) tell(`backup-doctor: and ${refusals.length - toldCount} more recordings could not be read`);
  return exitCode;
}

function statusOf({ worst }: Comparison): OverallStatus {
  switch (worst) {
    case 'cloned':
      return 'critical';
    case 'possibly-cloned':
      return 'warning';
    case 'cannot-tell':
      return 'unknown';
    default:
      return 'ok';
  }
}
