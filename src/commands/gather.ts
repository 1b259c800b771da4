// backup-doctor gather: look only, and write the redacted recording.
import { secretsKnownTo, unreadNotes } from '../probes/known-secrets.js';
import { usersKnownTo } from '../probes/known-users.js';
import { safeText } from '../report/json/render-json.js';
import { record } from '../run.js';
import { LeakGuard } from './leak-guard.js';
import { loadConfigured } from './load-catalogue.js';
import { openHost } from './open-host.js';
import { parseDeadline, parseGatherOptions, type GatherFlags } from './options.js';
import { print, saveOrPrint } from './output.js';
import { watch } from './progress.js';
import { parsePolicy, tellNotes, underPolicy, type RedactionFlags } from './redaction.js';

export async function gather(flags: GatherFlags & RedactionFlags & { readonly output?: string }): Promise<number> {
  const deadlineMs = parseDeadline(flags);
  const policy = parsePolicy(flags);
  const catalogue = await loadConfigured(flags.config, deadlineMs);
  const host = await openHost(parseGatherOptions(flags, catalogue), deadlineMs, catalogue);
  const progress = watch(deadlineMs);
  try {
    const { recording } = underPolicy(await record(host.system, host.settings, host.conditions, progress.began), policy, flags, policy === 'secrets' ? [] : await usersKnownTo(host.system));
    const text = safeText(`${JSON.stringify(recording, null, 2)}\n`);
    const guard = new LeakGuard(secretsKnownTo(host.system), recording);
    guard.refuseLeak(text, 'the recording');
    progress.stop();
    tellNotes([...guard.notes, ...unreadNotes(host.system)]);
    if (flags.output === undefined) await print(text);
    else await saveOrPrint(flags.output, text, deadlineMs);
    return 0;
  } finally {
    progress.stop();
    host.system.close();
  }
}
