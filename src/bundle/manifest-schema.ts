// The form of a manifest, for the reader alone: who packs one need not load what checks it.
import { z } from 'zod';
import { bundleFormat, bundleFormatVersion } from './manifest.js';

const described = z.object({ name: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string().regex(/^[\da-f]{64}$/) });

export const manifestSchema = z.object({
  format: z.literal(bundleFormat),
  formatVersion: z.literal(bundleFormatVersion),
  tool: z.object({ name: z.string(), version: z.string() }),
  runId: z.string(),
  gatheredAt: z.iso.datetime(),
  redaction: z.object({
    policy: z.string(),
    explanation: z.string(),
    counts: z.record(z.string(), z.int().nonnegative()),
    selfTest: z.string(),
  }),
  diagnosis: z.enum(['kept', 'changed']),
  missing: z.array(z.object({ path: z.string(), reason: z.string() })),
  members: z.array(described),
});
