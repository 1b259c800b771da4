// The form of checks.yml and of --config files; the published JSON Schema is made from it.
import { z } from 'zod';
import { symptomIds } from './catalogue.js';
import { limitEndings } from './unit.js';

/** Limits carry their unit at the end of the name, so that no number stands without one. */
const limitName = z
  .string()
  .regex(
    new RegExp(`^[a-z][A-Za-z0-9]*(${limitEndings.join('|')})$`),
    `must be a name in camelCase that ends with its unit: ${limitEndings.join(', ')}`,
  );
const kebabCase = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

const sentence = z.string().min(1).max(1000);
const path = z.string().regex(/^(\/|[A-Za-z]:\\)/, 'must be an absolute path');
const symptom = z.enum(symptomIds);
const limit = z.number().nonnegative();

const command = z.union([sentence, z.strictObject({ linux: sentence.optional(), windows: sentence.optional() })]);

const step = z.strictObject({
  text: sentence.describe('What to do; {name} is the evidence of that name'),
  for: z.array(z.string()).optional().describe('Problem codes that this step is for; without it, for all'),
  ifKnown: z.string().optional().describe('Name of an evidence; where it has no value, the step is left out'),
  command: command.optional().describe('A command, or one for each operating system'),
  verify: sentence.optional().describe('How to see that it is mended'),
});

const problem = z.strictObject({
  title: sentence.optional().describe('Where the title of the check would say something else'),
  says: sentence,
  explains: z.array(z.string()).optional().describe('What follows from it: ids of checks, or check-id/problem'),
});

const notes = z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be the name of an evidence, in camelCase'), sentence);

const words = z.array(z.string().min(3).max(200)).min(1);
const codes = z.array(z.int().min(1).max(999_999)).min(1);

const signature = z.strictObject({
  problem: z.string().describe('A problem code of this check'),
  means: sentence.describe('What such a line means'),
  words: words.optional().describe('Texts that must all occur in the line, whatever their case; they are no patterns'),
  writer: z.enum(['agent', 'updater']).optional().describe('Whose log; without it, that of the agent'),
  levels: z.array(z.enum(['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'])).min(1).optional(),
  agentErrorCodes: codes.optional().describe('One of them is the code that the agent names: Ex Code(2000)'),
  curlCodes: codes.optional().describe('One of them is the number that curl ends its message with'),
  httpStatuses: codes.optional().describe('One of them is the HTTP status that the line names'),
  hosts: words.optional().describe('One of them occurs in the host of the address that the line names'),
});

const entry = z.strictObject({
  title: sentence.describe('Noun phrase'),
  why: sentence.describe('Why this makes backups fail'),
  symptoms: z.array(symptom).min(1).describe('What a person sees'),
  severity: z.enum(['warning', 'critical']).describe('The worst status that the check can answer'),
  essential: z.boolean().default(false).describe('Whether "could not look" makes the exit code 3'),
  planned: z.boolean().default(false).describe('No check judges it yet'),
  dependsOn: z.array(z.string()).default([]).describe('Ids without whose health this one may not be able to look'),
  limits: z.record(limitName, limit).default({}).describe('Numbers that verdicts depend on; the unit ends the name'),
  ok: sentence.describe('Sentence of the status ok'),
  problems: z.record(kebabCase, problem).describe('Problem codes and their sentences'),
  solution: z.array(step).min(1).describe('Ordered steps'),
  notes: notes.default({}).describe('Names of evidence, and what such a value means where it is no problem by itself'),
  signatures: z.array(signature).optional().describe('How lines of a log are known: all that a signature names must fit, and the first that fits speaks'),
  docs: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .nullable()
    .default(null)
    .describe('Where the documentation speaks of it'),
});

const endpoint = z.strictObject({
  name: sentence,
  service: z.enum(['cloud-backup-api', 'event-service', 'cloud-files', 'identity', 'package-repository']),
  host: z
    .string()
    .regex(/^[a-z0-9.{}-]+$/, 'must be a host name in lower case')
    .describe('Host name; {dc} and {region} are filled in'),
  port: z.int().min(1).max(65535).default(443),
  network: z.enum(['servicenet', 'publicnet']),
  healthPath: z.string().regex(/^\//, 'must start with /').nullable().default(null),
  regions: z.array(z.string()).optional(),
});

const includes = z.array(path);
/** What no path could ever equal would exclude nothing, and nobody would notice. */
const excludes = z.array(path.regex(/^[^*?]*$/, 'must name one file or folder, which leaves out all below it, without the wildcards * and ?'));
const backupSet = z.strictObject({ include: includes.default([]), exclude: excludes.default([]) });

const waiver = z.strictObject({
  id: z.string().describe('Id of the check'),
  target: sentence.optional().describe('Subject of its evidence, such as a path; without it, whatever the check finds'),
  reason: sentence.describe('Why this is accepted'),
  expires: z.iso.date({ error: 'must be a day, as in 2026-12-31' }).describe('The last day on which it holds, in UTC'),
  by: sentence.optional().describe('Who accepted it'),
});

const shape = {
  symptoms: z.record(symptom, z.strictObject({ title: sentence })),
  checks: z.record(kebabCase, entry),
  regions: z.record(
    z.string().regex(/^[A-Z]{3}$/, 'must be a region of three capitals'),
    z.string().regex(/^[a-z0-9]+$/, 'must be a data centre name in lower case'),
  ),
  endpoints: z.array(endpoint),
  backupSet: backupSet.prefault({}),
  waivers: z.array(waiver).default([]).describe('What is accepted for a while: shown in every output, and no longer counted'),
};

export const catalogueSchema = z.strictObject(shape);

/** A --config file names only what it changes: everything is optional, a list replaces the list. */
export const configSchema = z
  .strictObject({
    symptoms: z.record(z.string(), z.strictObject({ title: sentence })),
    checks: z.record(z.string(), partialEntry()),
    regions: shape.regions,
    endpoints: shape.endpoints,
    backupSet: z.strictObject({ include: includes, exclude: excludes }).partial(),
    waivers: shape.waivers.unwrap(),
  })
  .partial();

function partialEntry() {
  const { title, why, symptoms, severity, dependsOn, ok, problems, solution, signatures, docs } = entry.shape;
  return z
    .strictObject({
      title,
      why,
      symptoms,
      severity,
      essential: z.boolean(),
      dependsOn: dependsOn.unwrap(),
      limits: z.record(z.string(), limit),
      ok,
      problems,
      solution,
      notes,
      signatures,
      docs: docs.unwrap(),
    })
    .partial();
}
