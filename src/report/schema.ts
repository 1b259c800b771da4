// The form of the JSON outputs, published as JSON Schema. A reader must bear additions within a major version, so
// nothing is closed but the enumerations. Loaded only where a report is read back or the schemas are written.
import { z } from 'zod';
import type { SymptomId } from '../catalogue/catalogue.js';
import { factNames } from '../facts/facts.js';
import { faultCategories } from '../facts/fault/fault-interpretation.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative();
const time = z.iso.datetime().meta({ id: 'time', description: 'ISO 8601, UTC' });
const kebabCase = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const checkId = kebabCase;
const symptomId = z.enum(['corrupted', 'network-error', 'sometimes-fail', 'slow'] satisfies SymptomId[]);
const overallStatus = z.enum(['ok', 'warning', 'critical', 'unknown']);
const exitCode = z.literal([0, 1, 2, 3]);
const schemaVersion = z.literal('1');

const tool = z.object({ name: z.literal('backup-doctor'), version: z.string() });

const host = z.object({
  hostname: z.string().nullable(),
  os: z.string().nullable(),
  kernel: z.string().nullable(),
  virtualization: z.string().nullable(),
  cpuCount: count.nullable(),
  memoryBytes: count.nullable(),
  bootedAt: time.nullable(),
});

const agent = z.object({
  name: z.string(),
  version: z.string().nullable(),
  agentId: z.string().nullable(),
  registered: z.boolean().nullable(),
  running: z.boolean().nullable(),
  updaterVersion: z.string().nullable(),
  region: z.string().nullable(),
  encrypted: z.boolean().nullable(),
  usesServiceNet: z.boolean().nullable(),
});

const conditions = z.object({
  asUser: z.string(),
  isRoot: z.boolean(),
  offline: z.boolean(),
  root: z.string().nullable().describe('The host image that was examined; null on the live host'),
  deep: z.boolean(),
  proxy: z.array(z.string()),
  agent: z.string(),
  options: z.array(z.string()).optional().describe('Options of the call that change what is looked at'),
});

const measured = { subject: z.string().describe('What the value is about'), name: z.string() };
const source = z.string().describe('Where it was read');
const units = z.enum(['bytes', 'count', 'percent', 'seconds', 'milliseconds', 'days', 'bytes-per-second']);

const evidence = z
  .union([
    z.object({ ...measured, value: z.number(), unit: units, source }),
    z.object({ ...measured, value: z.union([z.string(), z.boolean(), z.null()]), unit: z.null(), source }),
  ])
  .meta({ id: 'evidence', description: 'A measured value; never a number without a unit' });

const symptom = z.object({ id: symptomId, title: z.string(), status: overallStatus, checkIds: z.array(checkId) });

const solution = z.object({
  text: z.string(),
  command: z.string().optional(),
  os: z.enum(['linux', 'windows']).optional(),
  verify: z.string().optional().describe('How to see that it is mended'),
});

const cause = z.object({
  rank: z.int().positive(),
  checkId,
  problem: z.string(),
  status: z.enum(['warning', 'critical']),
  confidence: z.enum(['certain', 'likely', 'possible']),
  sentence: z.string().describe('Holds the measured value'),
  evidence: z.array(evidence),
  consequences: z.array(checkId).describe('Checks whose findings follow from this one'),
  symptoms: z.array(symptomId),
  solution: z.array(solution).describe('In the order in which to do it'),
  docs: z.string().nullable(),
  title: z.string(),
});

const check = z.object({
  id: checkId,
  title: z.string(),
  status: z.enum(['ok', 'warning', 'critical', 'unknown', 'not-applicable']),
  problem: z.string().nullable(),
  reason: z.string().nullable().describe('Why it is unknown or does not apply'),
  sentence: z.string(),
  evidence: z.array(evidence),
  symptoms: z.array(symptomId),
  dependsOn: z.array(checkId),
  causedBy: checkId.nullable().describe('The check whose failure explains this one'),
  tookMs: milliseconds,
  waived: z.literal(true).optional().describe('Only where it is waived: then its status counts for nothing'),
  stack: z.string().optional().describe('Only where the check itself crashed'),
});

const waiver = z.object({
  id: checkId,
  target: z.string().nullable().describe('Subject of the evidence that it is for; null where it is for whatever the check finds'),
  reason: z.string(),
  expires: z.iso.date().describe('The last day on which it holds, in UTC'),
  by: z.string().nullable(),
  matched: z.boolean().describe('What it names was found'),
  isExpired: z.boolean(),
  sentence: z.string().describe('What it does, and why'),
});

const fact = z.looseObject({ state: z.enum(['observed', 'absent', 'unavailable']) });

const facts = z.looseObject(Object.fromEntries(factNames.map((name) => [name, fact]))).describe('What was seen, redacted');

export const reportSchema = z.object({
  schemaVersion,
  tool,
  runId: z.string().min(1),
  startedAt: time,
  finishedAt: time,
  durationMs: milliseconds,
  deadlineMs: milliseconds,
  status: overallStatus,
  exitCode,
  headline: z.string(),
  host: host.nullable(),
  agent: agent.nullable(),
  conditions,
  symptoms: z.array(symptom),
  causes: z.array(cause),
  checks: z.array(check),
  notRun: z.array(z.object({ id: checkId, reason: z.string(), enable: z.string().describe('What to do so that it runs') })),
  waivers: z.array(waiver).describe('What is accepted for a while'),
  redaction: z.object({ policy: z.string(), counts: z.record(z.string(), count), selfTest: z.enum(['passed', 'failed']) }),
  facts,
});

