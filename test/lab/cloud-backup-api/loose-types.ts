// The loose types of v1: times as /Date(ms)/, sizes as people write them, numbers as text.

/** Year 1: the services' word for "never". */
const never = '/Date(-62135578800000)/';

export const looseTime = (iso: string | null): string => (iso === null ? never : `/Date(${Date.parse(iso)})/`);

export function looseSize(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1_024)));
  const size = bytes / 1_024 ** power;
  return `${power === 0 ? size : size.toFixed(1)} ${units[power] ?? 'bytes'}`;
}

export function looseDuration(startedAt: string, endedAt: string | null): string | null {
  if (endedAt === null) return null;
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
  return [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
