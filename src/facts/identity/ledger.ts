// The tool's own small record of this machine: what it was seen as, and since when. It holds keyed hashes alone.
// The file may be hostile: whatever is not exactly of this form is not used.
import { signalNames, signalRoots, type IdentityFacts, type LedgerEntry, type LedgerSignal } from '../identity.js';
import { secondsBetween } from './times.js';

export const ledgerFileName = 'identity.json';

/** Fifty entries need about 50 kB. */
export const ledgerCapBytes = 256 * 1024;

export type LedgerText =
  | { readonly state: 'read'; readonly entries: readonly LedgerEntry[] }
  | { readonly state: 'broken' }
  /** Written by a later version: neither to be read nor to be touched. */
  | { readonly state: 'foreign' };

const format = 'backup-doctor-ledger';
const formatVersion = 1;
const maxEntryCount = 50;
/** Seldom enough that most runs write nothing. */
const refreshSeconds = 86_400;

export function parseLedger(text: string): LedgerText {
  const content = parseJson(text);
  if (!isRecord(content) || content['format'] !== format) return { state: 'broken' };
  if (content['formatVersion'] !== formatVersion) return { state: 'foreign' };
  const { entries } = content;
  if (!Array.isArray(entries) || entries.length > maxEntryCount || !entries.every(isEntry)) return { state: 'broken' };
  return { state: 'read', entries };
}

export const ledgerText = (entries: readonly LedgerEntry[]): string => `${JSON.stringify({ format, formatVersion, entries }, null, 1)}\n`;

/** @returns the entries to save, newest first, or null where there is nothing new worth a write */
export function nextEntries(entries: readonly LedgerEntry[], facts: IdentityFacts, now: string): readonly LedgerEntry[] | null {
  const signals = facts.signals.flatMap(({ name, root, hash }) => (hash === null ? [] : [{ name, root, hash }]));
  if (signals.length === 0) return null;
  const [newest, ...older] = entries;
  if (newest === undefined || !covers(newest, signals, facts.agentIdHash)) {
    return capped([{ firstSeenAt: now, lastSeenAt: now, agentIdHash: facts.agentIdHash, signals }, ...entries]);
  }
  if (secondsBetween(newest.lastSeenAt, now) < refreshSeconds) return null;
  return [{ ...newest, lastSeenAt: now }, ...older];
}

/** A run that may see less (without root) is covered by an entry that saw more; what is new to it is not. */
function covers(entry: LedgerEntry, signals: readonly LedgerSignal[], agentIdHash: string | null): boolean {
  const hasSame = (seen: LedgerSignal): boolean => entry.signals.some(({ name, hash }) => name === seen.name && hash === seen.hash);
  return entry.agentIdHash === agentIdHash && signals.every(hasSame);
}

/** The oldest entry stays: it tells since when. */
function capped(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries.length <= maxEntryCount ? entries : [...entries.slice(0, maxEntryCount - 1), ...entries.slice(-1)];
}

function isEntry(value: unknown): value is LedgerEntry {
  if (!isRecord(value)) return false;
  const { firstSeenAt, lastSeenAt, agentIdHash, signals } = value;
  return (
    hasKeys(value, ['firstSeenAt', 'lastSeenAt', 'agentIdHash', 'signals']) &&
    isTime(firstSeenAt) &&
    isTime(lastSeenAt) &&
    (agentIdHash === null || isHash(agentIdHash)) &&
    Array.isArray(signals) &&
    signals.length <= signalNames.length &&
    signals.every(isSignal)
  );
}

function isSignal(value: unknown): value is LedgerSignal {
  if (!isRecord(value) || !hasKeys(value, ['name', 'root', 'hash'])) return false;
  const { name, root, hash } = value;
  return signalNames.some((known) => known === name) && signalRoots.some((known) => known === root) && isHash(hash);
}

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

const isTime = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasKeys = (value: object, keys: readonly string[]): boolean =>
  Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
