// From options to what the probes need: the examined host, their settings, and the conditions for the report.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { KnownSecret } from '../facts/leaks/leak-search.js';
import type { Conditions } from '../facts/recording.js';
import { proxySecretsIn } from '../facts/network/proxy.js';
import type { Credentials } from '../probes/api/credentials.js';
import { keepSecrets } from '../probes/known-secrets.js';
import { openSystem } from '../probes/platform/live-system.js';
import type { System } from '../probes/platform/system.js';
import type { RunSettings } from '../run.js';
import { UsageError } from '../usage-error.js';
import { imageFolder } from './named-path.js';
import type { GatherOptions } from './options.js';
import { readCredentials } from './read-credentials.js';
import { stateFolder } from './state-folder.js';

export interface OpenHost {
  readonly system: System;
  readonly settings: RunSettings;
  readonly conditions: Conditions;
}

/** @throws UsageError where the image cannot be opened, or credentials are refused */
export async function openHost(
  options: GatherOptions,
  deadlineMs: number,
  { endpoints, regions, backupSet, checks }: Catalogue,
): Promise<OpenHost> {
  const { agent, root, offline, deep, backupPaths, backupSource, credentialsPath, wake, uploadTest } = options;
  // Who asks nobody needs no secret.
  const credentials = offline || root !== null ? null : await readCredentials(credentialsPath, deadlineMs);
  if (uploadTest && credentials === null) throw new UsageError(uploadNeedsCredentials);
  const system = openSystem(root === null ? null : await imageFolder(root, deadlineMs));
  keepSecrets(system, [...(credentials === null ? [] : [givenSecret(credentials)]), ...proxySecretsIn(system.environment)]);
  const settings = {
    ...{ agent, offline, deep, deadlineMs, endpoints, regions, backupPaths, backupSource, excludedPaths: backupSet.exclude },
    ...{ stateFolder: stateFolder(), credentials, wake, uploadTest },
    log: logSettings(checks['agent-log-errors']?.limits ?? {}),
  };
  return { system, settings, conditions: conditionsOf(options) };
}

const kinds = { 'api-key': 'API key', password: 'password', token: 'token' } as const;

const givenSecret = ({ kind, secret }: Credentials): KnownSecret => ({ kind: kinds[kind], text: secret.reveal() });

function conditionsOf({ agent, root, offline, deep, again }: GatherOptions): Conditions {
  const uid = process.getuid?.();
  const proxy = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];
  return {
    asUser: userName(uid),
    isRoot: uid === 0,
    offline,
    deep,
    root,
    // Names alone: their values may hold credentials.
    proxy: Object.keys(process.env)
      .filter((name) => proxy.includes(name.toLowerCase()))
      .sort(),
    agent,
    options: again,
  };
}

/** What the check counts is what is read. */
const logSettings = ({ windowSeconds = 0, graceSeconds = 0 }: Readonly<Record<string, number>>): RunSettings['log'] => ({
  windowSeconds,
  graceSeconds,
});

const uploadNeedsCredentials =
  '--upload-test needs credentials: name a file with --credentials, or set BACKUP_DOCTOR_USERNAME and BACKUP_DOCTOR_API_KEY';

/** From the environment: the account database may lie on a server that no longer answers. */
function userName(uid: number | undefined): string {
  if (uid === 0) return 'root';
  const name = process.env['LOGNAME'] || process.env['USER'] || process.env['USERNAME'];
  return name || `uid ${uid ?? 'unknown'}`;
}
