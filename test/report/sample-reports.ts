// Small reports built by hand, as a diagnosis of true stories would give them. Tests of all the formats share them.
import type { Evidence } from '../../src/checks/check.js';
import type { Cause, CheckResult, NotRun, SymptomResult, WaiverResult } from '../../src/diagnosis/diagnosis.js';
import type { Facts } from '../../src/facts/facts.js';
import { absent, observed, unavailable } from '../../src/facts/observed.js';
import type { Report } from '../../src/report/report.js';

const cachePath = '/var/cache/driveclient';

export function healthy(): Report {
  return report({ checks: okChecks(), notRun: planned() });
}

/** A full cache volume: the agent has stopped, its updater cannot write, and DNS is blind for another reason. */
export function oneCause(): Report {
  const cause = lowDiskSpace();
  return report({
    status: 'critical',
    exitCode: 2,
    headline: 'Backups of this host fail or are at risk: low disk space.',
    agent: { ...agent, running: false },
    symptoms: symptoms({ 'sometimes-fail': 'critical', slow: 'warning' }),
    causes: [cause],
    checks: [
      failed(cause),
      ...consequences(),
      check('dns-failure', 'DNS failure', { status: 'unknown', sentence: 'The DNS probe timed out after 5 s.', tookMs: 5000 }),
      check('tls-failure', 'TLS failure', { status: 'unknown', sentence: 'No name could be resolved.', causedBy: 'dns-failure' }),
      ...okChecks().filter(({ id }) => ![cause.checkId, ...cause.consequences, 'dns-failure'].includes(id)),
    ],
    notRun: planned(),
  });
}

export function clone(): Report {
  const cause = clonedAgent();
  return report({
    status: 'critical',
    exitCode: 2,
    headline: 'Backups of this host fail or are at risk: cloned agent.',
    symptoms: symptoms({ corrupted: 'critical' }),
    causes: [cause],
    checks: [failed(cause), ...okChecks().filter(({ id }) => id !== cause.checkId)],
    notRun: planned(),
  });
}

export function severalCauses(): Report {
  const causes = [clonedAgent(), { ...lowDiskSpace(), rank: 2 }, outdatedAgent()];
  return report({
    status: 'critical',
    exitCode: 2,
    headline: 'Backups of this host fail or are at risk: cloned agent, and 2 other causes.',
    symptoms: symptoms({ corrupted: 'critical', 'sometimes-fail': 'critical', slow: 'warning' }),
    causes,
    checks: [...causes.map(failed), ...consequences(), check('low-inodes', 'Low inodes')],
    notRun: [
      ...planned(),
      { id: 'publicnet-unreachable', reason: '--offline: no packet may leave this host', enable: 'run without --offline' },
      { id: 'unreadable-files', reason: 'left out by --skip', enable: 'take unreadable-files out of --skip' },
      { id: 'low-inodes', reason: 'left out by --skip', enable: 'take low-inodes out of --skip' },
    ],
    conditions: { ...conditions, isRoot: false, asUser: 'nagios', offline: true },
  });
}

export function noAgent(): Report {
  const reason = 'No backup agent was found on this host: no registration, package, binary, process or service.';
  const none = (id: string, title: string): CheckResult => check(id, title, { status: 'not-applicable', sentence: reason });
  return report({
    status: 'unknown',
    exitCode: 3,
    headline: `Whether backups of this host work cannot be told: ${reason}`,
    agent: null,
    checks: [
      none('cloned-agent', 'Cloned agent'),
      none('agent-not-registered', 'Agent not registered'),
      none('agent-not-running', 'Agent not running'),
      none('outdated-agent', 'Outdated agent'),
      check('low-disk-space', 'Low disk space'),
      check('dns-failure', 'DNS failure'),
    ],
    notRun: planned(),
  });
}

export function blindEssential(): Report {
  const reason = '/etc/driveclient/bootstrap.json cannot be read (EACCES): run as root, or as the user that owns it.';
  return report({
    status: 'unknown',
    exitCode: 3,
    headline: `Whether backups of this host work cannot be told: ${reason}`,
    agent: { ...agent, agentId: null, registered: null },
    symptoms: symptoms({ corrupted: 'unknown', 'sometimes-fail': 'unknown' }),
    checks: [
      check('agent-not-registered', 'Agent not registered', { status: 'unknown', sentence: reason }),
      check('cloned-agent', 'Cloned agent', { status: 'unknown', sentence: reason, causedBy: 'agent-not-registered' }),
      check('outdated-agent', 'Outdated agent', {
        status: 'unknown',
        sentence: 'the check itself failed: numbers is not iterable',
        stack: 'TypeError: numbers is not iterable\n    at judge (checks/outdated-agent.js:12:3)\n    at runCheck (run-checks.js:30:1)',
      }),
      check('low-disk-space', 'Low disk space'),
    ],
    conditions: { ...conditions, isRoot: false, asUser: 'backup' },
  });
}

