// The form of a recording, which may come from anywhere. Each fact is checked to its last value, so that no check meets a
// text where a number should be. Of what resolvers answered only the state is checked.
import { z } from 'zod';
import { factNames } from './facts/facts.js';
import { signalNames, signalRoots } from './facts/identity.js';
import { layers } from './facts/paths.js';
import { oddityKinds } from './facts/scan.js';
import { recordingFormat, recordingFormatVersion } from './facts/recording.js';
import { policies } from './facts/redaction/policy.js';
import { api } from './recording-api-schema.js';
import { count, deviceClass, endpoint, flag, list, number, reply, seen, text, time } from './recording-forms.js';
import { history } from './recording-history-schema.js';
import { throughput } from './recording-throughput-schema.js';
import { inUse } from './recording-in-use-schema.js';

const host = z.object({
  hostname: text.nullable(),
  hostnameReason: text.exactOptional(),
  os: z.object({ family: z.enum(['linux', 'windows', 'other']), id: text.nullable(), name: text.nullable() }),
  ...{ kernel: text.nullable(), architecture: text.nullable(), virtualization: text.nullable() },
  cpuCount: count.nullable(),
  hasAesInstructions: flag.nullable(),
  memoryBytes: count.nullable(),
  bootedAt: time.nullable(),
});

const version = z.object({ text, numbers: z.tuple([count, count, count]).readonly(), source: text });

const registration = z.object({
  path: text,
  isRegistered: flag.nullable(),
  agentId: text.nullable(),
  accountId: text.nullable(),
  apiHostName: text.nullable(),
  hasAgentKey: flag,
  hasKeyPair: flag,
  hasPassword: flag,
  missingKeys: list(text),
  malformedKeys: list(text),
  keySet: z.enum(['old', 'new']),
  modifiedAt: time,
  ageSeconds: number,
  modeOctal: text,
  ownerUid: number,
  isReadableByOthers: flag,
  earlierCopiesAt: list(time),
});

const processes = list(
  z.object({ pid: count, user: text, uid: number, startedAt: time.nullable(), state: z.enum(['running', 'suspended']) }),
);

const service = z.object({
  manager: z.enum(['systemd', 'sysv', 'upstart', 'windows']),
  unitPath: text,
  startsAtBoot: flag.nullable(),
  isRunning: flag.nullable(),
});

const folder = z.object({ role: z.enum(['registration', 'cache', 'log', 'temp']), path: text, source: text });

const lock = z.object({
  path: text,
  guards: z.enum(['backup', 'process']),
  modifiedAt: time,
  ageSeconds: number,
  holderPids: list(count),
  isStale: flag,
});

const agent = z.object({
  name: text,
  title: text,
  foundBy: list(z.enum(['registration', 'package', 'binary', 'process', 'service'])),
  registration: seen(registration),
  version: seen(version),
  processes: seen(processes),
  proxy: seen(z.object({ named: z.object({ variable: text, host: text, port: count }).nullable(), source: text })),
  runsAs: seen(z.object({ user: text, uid: number, source: text })),
  service: seen(service),
  updater: seen(z.object({ name: text, isInstalled: flag, version: seen(version), processes: seen(processes), service: seen(service) })),
  folders: list(folder),
  logSettings: seen(
    z.object({ path: text, maxFileBytes: count, maxBackupCount: count, level: text.nullable(), source: text, usedBytes: count }),
  ),
  locks: seen(list(lock)),
  vault: seen(
    z.object({
      containerUrls: list(text),
      cachedContainers: list(text),
      usesServiceNet: flag.nullable(),
      isEncrypted: flag.nullable(),
      encryptionSource: text,
    }),
  ),
  authoritiesPath: text.nullable(),
  region: text.nullable(),
});

const publishedVersions = z.object({ agent: seen(version), updater: seen(version), agentPublishedAgeSeconds: number.nullable() });

const signal = { name: z.enum(signalNames), root: z.enum(signalRoots) };

const identity = z.object({
  signals: list(z.object({ ...signal, hash: text.nullable(), source: text, note: text.nullable() })),
  instanceHistory: z
    .object({
      currentHash: text,
      idForm: z.enum(['uuid', 'other']),
      datasource: text.nullable(),
      previousHash: text.nullable(),
      earlierInstanceCount: count,
      otherFormHashes: list(text).exactOptional(),
      currentSince: time.nullable(),
      folderBornAt: time.nullable(),
      lastBootAt: time.nullable(),
    })
    .nullable(),
  instanceHistoryNote: text.nullable(),
  container: text.nullable(),
  traces: z
    .object({
      seedHash: text.nullable(),
      networkFiles: list(z.object({ path: text, modifiedAt: time, cardCount: count, ownCardCount: count.nullable() })),
    })
    .exactOptional(),
  registeredAt: time.nullable(),
  registrationBornAt: time.nullable(),
  agentId: text.nullable(),
  agentIdHash: text.nullable(),
  ledger: list(
    z.object({
      firstSeenAt: time,
      lastSeenAt: time,
      agentIdHash: text.nullable(),
      signals: list(z.object({ ...signal, hash: text })),
    }),
  ),
  ledgerNote: text.nullable(),
});

