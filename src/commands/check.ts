// backup-doctor [check]: look, judge, report.
import { secretsKnownTo } from '../probes/known-secrets.js';
import { usersKnownTo } from '../probes/known-users.js';
import { record, judge } from '../run.js';
import { watch } from './progress.js';
import { LeakGuard } from './leak-guard.js';
import { emitOutputs, finishReport } from './output.js';
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
import { runOf } from '../history/run-of.js';
import { keepHistory } from './keep-history.js';
import { beAlone } from './be-alone.js';
import { hasHooks, parseHooks, type HookFlags } from './hooks/hooks.js';
import { keepLedger } from './keep-ledger.js';
import { limitWithin } from './named-path.js';
import { openHost } from './open-host.js';
import { catalogueUnder, parsePolicy, tellNotes, underPolicy } from './redaction.js';

/** @returns the exit code of the diagnosis */
export async function check(flags: JudgeFlags & GatherFlags & HookFlags & { readonly alone?: boolean }): Promise<number> {
  const deadlineMs = parseDeadline(flags);
  const catalogue = await loadConfigured(flags.config, deadlineMs);
  const options = parseGatherOptions(flags, catalogue);
  const selection = parseSelection(flags, catalogue);
  const targets = parseTargets(flags);
  const hooks = parseHooks(flags);
  const policy = parsePolicy(flags);
  const host = await openHost(options, deadlineMs, catalogue);
  const progress = watch(deadlineMs);
  try {
    if (flags.alone === true) await beAlone(host.system, host.settings.stateFolder);
    const recording = await record(host.system, host.settings, host.conditions, progress.began);
    progress.stop();
    const { stateFolder } = host.settings;
    const ledger = keepLedger(host.system, stateFolder, recording, limitWithin(deadlineMs));
    const redacted = underPolicy(recording, policy, flags, policy === 'secrets' ? [] : await usersKnownTo(host.system));
    const report = judge(redacted.recording, catalogueUnder(catalogue, redacted), selection);
    const isWhole = !options.offline && selection.only === null && selection.skip.length === 0 && selection.symptom === null;
    // With the names of this host, whatever the report hides: runs are compared by them.
    const run = runOf(recording, policy === 'secrets' ? report : judge(recording, catalogue, selection), isWhole);
    const secrets = secretsKnownTo(host.system);
    try {
      const guard = new LeakGuard(secrets, report);
      const outputs = await finishReport(report, targets, outputFlags(flags), guard);
      guard.refuseLeak(JSON.stringify(run), 'the history');
      tellNotes(guard.notes);
      const kept = keepHistory(host.system, stateFolder, run, limitWithin(deadlineMs));
      await emitOutputs(outputs, deadlineMs).finally(() => kept);
    } finally {
      await ledger;
      // A report that finds no room is the very news.
      if (hasHooks(hooks)) await (await import('./hooks/run-hooks.js')).runHooks(report, hooks, { stateFolder, deadlineMs, secrets });
    }
    return report.exitCode;
  } finally {
    progress.stop();
    host.system.close();
  }
}