/** One trouble is accepted, one waiver has expired, and one names nothing that was found. */
export function waived(text = 'The new disk comes in December.'): Report {
  const cause = lowDiskSpace();
  return report({
    headline: 'Nothing was found that would stop backups of this host, except what is waived: low disk space.',
    checks: [{ ...failed(cause), waived: true }, check('low-inodes', 'Low inodes'), check('dns-failure', 'DNS failure')],
    notRun: planned(),
    waivers: [
      waiver('low-disk-space', { target: cause.evidence[0]?.subject ?? '', by: text, sentence: `Low disk space: waived until 2026-12-31: ${text}`, matched: true }),
      waiver('low-inodes', { expires: '2026-10-31', isExpired: true, sentence: `Low inodes: the waiver expired on 2026-10-31: ${text}` }),
      waiver('dns-failure', { target: text, sentence: `DNS failure: nothing to waive, it was not found: ${text}` }),
    ].map((one) => ({ ...one, reason: text })),
  });
}

const waiver = (id: string, over: Partial<WaiverResult>): WaiverResult => ({
  ...{ id, target: null, reason: '', expires: '2026-12-31', by: null, matched: false, isExpired: false, sentence: '' },
  ...over,
});

/** What no output may show raw: escape codes, newlines, direction overrides, markup, separators, broken surrogates. */
export const hostileText = 'a\nb\x1b[31mc\x9b2Jd\u202Ee</script>|\'"=;\r\t\u0000\u2028\uD800z\u200b\u{e0041}\u00a0';

export const hostile = (): Report => withTexts(hostileText);

/** One text from outside at every place where one can stand. */
export function withTexts(text: string): Report {
  const cause = { ...lowDiskSpace(text), sentence: `${text} is full.`, docs: `https://example.com/${text}` };
  return report({
    ...oneCause(),
    headline: `Headline ${text}`,
    host: { ...host, hostname: text, os: text },
    agent: { ...agent, version: text, agentId: text, region: text },
    conditions: { ...conditions, asUser: text, isRoot: false, root: `/mnt/${text}`, proxy: [text] },
    causes: [cause],
    checks: [
      { ...failed(cause), title: text },
      ...consequences().map((result) => ({ ...result, sentence: text })),
      check('dns-failure', text, { status: 'unknown', sentence: text, stack: text }),
      check('low-inodes', text, { evidence: [quantity(text, text, 5, 'count'), words(text, 'mountPoint', text, text)] }),
      check('isolated-network', text, { status: 'not-applicable', sentence: text }),
    ],
    notRun: [{ id: 'path-mtu', reason: text, enable: text }],
    waivers: waived(text).waivers,
  });
}

export function longPath(): Report {
  const path = `/srv/${'customers-and-their-quarterly-documents/'.repeat(12)}archive.tar.gz`;
  const cause = lowDiskSpace(path);
  return report({ ...oneCause(), causes: [cause], checks: [failed(cause), ...consequences(), ...okChecks().slice(8)] });
}

export const samples: Readonly<Record<string, () => Report>> = {
  healthy,
  oneCause,
  clone,
  severalCauses,
  noAgent,
  blindEssential,
  hostile,
  longPath,
  waived,
};

export function report(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: '1',
    tool: { name: 'backup-doctor', version: '0.1.0' },
    runId: '6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90',
    startedAt: '2026-11-21T14:32:10.123Z',
    finishedAt: '2026-11-21T14:32:12.980Z',
    durationMs: 2857,
    deadlineMs: 60_000,
    status: 'ok',
    exitCode: 0,
    headline: 'Nothing was found that would stop backups of this host.',
    host,
    agent,
    conditions,
    symptoms: symptoms({}),
    causes: [],
    checks: [],
    notRun: [],
    waivers: [],
    redaction: { policy: 'secrets', counts: { 'url-credentials': 1 }, selfTest: 'passed' },
    facts,
    ...changes,
  };
}