const address = z.object({
  address: text,
  prefixLength: count,
  family: z.literal([4, 6]),
  scope: z.enum(['global', 'link', 'host']),
});

const route = z.object({
  destination: text,
  gateway: text.nullable(),
  interfaceName: text.nullable(),
  kind: z.enum(['unicast', 'unreachable', 'prohibit', 'blackhole']),
  metric: number,
});

const networks = z.object({
  interfaces: list(
    z.object({
      name: text,
      mac: text.nullable(),
      state: text,
      hasCarrier: flag.nullable(),
      mtu: count.nullable(),
      addresses: list(address),
      label: text.nullable(),
    }),
  ),
  routes: list(route),
  roles: list(
    z.object({
      network: z.enum(['servicenet', 'publicnet']),
      interfaceName: text.nullable(),
      sourceAddress: text.nullable(),
      certainty: z.enum(['certain', 'likely', 'possible', 'none']),
      because: text,
    }),
  ),
});

const mount = z.object({
  mountPoint: text,
  device: text,
  deviceId: text.nullable(),
  fsType: text,
  options: list(text),
  isReadOnly: flag.nullable(),
  isReadOnlyByError: flag,
});

const space = z.object({
  source: text,
  totalBytes: count,
  freeBytes: count,
  totalInodeCount: count.nullable(),
  freeInodeCount: count.nullable(),
});

const setVolumes = list(
  z.object({ path: text, mount, deviceClass, deviceChain: list(text), because: text, isEncryptedBelow: flag.nullable() }),
);

const volumes = z.object({
  volumes: list(
    z.object({
      folder,
      measuredPath: text,
      mount,
      space: seen(space),
      crossCheck: z.object({ source: text, availableBytes: number, differenceBytes: number }).nullable(),
      forUser: text,
    }),
  ),
  backupSet: setVolumes,
  innerMounts: setVolumes.exactOptional(),
});

const reasons = ['permission', 'folder-permission', 'acl', 'security-module', 'fuse-owner', 'server-refusal', 'mount-option', 'io-error', 'name-too-long', 'stale-handle', 'link-loop', 'key-missing', 'other'] as const;

const confinement = z.object({ module: z.enum(['SELinux', 'AppArmor']), label: text }).nullable();

const scan = z.object({
  paths: list(z.object({ path: text, state: z.enum(['scanned', 'unfinished', 'missing', 'timed-out', 'skipped']), note: text.nullable(), isLink: flag.exactOptional(), isPassedOver: flag.exactOptional() })),
  source: text,
  asUser: text,
  insteadOf: text.nullable(),
  entryCount: count,
  unreadableCount: count,
  groups: list(
    z.object({
      path: text,
      reason: z.enum(reasons),
      code: text,
      mode: text.nullable(),
      isFolder: flag,
      fileCount: count.nullable(),
      examples: list(text),
      bytes: count.nullable().exactOptional(),
      uncountedBecause: text.nullable().exactOptional(),
      leftOut: list(text).nullable().exactOptional(),
    }),
  ),
  oddities: list(z.object({ kind: z.enum(oddityKinds), count, bytes: count.nullable(), examples: list(text) })).exactOptional(),
  confinement: z.object({ ofScan: confinement, ofAgent: confinement }).exactOptional(),
  ...{ omittedGroupCount: count, omittedBytes: count.nullable().exactOptional() },
  isComplete: flag,
  stoppedBecause: text.nullable(),
});

const dnsOutcome = z.enum([
  'answered',
  'timed-out',
  'refused',
  'servfail',
  'nxdomain',
  'empty',
  'wrong-answer',
  'unreachable',
  'malformed',
]);
const connectOutcome = z.enum([
  ...(['connected', 'refused', 'timed-out', 'no-route', 'prohibited'] as const),
  ...(['name-not-resolved', 'cut-off', 'no-source-address', 'failed'] as const),
]);
const attempt = { outcome: connectOutcome, code: text.nullable(), tookMs: count };

const connection = z.object({
  ...attempt,
  sourceAddress: text.nullable(),
  address: text,
  attempts: list(z.object(attempt)),
  otherAddresses: list(z.object({ ...attempt, address: text })).exactOptional(),
  repeatedRequestCount: number.nullable(),
});

