// The readability scan of the backup set, as the agent's user: one child for what cannot hang, and one of its own
// for each mount that may. What a child told before it was killed counts.
import { observed, unavailable, type Observed } from '../../facts/observed.js';
import type { ScanFacts, UnreadableGroup } from '../../facts/scan.js';
import type { System } from '../platform/system.js';
import { unnamed } from '../find-backup-set.js';
import { countClosed, countingTookLong, onlyRootCounts, rootIsRefused } from './count-closed.js';
import { toBytePath } from './byte-paths.js';
import { ownConfinement, readConfinement } from './read-confinement.js';
import { ScanCrew, type ListPaths } from './scan-crew.js';
import { scanAccount } from './scan-account.js';
import type { BytePath, GroupLine, ScanItem } from './scan-lines.js';
import { ScanLedger } from './scan-ledger.js';

export interface ScanRequest {
  readonly paths: readonly string[];
  /** How a person named each of them, for the list of what cannot be read. */
  readonly calledAs?: readonly string[];
  readonly list?: ListPaths;
  /** Absolute paths of files and folders that the agent leaves out. */
  readonly exclusions?: readonly string[];
  /** Where the paths were named: `--paths`, a configuration file. */
  readonly source: string;
  readonly asUid: number;
  /** null for whoever started this program. */
  readonly asUser: string | null;
  /** What is left of the run. */
  readonly limitMs: number;
  /** Goes on as long as the run allows, not only as long as a person waits. */
  readonly deep: boolean;
  /** Whether paths alone are asked for, and nothing that is merely odd. */
  readonly isList?: boolean;
  /** The agent's process; null where none runs. */
  readonly agentPid?: number | null;
}

/** What a person waits for without being asked. */
const defaultLimitMs = 30_000;

export async function gatherScan(system: System, request: ScanRequest, signal: AbortSignal): Promise<Observed<ScanFacts>> {
  const { paths, calledAs = paths, exclusions = [], list = null, asUid, asUser, limitMs, deep, isList = false } = request;
  if (paths.length === 0) return unavailable('unsupported', unnamed);
  if (system.platform !== 'linux') return unavailable('unsupported', 'the readability scan knows Linux only');
  const account = await scanAccount(system, asUid, asUser);
  if (account.state !== 'observed') return account;
  const { become } = account.value;
  const ledger = new ScanLedger(prefixOf(system));
  const attention = isList ? 'denials' : deep ? 'sizes' : 'names';
  const options = { root: prefixOf(system), exclusions, become, limitMs: deep ? limitMs : Math.min(limitMs, defaultLimitMs), list, attention } as const;
  const crew = new ScanCrew(options, ledger, signal);
  const items = paths.map((path, index): ScanItem => ({ kind: 'path', path, calledAs: toBytePath(calledAs[index] ?? path) }));
  // Named twice, it is looked at once, and one state is told of it.
  await crew.scan(items.filter((_, index) => paths.indexOf(paths[index] ?? '') === index));
  if (crew.refusal !== null) return unavailable('permission-denied', `this process may not become ${asUser ?? `uid ${asUid}`}`, { code: crew.refusal });
  if (become !== null) await countClosed(ledger, options, crew.remainingMs(), signal);
  const { asUser: known, insteadOf } = account.value;
  const why = become !== null ? countingTookLong : process.geteuid?.() === 0 ? rootIsRefused : onlyRootCounts;
  const facts = toFacts({ source: request.source, asUser: known ?? crew.lookedAs ?? 'this account', insteadOf }, ledger, why);
  const confinement = await confinementOf(system, request.agentPid ?? null);
  return observed({ ...facts, ...(isList ? {} : { oddities: ledger.oddities() }), confinement });
}

async function confinementOf(system: System, agentPid: number | null): Promise<ScanFacts['confinement'] & object> {
  return { ofScan: ownConfinement(), ofAgent: agentPid === null ? null : await readConfinement(system, agentPid) };
}

/** Empty on the live host, and for an image at `/` that comes to the same. */
const prefixOf = ({ root }: System): string => (root === null || root === '/' ? '' : root);

function toFacts(whose: Pick<ScanFacts, 'source' | 'asUser' | 'insteadOf'>, ledger: ScanLedger, whyUncounted: string): ScanFacts {
  const groups = ledger.groups.largest().map((line) => toGroup(line, ledger, whyUncounted));
  const paths = ledger.allPaths();
  const stoppedBecause = reasonToStop(ledger);
  return {
    paths,
    ...whose,
    entryCount: ledger.entryCount(),
    unreadableCount: ledger.groups.fileCount(),
    groups,
    omittedGroupCount: ledger.groups.omittedGroupCount(),
    omittedBytes: ledger.groups.omittedBytes(),
    isComplete: stoppedBecause === null,
    stoppedBecause,
  };
}

function reasonToStop(ledger: ScanLedger): string | null {
  const paths = ledger.allPaths();
  const silent = paths.filter(({ state }) => state === 'timed-out').map(({ path, note }) => `${path} gave ${note ?? 'no answer'}`);
  const unfinished = paths.filter(({ state }) => state === 'unfinished');
  const [first] = unfinished;
  if (first === undefined) return silent.length === 0 ? null : silent.join('; ');
  return [...silent, `${first.path} was not looked at to its end: ${first.note ?? 'the time was up'}`].join('; ');
}

function toGroup({ path, reason, code, mode, isFolder, fileCount, bytes, examples, leftOut, ...told }: GroupLine, ledger: ScanLedger, whyUncounted: string): UnreadableGroup {
  const shown = (places: readonly BytePath[]): readonly string[] => places.map((place) => ledger.shown(place));
  const why = told.uncountedBecause ?? (isFolder ? whyUncounted : `its size cannot be seen either (${code})`);
  const size = { bytes, uncountedBecause: bytes === null ? why : null };
  const others = leftOut === undefined ? {} : { leftOut: leftOut && shown(leftOut) };
  return { path: ledger.shown(path), reason, code, mode, isFolder, fileCount, examples: shown(examples), ...size, ...others };
}