export function check(id: string, title: string, changes: Partial<CheckResult> = {}): CheckResult {
  const { status = 'ok', sentence = `${title}: not found.` } = changes;
  const reason = status === 'unknown' || status === 'not-applicable' ? sentence : null;
  return {
    id,
    title,
    status,
    problem: null,
    reason,
    sentence,
    evidence: [],
    symptoms: ['sometimes-fail'],
    dependsOn: [],
    causedBy: null,
    tookMs: 2,
    ...changes,
  };
}

export const quantity = (subject: string, name: string, value: number, unit: 'bytes' | 'count' | 'percent'): Evidence => ({
  subject,
  name,
  value,
  unit,
  source: 'statfs',
});

const words = (subject: string, name: string, value: string | boolean | null, source: string): Evidence => ({
  subject,
  name,
  value,
  unit: null,
  source,
});

const host = {
  hostname: 'web-07',
  os: 'Debian GNU/Linux 12',
  kernel: '6.1.0-18-amd64',
  virtualization: 'xen',
  cpuCount: 2,
  memoryBytes: 4_096_000_000,
  bootedAt: '2026-11-02T01:00:00Z',
};

const agent = {
  name: 'driveclient',
  version: '1.23.011522',
  agentId: '95874',
  registered: true,
  running: true,
  updaterVersion: '1.05.008000',
  region: 'DFW',
  encrypted: false,
  usesServiceNet: true,
};

const conditions = { asUser: 'root', isRoot: true, offline: false, deep: false, root: null, proxy: [], agent: 'auto' };

const facts: Facts = {
  host: unavailable('permission-denied', '/proc/version cannot be read', { code: 'EACCES' }),
  agent: absent('no backup agent was found'),
  publishedVersions: absent('--offline'),
  identity: unavailable('timed-out', 'the identity probe timed out'),
  networks: absent('no live kernel below --root'),
  dns: absent('--offline'),
  paths: observed([]),
  log: absent('no log was found'),
  api: unavailable('unsupported', 'no credentials were given'),
  volumes: unavailable('timed-out', 'the volumes probe timed out'),
  scan: absent('no backup set is known'),
  throughput: absent('measured only with --deep'),
  inUse: absent('no backup set is known'),
  history: absent('no run has been kept yet'),
};

function symptoms(found: Partial<Record<SymptomResult['id'], SymptomResult['status']>>): readonly SymptomResult[] {
  const titles = {
    corrupted: 'Backups are corrupted',
    'network-error': 'Backups report network errors',
    'sometimes-fail': 'Backups sometimes fail',
    slow: 'Backups are slow',
  };
  return (['corrupted', 'network-error', 'sometimes-fail', 'slow'] as const).map((id) => ({
    id,
    title: titles[id],
    status: found[id] ?? 'ok',
    checkIds: found[id] === undefined ? [] : ['low-disk-space'],
  }));
}

function lowDiskSpace(path = cachePath): Cause {
  return {
    rank: 1,
    checkId: 'low-disk-space',
    problem: 'cache-nearly-full',
    title: 'Low disk space',
    status: 'critical',
    confidence: 'certain',
    sentence: `${path} has only 58.4 MiB free; below 100 MiB the agent throttles its log and its database can be damaged.`,
    evidence: [
      quantity(path, 'freeBytes', 61_234_176, 'bytes'),
      quantity(path, 'floorBytes', 104_857_600, 'bytes'),
      words(path, 'mountPoint', '/', '/proc/self/mountinfo'),
    ],
    consequences: ['agent-not-running', 'agent-updater'],
    symptoms: ['sometimes-fail'],
    solution: [
      {
        text: `Free space on /, the volume of ${path}: rotated logs of the agent are the first candidates.`,
        command: 'du -xh --max-depth=2 / | sort -rh | head -n 20',
        os: 'linux',
      },
      {
        text: 'Set the log level of the agent back to WARN, and restart the agent so that it takes effect.',
        command: 'service driveclient restart',
        os: 'linux',
        verify: 'backup-doctor --only low-disk-space',
      },
    ],
    docs: 'https://docs.rackspace.com/docs/cloud-backup/v1/general-api-info/limits',
  };
}

