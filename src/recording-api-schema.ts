// The form of what the services told, in a recording from anywhere.
import { z } from 'zod';
import { apiCalls, jobStates } from './facts/api.js';
import { count, flag, list, networkName, reply, seen, text, time } from './recording-forms.js';

const job = { state: z.enum([...jobStates, 'other']), stateText: text };

const registeredAgent = z.object({
  ...{ source: text, agentId: text, hostServerIdHash: text.nullable(), machineName: text.nullable(), address: text.nullable() },
  ...{ version: text.nullable(), operatingSystem: text.nullable(), status: z.enum(['online', 'offline', 'unknown']) },
  ...{ isBusy: flag.nullable(), isDisabled: flag.nullable(), isEncrypted: flag.nullable(), usesServiceNet: flag.nullable() },
  ...{ vaultUrl: text.nullable(), vaultSizeBytes: count.nullable(), region: text.nullable(), vaultRegion: text.nullable() },
  ...{ lastSuccessfulBackupAt: time.nullable(), registeredAt: time.nullable(), askedAt: time, wasWoken: flag },
});

const configuration = z.object({
  ...{ id: text, name: text, isActive: flag.nullable(), isDeleted: flag.nullable() },
  frequency: z.enum(['manually', 'hourly', 'daily', 'weekly', 'monthly']).nullable(),
  ...{ intervalSeconds: count.nullable(), lastRunAt: time.nullable(), nextRunAt: time.nullable() },
  ...{ inclusions: list(text), exclusions: list(text) },
});

const activity = z.object({
  kind: z.enum(['backup', 'restore', 'cleanup', 'other']),
  ...{ configurationId: text.nullable(), name: text.nullable(), backupId: text.nullable(), ...job, at: time.nullable() },
});

const report = z.object({
  ...{ backupId: text, configurationId: text.nullable(), configurationName: text.nullable(), ...job },
  ...{ startedAt: time.nullable(), completedAt: time.nullable(), durationSeconds: count.nullable() },
  ...{
    searchedFileCount: count.nullable(),
    searchedBytes: count.nullable(),
    savedFileCount: count.nullable(),
    savedBytes: count.nullable(),
  },
  ...{ errorCount: count.nullable(), reason: text.nullable(), diagnostics: text.nullable() },
  errors: list(z.object({ code: count.nullable(), type: text.nullable(), path: text.nullable(), message: text.nullable() })),
  bandwidthPerSecond: count.nullable(),
});

const login = z.object({
  ...{ accountId: text.nullable(), expiresAt: time.nullable(), roles: list(text) },
  services: list(
    z.object({
      type: z.enum(['rax:backup', 'object-store', 'compute']),
      ...{ region: text.nullable(), publicUrl: text, internalUrl: text.nullable() },
    }),
  ),
});

const vaultContainer = z.object({
  ...{ url: text, network: networkName, isThere: flag, objectCount: count.nullable(), usedBytes: count.nullable() },
  quota: z.object({ of: z.enum(['container', 'account']), usedBytes: count, limitBytes: count }).nullable(),
  isListable: flag,
});

export const api = z.object({
  credentials: z.object({ kind: z.enum(['api-key', 'password', 'token']), source: text }),
  login: seen(login),
  agent: seen(registeredAgent),
  agentsOfThisServer: seen(list(registeredAgent)),
  configurations: seen(list(configuration)),
  activity: seen(list(activity)),
  reports: seen(list(report)),
  vault: seen(vaultContainer),
  attachments: seen(list(z.object({ device: text.nullable() }))).exactOptional(),
  health: seen(z.object({ source: text, offlineParts: list(text) })),
  faults: list(z.object({ call: z.enum(apiCalls), reply, hasPassed: flag })),
});