const faultSchema = z.object({
  schemaVersion,
  httpStatus: z.int().nullable(),
  shape: z.enum(['json', 'xml', 'html', 'text', 'empty']),
  element: z.string().nullable(),
  category: z.enum(faultCategories),
  code: z.number().nullable(),
  message: z.string().nullable(),
  details: z.string().nullable(),
  retryable: z.boolean().nullable(),
  retryAt: time.nullable(),
  retryAfterSeconds: z.number().nonnegative().nullable(),
  sentence: z.string(),
  solution: z.array(z.object({ text: z.string() })),
});

const listSchema = z.object({
  schemaVersion,
  checks: z.array(
    z.object({
      id: checkId,
      title: z.string(),
      symptoms: z.array(symptomId),
      severity: z.enum(['warning', 'critical']).describe('The worst status that it can answer'),
      planned: z.boolean().describe('No check judges it in this version'),
    }),
  ),
});

const storiesSchema = z.object({
  schemaVersion,
  stories: z.array(z.object({ name: kebabCase.describe('What `demo` takes'), title: z.string() })),
});

const compareSchema = z.object({
  schemaVersion,
  status: overallStatus,
  exitCode,
  recordingCount: count.describe('Those that were compared'),
  agentCount: count,
  unknownAgentCount: count.describe('Recordings that name no agent'),
  unreadCount: count.describe('Files that could not be read as recordings; stderr names them'),
  pairs: z
    .array(
      z.object({
        recordings: z.tuple([z.string(), z.string()]).describe('The earlier one first'),
        agentId: z.string().nullable(),
        verdict: z.enum(['cloned', 'possibly-cloned', 'same-machine', 'different-agents', 'cannot-tell']),
        certainty: z.enum(['certain', 'likely', 'possible']).nullable().describe('null where nothing can be told'),
        evidence: z.array(evidence),
      }),
    )
    .describe('Those that matter, the worst first'),
  omittedPairCount: count,
});

const runSummary = {
  runId: z.string(),
  at: time,
  status: overallStatus,
  headline: z.string(),
  isWhole: z.boolean().describe('No check was left out by an option'),
  causes: z.array(checkId),
};

const changeKind = z.enum(['version', 'configuration', 'routes', 'resolver', 'certificates', 'free-space', 'latency', 'kernel']);

const historySchema = z.object({
  schemaVersion,
  runCount: count,
  firstAt: time.nullable(),
  lastAt: time.nullable(),
  tornLineCount: count.describe('Lines that a crash or a full disk left torn; they were passed over'),
  unread: z.array(z.object({ path: z.string(), reason: z.string() })),
  statusCounts: z.object({ ok: count, warning: count, critical: count, unknown: count }),
  runs: z
    .array(z.object({ ...runSummary, changed: z.array(changeKind).nullable().describe('What differs from the run before; null for the first') }))
    .describe('The newest first'),
  omittedRunCount: count,
  trends: z.array(
    z.object({
      kind: z.enum(['free-space', 'latency']),
      subject: z.string().describe('A mount point, or an endpoint with its family of addresses'),
      unit: z.enum(['bytes', 'milliseconds']),
      last: z.number(),
      median: z.number(),
      lowest: z.number(),
      highest: z.number(),
      sampleCount: count,
      spanSeconds: count,
      perDay: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable().describe('null where there are too few samples'),
    }),
  ),
  flapping: z.array(z.object({ checkId, changeCount: count, runCount: count, lastChangeAt: time })),
});

const changeValue = z.union([z.string(), z.number()]).nullable();

const historyDiffSchema = z.object({
  schemaVersion,
  before: z.object(runSummary),
  after: z.object(runSummary),
  findings: z.array(z.object({ checkId: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  changes: z
    .array(
      z.object({
        kind: changeKind,
        name: z.string(),
        before: changeValue,
        after: changeValue,
        unit: z.enum(['bytes', 'milliseconds']).nullable(),
        rank: count.nullable().describe('0 is the likeliest; null where no finding has to do with this kind'),
        checkIds: z.array(checkId).describe('Findings that it may be behind'),
      }),
    )
    .describe('The likeliest cause first'),
  unseen: z.array(changeKind).describe('What one of the two runs could not see'),
});

export const reportJsonSchema = (): JsonSchema => published('report', 'Report of Backup Doctor', reportSchema);

export const faultJsonSchema = (): JsonSchema => published('fault', 'Interpretation of an API answer by Backup Doctor', faultSchema);

export const listJsonSchema = (): JsonSchema => published('list', 'Catalogue of Backup Doctor', listSchema);

export const compareJsonSchema = (): JsonSchema => published('compare', 'Comparison of recordings by Backup Doctor', compareSchema);

export const storiesJsonSchema = (): JsonSchema => published('stories', 'Packaged example recordings of Backup Doctor', storiesSchema);

export const historyJsonSchema = (): JsonSchema => published('history', 'Kept runs of Backup Doctor', historySchema);

export const historyDiffJsonSchema = (): JsonSchema => published('history-diff', 'Difference of two kept runs of Backup Doctor', historyDiffSchema);

/** The input form leaves objects open: an older reader must not refuse a newer report. */
function published(name: string, title: string, schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, $id: `urn:backup-doctor:${name}:1`, title, ...rest };
}