function clonedAgent(): Cause {
  return {
    rank: 1,
    checkId: 'cloned-agent',
    problem: 'registered-elsewhere',
    title: 'Cloned agent',
    status: 'critical',
    confidence: 'likely',
    sentence:
      'The agent 95874 was registered on 2025-02-02, on an earlier instance of this disk; this instance first booted on 2026-11-18.',
    evidence: [
      words('instance-id', 'currentSince', '2026-11-18T09:12:44Z', '/var/lib/cloud/instances'),
      quantity('instance-id', 'earlierInstanceCount', 1, 'count'),
      words('bootstrap.json', 'registeredAt', '2025-02-02T10:00:00Z', '/etc/driveclient/bootstrap.json'),
    ],
    consequences: [],
    symptoms: ['corrupted'],
    solution: [
      {
        text: 'Stop the agent on this host, and run no backup on either machine until this is settled.',
        command: 'service driveclient stop',
        os: 'linux',
      },
      {
        text: 'Register the agent anew on this host only. Never register the original again: its backups would be detached.',
        command: 'driveclient --configure',
        os: 'linux',
        verify: 'backup-doctor --only cloned-agent',
      },
    ],
    docs: null,
  };
}

function outdatedAgent(): Cause {
  return {
    rank: 3,
    checkId: 'outdated-agent',
    problem: 'behind',
    title: 'Outdated agent',
    status: 'warning',
    confidence: 'possible',
    sentence: 'Version 1.05.008000 is installed; 1.23.011522 has been published for 34 days.',
    evidence: [
      words('driveclient', 'installedVersion', '1.05.008000', 'dpkg'),
      { subject: 'driveclient', name: 'publishedAgeDays', value: 34, unit: 'days', source: 'version.txt' },
    ],
    consequences: [],
    symptoms: ['sometimes-fail', 'slow'],
    solution: [{ text: 'Let the updater run, or install the published version by hand.' }],
    docs: null,
  };
}

const consequences = (): readonly CheckResult[] => [
  check('agent-not-running', 'Agent not running', {
    status: 'critical',
    problem: 'no-process',
    sentence: 'No process of driveclient runs, though its service starts at boot and the host has been up for 19 days.',
    causedBy: 'low-disk-space',
    dependsOn: ['low-disk-space'],
    tookMs: 14,
  }),
  check('agent-updater', 'Agent updater', {
    status: 'unknown',
    sentence: '/var/cache/driveclient/backup-running.lock could not be read (EIO).',
    causedBy: 'low-disk-space',
    dependsOn: ['low-disk-space'],
  }),
];

const failed = (cause: Cause): CheckResult =>
  check(cause.checkId, titleOf[cause.checkId] ?? cause.checkId, {
    status: cause.status,
    problem: cause.problem,
    sentence: cause.sentence,
    evidence: cause.evidence,
    symptoms: cause.symptoms,
  });

const titleOf: Readonly<Record<string, string>> = {
  'cloned-agent': 'Cloned agent',
  'agent-not-registered': 'Agent not registered',
  'servicenet-unreachable': 'ServiceNet unreachable',
  'publicnet-unreachable': 'PublicNet unreachable',
  'isolated-network': 'Isolated network',
  'dns-failure': 'DNS failure',
  'api-fault': 'API fault',
  'low-disk-space': 'Low disk space',
  'low-inodes': 'Low inodes',
  'read-only-volume': 'Read-only volume',
  'unreadable-files': 'Unreadable files',
  'outdated-agent': 'Outdated agent',
  'agent-not-running': 'Agent not running',
  'agent-updater': 'Agent updater not working',
  'encryption-slowdown': 'Encryption slowdown',
  'block-storage-slowdown': 'Block storage slowdown',
};

const okChecks = (): readonly CheckResult[] =>
  Object.entries(titleOf).map(([id, title]) =>
    id === 'low-disk-space'
      ? check(id, title, {
          sentence: `${cachePath} has 44.7 GiB free; the agent needs 100 MiB.`,
          evidence: [quantity(cachePath, 'freeBytes', 48_000_000_000, 'bytes'), quantity(cachePath, 'floorBytes', 104_857_600, 'bytes')],
        })
      : check(id, title),
  );

const planned = (): readonly NotRun[] =>
  [
    'tls-failure',
    'clock-skew',
    'path-mtu',
    'cloud-files-unreachable',
    'cloud-backup-unreachable',
    'files-in-use',
    'agent-log-errors',
    'last-backup',
    'throughput-bottleneck',
  ].map((id) => ({
    id,
    reason: 'planned: no check judges it in this version',
    enable: 'update Backup Doctor when a version with it is out',
  }));
