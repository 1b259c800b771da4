// backup-doctor [check]: look, judge, report.
import { record, judge } from '../run.js';
import { watch } from './progress.js';
import { emitReport } from './output.js';
import { loadConfigured } from './load-catalogue.js';
import {
  outputFlags,
  parseDeadline,
  parseGatherOptions,
  parseSelection,
  parseTargets,
  type GatherFlags,
  type JudgeFlags,
} from './options.js';
import { keepLedger } from './keep-ledger.js';
import { limitWithin } from './named-path.js';
import { openHost } from './open-host.js';

/** @returns the exit code of the diagnosis */
export async function check(flags: JudgeFlags & GatherFlags): Promise<number> {
  const deadlineMs = parseDeadline(flags);
  const catalogue = await loadConfigured(flags.config, deadlineMs);
  const options = parseGatherOptions(flags, catalogue);
  const selection = parseSelection(flags, catalogue);
  const targets = parseTargets(flags);
  const host = await openHost(options, deadlineMs, catalogue);
  const progress = watch(deadlineMs);
  try {
    const recording = await record(host.system, host.settings, host.conditions);
    progress.stop();
    const kept = keepLedger(host.system, host.settings.stateFolder, recording, limitWithin(deadlineMs));
    const report = judge(recording, catalogue, selection);
    await emitReport(report, targets, outputFlags(flags), deadlineMs).finally(() => kept);
    return report.exitCode;
  } finally {
    progress.stop();
    host.system.close();
  }
}
