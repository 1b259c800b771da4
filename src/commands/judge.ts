// backup-doctor judge RECORDING: today's catalogue over a recording made anywhere; touches nothing else.
import { parseRecording } from '../recording-file.js';
import { judgeForeign } from '../judge-foreign.js';
import { loadConfigured } from './load-catalogue.js';
import { outputFlags, parseSelection, parseTargets, type JudgeFlags } from './options.js';
import { emitReport } from './output.js';
import { catalogueUnder, parsePolicy, underPolicy } from './redaction.js';
import { readSaved } from './saved-file.js';

/** @returns the exit code of the diagnosis */
export async function judge(path: string, flags: JudgeFlags): Promise<number> {
  const catalogue = await loadConfigured(flags.config);
  const selection = parseSelection(flags, catalogue);
  const targets = parseTargets(flags);
  const policy = parsePolicy(flags);
  const saved = await readSaved(path, 'recording.json');
  const recording = parseRecording(saved.text, saved.name);
  const redacted = underPolicy(recording, policy, flags);
  const report = judgeForeign(redacted.recording, catalogueUnder(catalogue, redacted), selection);
  await emitReport(report, targets, outputFlags(flags));
  return report.exitCode;
}
