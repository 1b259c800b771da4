// The backup configurations of an agent.
import type { BackupConfiguration } from '../api.js';
import { countIn, flagIn, idIn, member, textIn, timeIn } from './fields.js';
import { isObject, objectsIn, type Json } from './loose-json.js';

const frequencies = ['manually', 'hourly', 'daily', 'weekly', 'monthly'] as const;

/** As other clients send them. */
const frequencyIds: Readonly<Record<string, BackupConfiguration['frequency']>> = {
  ...{ '1': 'monthly', '2': 'weekly', '3': 'daily', '5': 'hourly', '6': 'manually' },
};

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

/** null for what is no list. */
export const parseConfigurations = (json: unknown): readonly BackupConfiguration[] | null =>
  objectsIn(json)?.flatMap((item) => parseConfiguration(item) ?? []) ?? null;

export function parseConfiguration(json: unknown): BackupConfiguration | null {
  const id = isObject(json) ? idIn(json, 'BackupConfigurationId') : null;
  if (!isObject(json) || id === null) return null;
  const frequency = frequencyOf(textIn(json, 'Frequency'));
  return {
    id,
    name: textIn(json, 'BackupConfigurationName') ?? id,
    isActive: flagIn(json, 'IsActive'),
    isDeleted: flagIn(json, 'IsDeleted'),
    frequency,
    intervalSeconds: intervalOf(frequency, countIn(json, 'HourInterval')),
    lastRunAt: timeIn(json, 'LastRunTime'),
    nextRunAt: timeIn(json, 'NextScheduledRunTime'),
    inclusions: pathsIn(json, 'Inclusions'),
    exclusions: pathsIn(json, 'Exclusions'),
  };
}

function frequencyOf(text: string | null): BackupConfiguration['frequency'] {
  const word = text?.toLowerCase() ?? '';
  return frequencies.find((frequency) => frequency === word) ?? frequencyIds[word] ?? null;
}

function intervalOf(frequency: BackupConfiguration['frequency'], hourCount: number | null): number | null {
  const seconds: Partial<Record<string, number>> = { daily: daySeconds, weekly: 7 * daySeconds, monthly: 31 * daySeconds };
  // Without a number of hours nobody can tell how often it runs.
  if (frequency === 'hourly') return hourCount === null || hourCount === 0 ? null : hourCount * hourSeconds;
  return seconds[frequency ?? ''] ?? null;
}

/** The longest that Linux opens. */
const maxPathLength = 4_096;

/** As they are, for they are walked: a blank more or less is another path. They are made visible where they are shown. */
function pathsIn(json: Json, name: string): readonly string[] {
  const items = member(json, name);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const value = isObject(item) ? member(item, 'FilePath') : item;
    const path = typeof value === 'number' ? String(value) : value;
    return typeof path === 'string' && path !== '' && path.length <= maxPathLength && !path.includes('\0') ? [path] : [];
  });
}

/** Each is a question of its own; agents rarely have more configurations. */
export const mostReports = 50;

/** Those whose reports are asked for. */
export const reportedIds = (configurations: readonly BackupConfiguration[]): readonly string[] =>
  configurations
    .filter(({ isDeleted }) => isDeleted !== true)
    .map(({ id }) => id)
    .slice(0, mostReports);
