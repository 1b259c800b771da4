// The form of checks.yml and of --config files; the published JSON Schema is made from it.
import { z } from 'zod';
import { symptomIds } from './catalogue.js';

/** Limits carry their unit at the end of the name, so that no number stands without one. */
const limitName = /^[a-z][A-Za-z0-9]*(Bytes|Percent|Count|Seconds|Ms|Days|BytesPerSecond)$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const sentence = z.string().min(1).max(1000);
const symptom = z.enum(symptomIds);
const limit = z.number().nonnegative();

const command = z.union([sentence, z.strictObject({ linux: sentence.optional(), windows: sentence.optional() })]);

const step = z.strictObject({
  text: sentence.describe('What to do; {name} is the evidence of that name'),
  for: z.array(z.string()).optional().describe('Problem codes that this step is for; without it, for all'),
  command: command.optional().describe('A command, or one for each operating system'),
  verify: sentence.optional().describe('How to see that it is mended'),
});

const entry = z.strictObject({
  title: sentence.describe('Noun phrase'),
  why: sentence.describe('Why this makes backups fail'),
  symptoms: z.array(symptom).min(1).describe('What a person sees'),
  severity: z.enum(['warning', 'critical']).describe('The worst status that the check can answer'),
  essential: z.boolean().default(false).describe('Whether "could not look" makes the exit code 3'),
  planned: z.boolean().default(false).describe('No check judges it yet'),
  dependsOn: z.array(z.string()).default([]).describe('Ids whose failure explains a failure of this one'),
  limits: z.record(z.string().regex(limitName), limit).default({}).describe('Numbers that verdicts depend on; the unit ends the name'),
  ok: sentence.describe('Sentence of the status ok'),
  problems: z.record(z.string().regex(kebabCase), z.strictObject({ says: sentence })).describe('Problem codes and their sentences'),
  solution: z.array(step).min(1).describe('Ordered steps'),
  docs: z.url().nullable().default(null).describe('Where the documentation speaks of it'),
});

const endpoint = z.strictObject({
  name: sentence,
  service: z.enum(['cloud-backup-api', 'event-service', 'cloud-files', 'identity', 'package-repository']),
  host: z.string().regex(/^[a-z0-9.{}-]+$/).describe('Host name; {dc} and {region} are filled in'),
  port: z.int().min(1).max(65535).default(443),
  network: z.enum(['servicenet', 'publicnet']),
  healthPath: z.string().startsWith('/').nullable().default(null),
  regions: z.array(z.string()).nullable().default(null),
});

const backupSet = z.strictObject({
  include: z.array(z.string().startsWith('/').or(z.string().regex(/^[A-Za-z]:\\/))).default([]),
  exclude: z.array(z.string()).default([]),
});

const shape = {
  symptoms: z.record(symptom, z.strictObject({ title: sentence })),
  checks: z.record(z.string().regex(kebabCase), entry),
  regions: z.record(z.string().regex(/^[A-Z]{3}$/), z.string().regex(/^[a-z0-9]+$/)),
  endpoints: z.array(endpoint),
  backupSet: backupSet.prefault({}),
};

export const catalogueSchema = z.strictObject(shape);

/** A --config file names only what it changes: everything is optional, a list replaces the list. */
export const configSchema = z
  .strictObject({
    symptoms: z.record(z.string(), z.strictObject({ title: sentence }).partial()),
    checks: z.record(z.string(), partialEntry()),
    regions: shape.regions,
    endpoints: shape.endpoints,
    backupSet: backupSet.partial(),
  })
  .partial();

function partialEntry() {
  const { title, why, symptoms, severity, dependsOn, ok, problems, solution, docs } = entry.shape;
  return z
    .strictObject({
      title,
      why,
      symptoms,
      severity,
      essential: z.boolean(),
      dependsOn: dependsOn.removeDefault(),
      limits: z.record(z.string(), limit),
      ok,
      problems,
      solution,
      docs: docs.removeDefault(),
    })
    .partial();
}
