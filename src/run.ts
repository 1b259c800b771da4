// Gather → redact → judge → diagnose → report, composed. The only module that knows all the stages.
import { randomUUID } from 'node:crypto';
import type { Catalogue } from './catalogue/catalogue.js';
import { checks } from './checks/index.js';
import { runChecks } from './checks/run-checks.js';
import { diagnose } from './diagnosis/diagnose.js';
import type { OsFamily } from './diagnosis/solution.js';
import { valueOf } from './facts/observed.js';
import { recordingFormat, recordingFormatVersion, type Conditions, type Recording } from './facts/recording.js';
import { redact } from './facts/redact.js';
import { gather, type Began, type GatherSettings } from './probes/gather.js';
import { scrubKnown } from './probes/known-secrets.js';
import type { System } from './probes/platform/system.js';
import { buildReport } from './report/build-report.js';
import type { Report } from './report/report.js';
import { selectChecks, type Selection } from './select-checks.js';
import { version } from './version.js';

export interface RunSettings extends GatherSettings {
  /** Of the whole run: counted, as the clock itself, from the start of this process. */
  readonly deadlineMs: number;
}

/** Looks at the host once. Never throws for what the host does; ends within the deadline. */
export async function record(system: System, settings: RunSettings, given: Conditions, began?: Began): Promise<Recording> {
  const startedAt = system.now();
  const clock = performance.now();
  const gathered = await gather(system, { ...settings, deadlineMs: settings.deadlineMs - clock }, began);
  // What it has met while it looked is known only now.
  const { facts, conditions, redaction } = redact({ facts: gathered, conditions: given }, scrubKnown(system));
  return asSaved({
    format: recordingFormat,
    formatVersion: recordingFormatVersion,
    toolVersion: version,
    runId: randomUUID(),
    gatheredAt: startedAt.toISOString(),
    finishedAt: system.now().toISOString(),
    durationMs: Math.round(performance.now() - clock),
    deadlineMs: settings.deadlineMs,
    conditions,
    redaction,
    facts,
  });
}

/** Touches nothing but the recording: the same recording gives the same report, byte for byte. */
export function judge(recording: Recording, catalogue: Catalogue, selection: Selection): Report {
  const { facts, conditions } = recording;
  const { selected, notRun } = selectChecks(checks, catalogue, conditions, selection);
  const findings = runChecks(selected, facts, conditions, catalogue);
  const osFamily: OsFamily = valueOf(facts.host)?.os.family ?? 'other';
  const missingAgent = facts.agent.state === 'absent' ? facts.agent.reason : null;
  return buildReport(recording, diagnose({ findings, notRun, catalogue, examined: { osFamily, options: conditions.options ?? [], isImage: conditions.root !== null }, missingAgent, at: recording.gatheredAt }));
}

/** What `judge` would read back from a file, so that `check` and `gather | judge` cannot differ. */
const asSaved = (recording: Recording): Recording => JSON.parse(JSON.stringify(recording)) as Recording;
