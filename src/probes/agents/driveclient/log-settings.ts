// Where the agent logs, how much it may write there, and how much it has written.
import type { LogSettings } from '../../../facts/agent.js';
import { parseLogSettings, type ParsedLogSettings } from '../../../facts/agents/log4cxx.js';
import { mapped, observed, type Observed } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import type { LogPlace } from '../log/log-job.js';
import { oncePerSystem } from '../once-per-system.js';
import { readPaths, type DriveclientPaths } from './paths.js';

/** As documented: ten rollovers of 500 MB. */
const documented = { maxFileBytes: 500 * 2 ** 20, maxBackupCount: 10 };
const settingsCapBytes = 64 << 10;
/** The agent keeps at most 12 rollovers; a folder of thousands is not its own. */
const maxLogFiles = 200;

export async function readLogSettings(system: System): Promise<Observed<LogSettings>> {
  const plan = await readLogPlan(system);
  const used = await usedBytes(system, await readPaths(system), plan.path);
  return mapped(used, (usedBytes) => ({ ...plan, usedBytes }));
}

/** Settings changed since the last start may have left more rollovers behind than they allow now. */
const mostRollovers = 12;

export async function readLogs(system: System): Promise<readonly LogPlace[]> {
  const [{ path, maxBackupCount }, { updater }] = await Promise.all([readLogPlan(system), readPaths(system)]);
  const own: LogPlace = { writer: 'agent', path, rolloverCount: Math.min(Math.max(maxBackupCount, mostRollovers), maxLogFiles) };
  return updater.logFile === null ? [own] : [{ writer: 'updater', path: updater.logFile, rolloverCount: updaterRollovers }, own];
}

/** It keeps five of 4 KiB. */
const updaterRollovers = 5;

/** Where it logs and how much, without a look at the log itself. */
const readLogPlan = oncePerSystem(async (system): Promise<Omit<LogSettings, 'usedBytes'>> => {
  const paths = await readPaths(system);
  const { settings, source } = await readSettings(system, paths);
  return {
    path: settings?.path ?? (await defaultLogFile(system, paths)),
    maxFileBytes: settings?.maxFileBytes ?? documented.maxFileBytes,
    maxBackupCount: settings?.maxBackupCount ?? documented.maxBackupCount,
    level: settings?.level ?? null,
    source,
  };
});

interface FoundSettings {
  readonly settings: ParsedLogSettings | null;
  readonly source: string;
}

async function readSettings({ files }: System, { logSettingsFiles }: DriveclientPaths): Promise<FoundSettings> {
  for (const path of logSettingsFiles) {
    const file = await files.readText(path, settingsCapBytes);
    if (file.state === 'observed') return toSettings(path, file.value.text);
    if (file.state === 'unavailable') return { settings: null, source: `documented default, since ${file.failure.detail}` };
  }
  return { settings: null, source: 'documented default' };
}

function toSettings(path: string, text: string): FoundSettings {
  const parsed = parseLogSettings(text);
  if (parsed.state === 'malformed') {
    return { settings: null, source: `documented default, since ${path} is not well-formed in line ${parsed.line}` };
  }
  const { settings } = parsed;
  return { settings, source: settings.wasRepaired ? `${path}, its typographic quotes read as plain ones` : path };
}

async function defaultLogFile({ files }: System, { logFiles, folderOf }: DriveclientPaths): Promise<string> {
  const folders = await Promise.all(logFiles.map((path) => files.stat(folderOf(path))));
  return logFiles[folders.findIndex(({ state }) => state === 'observed')] ?? logFiles[0] ?? '';
}

/** The log and its rollovers. An unknown size is not 0: the settings are then unavailable as a whole. */
async function usedBytes({ files }: System, { join, folderOf }: DriveclientPaths, path: string): Promise<Observed<number>> {
  const folder = folderOf(path);
  const name = path.slice(join(folder, 'x').length - 1);
  const names = await files.list(folder);
  if (names.state === 'absent') return observed(0);
  if (names.state === 'unavailable') return names;
  const logs = names.value.filter((entry) => entry === name || entry.startsWith(`${name}.`)).slice(0, maxLogFiles);
  const stats = await Promise.all(logs.map((entry) => files.stat(join(folder, entry))));
  const blind = stats.find((stat) => stat.state === 'unavailable');
  if (blind !== undefined) return blind;
  return observed(stats.reduce((sum, stat) => sum + (stat.state === 'observed' ? stat.value.sizeBytes : 0), 0));
}