const handshake = z.object({
  outcome: z.enum(['trusted', 'untrusted', 'refused', 'stalled', 'cut-off']),
  code: text.nullable(),
  protocol: text.nullable(),
  certificate: z
    .object({
      ...{ names: list(text), issuer: text, startsAt: text, endsAt: text },
      ...{ sentCount: count, isSelfSigned: flag, namesIssuerAddress: flag },
    })
    .nullable(),
  stores: list(z.object({ store: text, code: text.nullable() })),
  tookMs: count,
});

const cell = z.object({
  endpoint,
  family: z.union([z.literal(4), z.literal(6)]),
  skipped: text.nullable(),
  interfaceName: text.nullable(),
  route: route.nullable(),
  name: z
    .object({ outcome: dnsOutcome, source: text.nullable(), addresses: list(text), otherAddresses: list(text), code: text.nullable() })
    .nullable(),
  connection: connection.nullable(),
  handshake: handshake.nullable(),
  reply: reply.nullable(),
  largeRequest: z
    .object({
      ...{ requestBytes: count, outcome: z.enum(['answered', 'stalled', 'cut-off', 'failed']), code: text.nullable() },
      ...{ largestPassedBytes: count.nullable(), smallestStalledBytes: count.nullable(), tookMs: count },
    })
    .nullable(),
  proxied: z
    .object({
      proxy: text,
      outcome: z.enum(['connected', 'refused', 'timed-out', 'credentials-wanted', 'failed']),
      code: text.nullable(),
      tookMs: count,
    })
    .nullable(),
  gatewayAnswers: flag.nullable(),
  failure: z.object({ layer: z.enum(layers), code: text }).nullable(),
  tookMs: count,
});

const logWriter = z.enum(['agent', 'updater']);

const logEventKinds = [
  ...(['start', 'stop', 'backup-failed', 'backup-not-started', 'backup-named'] as const),
  ...(['agent-brought-down', 'agent-brought-up', 'agent-upgraded'] as const),
] as const;

const log = z.object({
  files: list(z.object({ path: text, writer: logWriter, sizeBytes: count, readBytes: count, modifiedAt: time })),
  ...{ windowBeganAt: time, readBackTo: time.nullable(), lastLineAt: time.nullable() },
  ahead: z.object({ lineCount: count, lastAt: time }).nullable().exactOptional(),
  stoppedBy: z.enum(['beginning', 'window', 'size', 'time', 'unreadable']),
  ...{ lineCount: count, unparsedLineCount: count },
  events: list(z.object({ kind: z.enum(logEventKinds), at: time, writer: logWriter, backupId: text.nullable() })),
  groups: list(
    z.object({
      ...{
        writer: logWriter,
        level: z.enum(['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']),
        writtenBy: text.nullable(),
        message: text,
      },
      ...{ lineCount: count, firstAt: time, lastAt: time, isRightAfterStart: flag, startedAt: time.nullable() },
      ...{ agentErrorCode: count.nullable(), curlCode: count.nullable(), httpStatus: count.nullable() },
      ...{ host: text.nullable(), path: text.nullable() },
    }),
  ),
  silences: list(z.object({ from: time, to: time })),
  silenceSeconds: count,
  gaps: list(z.object({ from: time, to: time.nullable() })).exactOptional(),
  machines: list(z.object({ kind: z.enum(['host-name', 'address']), value: text, firstAt: time, lastAt: time })),
});

const answers = seen(z.union([z.looseObject({}), z.array(z.unknown())]));

export const deepFacts = z.object({
  host: seen(host),
  agent: seen(agent),
  publishedVersions: seen(publishedVersions),
  identity: seen(identity),
  networks: seen(networks),
  paths: seen(list(cell)),
  log: seen(log),
  api: seen(api),
  volumes: seen(volumes),
  scan: seen(scan),
  throughput: seen(throughput),
  inUse: seen(inUse),
  history: seen(history),
});

export const recordingSchema = z.object({
  format: z.literal(recordingFormat),
  formatVersion: z.literal(recordingFormatVersion),
  toolVersion: text,
  runId: text.min(1),
  gatheredAt: time,
  finishedAt: time,
  durationMs: count,
  deadlineMs: count,
  conditions: z.object({
    asUser: text,
    isRoot: flag,
    offline: flag,
    deep: flag,
    root: text.nullable(),
    proxy: list(text),
    agent: text,
    options: list(text).exactOptional(),
  }),
  redaction: z.object({ policy: z.enum(policies), counts: z.record(text, count), selfTest: z.enum(['passed', 'failed']) }),
  facts: z.object({ ...Object.fromEntries(factNames.map((name) => [name, answers])), ...deepFacts.shape }),
});

/** What comparing reads: of thousands of recordings, the rest is not looked at. */
export const comparedSchema = recordingSchema.extend({ facts: deepFacts.pick({ host: true, identity: true }) });
