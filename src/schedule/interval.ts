// How often a scheduled run comes. Only what both systemd and cron can say as a calendar: systemd makes up for a run that was
// missed while the host was off for calendars alone.

export const intervalNames = ['15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d', '1w'] as const;
export type IntervalName = (typeof intervalNames)[number];

/** A fixed moment within the interval, other on each host, so that not all ask the services at once. */
export interface Moment {
  readonly minute: number;
  readonly hour: number;
  readonly weekday: number;
}

interface Interval {
  readonly seconds: number;
  /** As systemd.time(7) writes it; the random delay comes on top. */
  readonly calendar: string;
  /** The five fields of crontab(5). */
  cron(moment: Moment): string;
}

const minutes = (every: number): Interval => ({
  seconds: every * 60,
  calendar: `*:0/${every}`,
  cron: ({ minute }) => `${minute % every}-59/${every} * * * *`,
});

const hours = (every: number): Interval => ({
  seconds: every * 3600,
  calendar: `0/${every}:00`,
  cron: ({ minute, hour }) => `${minute} ${hour % every}-23/${every} * * *`,
});

/** At night. */
const nightHour = ({ hour }: Moment): number => hour % 6;

export const intervals: Readonly<Record<IntervalName, Interval>> = {
  '15m': minutes(15),
  '30m': minutes(30),
  '1h': { seconds: 3600, calendar: 'hourly', cron: ({ minute }) => `${minute} * * * *` },
  '2h': hours(2),
  '4h': hours(4),
  '6h': hours(6),
  '12h': hours(12),
  '1d': { seconds: 86_400, calendar: 'daily', cron: (moment) => `${moment.minute} ${nightHour(moment)} * * *` },
  '1w': { seconds: 604_800, calendar: 'weekly', cron: (moment) => `${moment.minute} ${nightHour(moment)} * * ${moment.weekday}` },
};

/** A quarter of the interval, an hour at most. */
export const randomDelaySeconds = (name: IntervalName): number => Math.min(3600, intervals[name].seconds / 4);

/** @param hash of what tells hosts apart, at least four bytes */
export const momentOf = ([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): Moment => ({
  minute: (first * 256 + second) % 60,
  hour: third % 24,
  weekday: fourth % 7,
});
