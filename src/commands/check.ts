// backup-doctor [check]: look, judge, report.
import { record, judge } from '../run.js';
import { endChildrenOnSignals } from '../probes/platform/run-command.js';
import { watch } from './progress.js';
import { emitReport } from './output.js';
import { loadConfigured } from './load-catalogue.js';
import { outputFlags, parseGatherOptions, parseSelection, parseTargets, type GatherFlags, type JudgeFlags } from './options.js';
import { keepLedger } from './keep-ledger.js';
import { openHost } from './open-host.js';

/** @returns the exit code of the diagnosis */
export async function check(flags: JudgeFlags & GatherFlags): Promise<number> {
  endChildrenOnSignals();
  const catalogue = await loadConfigured(flags.config);
  const options = parseGatherOptions(flags, catalogue);
  const selection = parseSelection(flags, catalogue);
  const targets = parseTargets(flags);
  const host = openHost(options, catalogue);
  const progress = watch(options.deadlineMs);
  try {
    const recording = await record(host.system, host.settings, host.conditions);
    progress.stop();
    const kept = keepLedger(host.system, host.settings.stateFolder, recording);
    const report = judge(recording, catalogue, selection);
    await emitReport(report, targets, outputFlags(flags));
    await kept;
    return report.exitCode;
  } finally {
    progress.stop();
    host.system.close();
  }
}
