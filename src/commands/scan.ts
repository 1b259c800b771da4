// backup-doctor scan: the readability scan of `check`, for a person or a script. Paths go to stdout, one a line as find prints
// them; what they come to, and what could not be looked at, to stderr.
import { scanAccountOf, type LookingAs } from './scan/looking-as.js';
import { PathList } from './scan/path-list.js';
import { summaryOf } from './scan/summary.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { reasonOf } from '../facts/observed.js';
import type { ScanFacts } from '../facts/scan.js';
import { findOwnFolders } from '../probes/agents/index.js';
import { gatherScan } from '../probes/files/gather-scan.js';
import { keepLittleGarbage } from '../probes/platform/lean-engine.js';
import { openSystem } from '../probes/platform/live-system.js';
import type { System } from '../probes/platform/system.js';
import { UsageError } from '../usage-error.js';
import { loadConfigured } from './load-catalogue.js';
import { imageFolder, pathOfSet } from './named-path.js';
import { parseDeadline, type GatherFlags } from './options.js';
import { readCredentials } from './read-credentials.js';
import { tell } from './tell.js';

export interface ScanFlags extends Pick<GatherFlags, 'agent' | 'root' | 'timeout' | 'deep' | 'config' | 'credentials'> {
  readonly user?: string;
  readonly print0?: boolean;
}

interface Set {
  readonly paths: readonly string[];
  readonly calledAs: readonly string[];
  readonly exclusions: readonly string[];
  readonly source: string;
}

/** What a person waits for without being asked, and what --deep may take. */
const [defaultSeconds, deepSeconds] = [30, 86_400];

/** @returns 0 where all can be read, 1 where some cannot, 3 where it could not be looked at */
export async function scan(named: readonly string[], flags: ScanFlags): Promise<number> {
  const deadlineMs = parseDeadline({ timeout: flags.timeout ?? String(flags.deep === true ? deepSeconds : defaultSeconds) });
  // What the walkers tell is read, printed and forgotten.
  keepLittleGarbage();
  const set = await backupSet(named, flags, deadlineMs);
  const root = flags.root === undefined ? null : await imageFolder(flags.root, deadlineMs);
  // Each look ends its own processes: who looked for the account would keep its memory while the scan runs.
  const account = await lookingAt(root, (system) => scanAccountOf(system, flags));
  return lookingAt(root, (system) => look(system, set, account, { deadlineMs, agent: flags.agent ?? 'auto', list: new PathList(flags.print0 === true) }));
}

async function lookingAt<T>(root: string | null, look: (system: System) => Promise<T>): Promise<T> {
  const system = openSystem(root);
  try {
    return await look(system);
  } finally {
    system.close();
  }
}

async function look(
  system: System,
  set: Set,
  { asUid, asUser }: LookingAs,
  { deadlineMs, agent, list }: { readonly deadlineMs: number; readonly agent: string; readonly list: PathList },
): Promise<number> {
  const exclusions = [...set.exclusions, ...(await findOwnFolders(system, agent))];
  const limitMs = Math.max(0, deadlineMs - performance.now());
  const account = { asUid, asUser };
  const print = { list: (paths: readonly string[]) => list.print(paths) };
  const seen = await gatherScan(system, { ...set, exclusions, ...account, ...print, limitMs, deep: true, isList: true }, list.readerLeft);
  await list.end();
  if (seen.state !== 'observed') throw new UsageError(reasonOf(seen));
  tell(...summaryOf(seen.value, list.count).map((line) => `backup-doctor: ${line}`));
  return exitCodeOf(seen.value, list.count);
}

async function backupSet(named: readonly string[], flags: ScanFlags, deadlineMs: number): Promise<Set> {
  const { root, config } = flags;
  const catalogue = await loadConfigured(config, deadlineMs);
  const { include, exclude } = catalogue.backupSet;
  if (named.includes('')) throw new UsageError('scan got an empty path, as a variable that is not set gives it; name files and folders, or no path for the set of --config');
  const calledAs = named.length === 0 ? include : named;
  if (calledAs.length === 0) return setOfService(flags, catalogue, deadlineMs);
  const paths = calledAs.map((path) => pathOfSet(path, root));
  return { paths, calledAs, exclusions: exclude, source: named.length === 0 ? 'configuration' : 'the command line' };
}

/** @throws UsageError where no credentials were given, or the service could not tell */
async function setOfService(flags: ScanFlags, catalogue: Catalogue, deadlineMs: number): Promise<Set> {
  const credentials = flags.root === undefined ? await readCredentials(flags.credentials ?? null, deadlineMs) : null;
  if (credentials === null) {
    const service = flags.root === undefined ? ', or let Cloud Backup tell it with --credentials' : '';
    throw new UsageError(`scan needs to know what to look at: name files and folders, or a backup set in --config${service}`);
  }
  // Loaded here, for a scan of named paths asks nobody.
  const { askForBackupSet } = await import('../probes/ask-for-backup-set.js');
  const { agent = 'auto' } = flags;
  const limitMs = Math.max(0, deadlineMs - performance.now());
  const { backupSet, endpoints, regions } = catalogue;
  const set = await lookingAt(null, (system) => askForBackupSet(system, { agent, credentials, endpoints, regions, exclusions: backupSet.exclude, limitMs }));
  if (set.state !== 'observed') throw new UsageError(reasonOf(set));
  return { ...set.value, calledAs: set.value.paths };
}

function exitCodeOf({ paths, isComplete }: ScanFacts, listedCount: number): number {
  if (listedCount > 0) return 1;
  const isMissing = paths.some(({ state }) => state === 'missing');
  return isComplete && !isMissing && paths.some(({ state }) => state === 'scanned') ? 0 : 3;
}
