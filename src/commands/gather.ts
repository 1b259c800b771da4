// backup-doctor gather: look only, and write the redacted recording.
import { safeText } from '../report/json/render-json.js';
import { record } from '../run.js';
import { loadConfigured } from './load-catalogue.js';
import { openHost } from './open-host.js';
import { parseGatherOptions, type GatherFlags } from './options.js';
import { print, writeFileAtomically } from './output.js';
import { endChildrenOnSignals } from '../probes/platform/run-command.js';
import { watch } from './progress.js';

export async function gather(flags: GatherFlags & { readonly output?: string }): Promise<number> {
  endChildrenOnSignals();
  const catalogue = await loadConfigured(flags.config);
  const options = parseGatherOptions(flags, catalogue);
  const host = openHost(options, catalogue);
  const progress = watch(options.deadlineMs);
  try {
    const recording = await record(host.system, host.settings, host.conditions);
    const text = safeText(`${JSON.stringify(recording, null, 2)}\n`);
    progress.stop();
    if (flags.output === undefined) await print(text);
    else writeFileAtomically(flags.output, text);
    return 0;
  } finally {
    progress.stop();
    host.system.close();
  }
}
