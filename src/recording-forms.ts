// The forms that several facts of a recording share: plain values, what was seen of them, and answers of a service.
import { z } from 'zod';

export const text = z.string();
export const flag = z.boolean();
export const number = z.number();
export const count = number.nonnegative();
export const time = text.refine((value) => value.endsWith('Z') && !Number.isNaN(Date.parse(value)), 'expected a time in ISO 8601, UTC');
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const failureKinds = ['timed-out', 'permission-denied', 'unsupported', 'malformed', 'crashed'] as const;
const failure = z.object({ kind: z.enum(failureKinds), detail: text, code: text.nullable(), stack: text.exactOptional() });

export const seen = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion(
    'state',
    [
      z.object({ state: z.literal('observed'), value, tookMs: count }),
      z.object({ state: z.literal('absent'), reason: text }),
      z.object({ state: z.literal('unavailable'), failure, tookMs: count }),
    ],
    { error: 'expected the state observed, absent or unavailable' },
  );

export const deviceClass = z.enum(['local-disk', 'block-storage', 'network-file-system', 'memory', 'unknown']);

export const networkName = z.enum(['servicenet', 'publicnet']);

export const endpoint = z.object({
  name: text,
  service: z.enum(['cloud-backup-api', 'event-service', 'cloud-files', 'cloud-servers', 'identity', 'package-repository']),
  host: text,
  port: count,
  network: networkName,
  healthPath: text.nullable(),
  isRequired: flag,
});

export const reply = z.object({
  ...{ endpoint, url: text, status: count.nullable(), errorCode: text.nullable(), headers: z.record(text, text) },
  ...{ body: text, isBodyTruncated: flag, askedAt: time, tookMs: count },
});
