// One look at the host: every probe under its own limit and all under one deadline, as parallel as their
// needs allow. What hangs or crashes costs its own fact alone.
import type { AgentFacts, Folder } from '../facts/agent.js';
import type { ApiFacts } from '../facts/api.js';
import type { BackupSet } from '../facts/backup-set.js';
import type { Facts } from '../facts/facts.js';
import type { EndpointTemplate } from '../facts/network/endpoints.js';
import { attachmentsIn } from '../facts/storage/attachments.js';
import { hasIpv6 } from '../facts/network/source-address.js';
import type { NetworkFacts } from '../facts/network.js';
import { absent, mapped, through, unavailable, valueOf, type Observed } from '../facts/observed.js';
import { findAgent, findLogs, findOwnFolders } from './agents/index.js';
import { gatherLog } from './agents/log/gather-log.js';
import type { Credentials } from './api/credentials.js';
import { gatherApi } from './api/gather-api.js';
import { gatherPublishedVersions } from './api/gather-published-versions.js';
import { endpointsFor } from './endpoints-for.js';
import { gatherInUse } from './files/in-use/gather-in-use.js';
import { gatherScan } from './files/gather-scan.js';
import { gatherVolumes } from './files/gather-volumes.js';
import { findBackupSet } from './find-backup-set.js';
import { gatherHistory } from './history/gather-history.js';
import { gatherHost } from './host.js';
import { gatherIdentity, gatherSignals } from './identity/gather-identity.js';
import { ConnectionSlots } from './network/connection-slots.js';
import { lookUpNames, type NameLook } from './network/gather-dns.js';
import { gatherNetworks } from './network/gather-networks.js';
import { gatherPaths } from './network/gather-paths.js';
import { readTrustStores } from './network/trust-stores.js';
import type { Walk } from './network/walk.js';
import { observe } from './probe.js';
import { gatherThroughput } from './speed/gather-throughput.js';
import type { System } from './platform/system.js';

export interface GatherSettings {
  readonly agent: string;
  readonly offline: boolean;
  readonly deep: boolean;
  readonly deadlineMs: number;
  readonly endpoints: readonly EndpointTemplate[];
  readonly regions: Readonly<Record<string, string>>;
  /** The backup set as somebody named it; empty where nobody did. */
  readonly backupPaths: readonly string[];
  /** Who named it: `--paths`, or the configuration. */
  readonly backupSource: string;
  readonly excludedPaths: readonly string[];
  readonly stateFolder: string;
  /** How far back problems in the agent's log count, and how long after a start they do not. */
  readonly log: { readonly windowSeconds: number; readonly graceSeconds: number };
  /** For the services; null where none were given. */
  readonly credentials: Credentials | null;
  /** `--wake`: idle agents may be woken. */
  readonly wake: boolean;
  /** `--upload-test`: some bytes may be sent to Cloud Files. */
  readonly uploadTest: boolean;
}

/**
 * A healthy probe ends within a tenth of its limit; the limit is what a sick host may cost the run.
 * Chains (agent → volumes → …) stay below the default deadline of 60 s.
 */
const limitsMs = {
  host: 8_000,
  agent: 15_000,
  identity: 15_000,
  networks: 8_000,
  dns: 12_000,
  /** A name from the second try, a connection tried again, a stalled handshake, a large request and its sizes. */
  paths: 24_000,
  publishedVersions: 20_000,
  /** A login, then the agent, then its reports and its vault: four questions after one another, with their repetitions. */
  api: 40_000,
  volumes: 20_000,
  /** A month of hourly runs is one or two files of half a MiB. */
  history: 8_000,
  /** A window of 1 GiB takes it half of this. */
  log: 12_000,
  /** Without --deep the scan says how far it got. */
  scan: 30_000,
  /** Its own caps end it far sooner. */
  throughput: 20_000,
  /** The sending, the removal, and the questions before them. */
  upload: 24_000,
  /** Its children have limits of their own; with --deep it searches as long as the scan. */
  inUse: 15_000,
};

/** A login and one question, with room for one repetition; what is looked at then has its own limit still to come. */
const backupSetMs = 10_000;

/** Measuring the speed comes after the scan; one device takes about half of this. */
const measuringMs = 10_000;

/** Nearly all that is left of the run. */
const deepScanMs = (restMs: number): number => Math.round(Math.max(restMs / 2, restMs - measuringMs));

/** Left for judging and writing when the deadline is near. */
const reserveMs = 500;

type Probe<T> = (signal: AbortSignal, limitMs: number) => Promise<Observed<T>>;
type Look = <T>(name: keyof typeof limitsMs, what: string, probe: Probe<T>) => Promise<Observed<T>>;

/** Hears of each look that begins; what it returns is called at the end of that look. */
export type Began = (what: string) => () => void;

const unheard: Began = () => () => undefined;

export async function gather(system: System, settings: GatherSettings, began = unheard): Promise<Facts> {
  const endsAt = performance.now() + settings.deadlineMs - reserveMs;
  const look: Look = (name, what, probe) => {
    const restMs = Math.round(endsAt - performance.now());
    if (restMs <= 0) return Promise.resolve(unavailable('timed-out', `${what}: the time of the run was over; raise --timeout`));
    const limitMs = settings.deep && ['scan', 'inUse'].includes(name) ? deepScanMs(restMs) : Math.min(limitsMs[name], restMs);
    const ended = began(what);
    return observe(what, limitMs, (signal) => probe(signal, limitMs)).finally(ended);
  };
  // The agent first: everything else waits for it, and the reader answers in the order in which it is asked.
  const agentLook = look('agent', 'the backup agent', (signal) => findAgent(system, settings.agent, signal));
  const networks = look('networks', 'interfaces and routes', () => gatherNetworks(system));
  const machine = look('identity', 'the identity of this machine', (signal) => gatherSignals(system, signal));
  const host = look('host', 'the host itself', () => gatherHost(system));
  const agent = await agentLook;
  const registration = through(agent, (value) => value.registration);
  const known = valueOf(registration);
  const identity = look('identity', 'the identity of this machine', (signal) =>
    gatherIdentity(
      system,
      {
        registeredAt: known?.modifiedAt ?? null,
        agentId: known?.agentId ?? null,
        registrationPath: known?.path ?? null,
        stateFolder: settings.stateFolder,
        machine,
      },
      signal,
    ),
  );
  const log = look('log', "the agent's log", async (signal, limitMs) => {
    if (agent.state !== 'observed') return agent;
    return gatherLog(system, { places: await findLogs(system, agent.value.name), ...settings.log, limitMs }, signal);
  });
  const history = look('history', 'the history of this host', () => gatherHistory(system, settings.stateFolder));
  const configurations = later<ApiFacts['configurations']>();
  const network = gatherNetwork(system, settings, { agent, networks, tellConfigurations: configurations.give }, look);
  const { backupPaths, backupSource, excludedPaths, credentials } = settings;
  const named = { paths: backupPaths, exclusions: [...excludedPaths, ...(await findOwnFolders(system, settings.agent))], source: backupSource };
  const set = findBackupSet(named, credentials === null ? null : configurations.promise, backupSetMs);
  const storage = gatherStorage(system, settings, { agent, set }, look);
  const { walkWith, ...answers } = await network;
  const seen = {
    host: await host,
    agent,
    ...answers,
    identity: await identity,
    networks: await networks,
    log: await log,
    ...(await storage),
  };
  const throughput = await gatherSpeed(system, settings, { ...seen, set: await set }, look);
  return { ...seen, throughput: await withUpload(throughput, settings, seen, walkWith, look), history: await history };
}

/** After all the others: what they read and send would be in its figures. */
function gatherSpeed(
  system: System,
  { deep }: GatherSettings,
  { volumes, agent, networks, api, set }: Pick<Facts, 'volumes' | 'agent' | 'networks' | 'api'> & { readonly set: Observed<BackupSet> },
  look: Look,
): Promise<Facts['throughput']> {
  if (system.root !== null) return Promise.resolve(absent('only a running host can tell'));
  if (!deep) return Promise.resolve(absent('measured only with --deep'));
  return look('throughput', 'the speed of this host', (signal, limitMs) =>
    gatherThroughput(system, { ...(valueOf(set) ?? nothingNamed), volumes, attachments: attachmentsIn(valueOf(api)), networks, agent, limitMs }, signal),
  );
}

/** Last of all: nothing else goes over the link meanwhile. */
async function withUpload(
  throughput: Facts['throughput'],
  settings: GatherSettings,
  { agent, api, host }: Pick<Facts, 'agent' | 'api' | 'host'>,
  walkWith: WalkWith | null,
  look: Look,
): Promise<Facts['throughput']> {
  const { credentials, uploadTest } = settings;
  if (!uploadTest || throughput.state !== 'observed' || walkWith === null || credentials === null) return throughput;
  const upload = await look('upload', 'the upload test', async (signal, limitMs) => {
    const request = { credentials, endpoints: endpointsFor(settings, valueOf(agent)), limitMs };
    const known = { agent: valueOf(agent), api: valueOf(api), cpuCount: valueOf(host)?.cpuCount ?? null };
    return (await import('./api/gather-upload.js')).gatherUpload({ ...request, ...known }, await walkWith(signal));
  });
  return mapped(throughput, (stages) => ({ ...stages, upload }));
}

interface Known {
  readonly agent: Observed<AgentFacts>;
}

const nothingNamed = { paths: [], exclusions: [] };

async function gatherStorage(
  system: System,
  { deep }: GatherSettings,
  { agent, set }: Known & { readonly set: Promise<Observed<BackupSet>> },
  look: Look,
): Promise<Pick<Facts, 'volumes' | 'scan' | 'inUse'>> {
  const found = valueOf(agent);
  const folders = found?.folders ?? foldersWithoutAgent;
  const runsAs = (found === null ? null : valueOf(found.runsAs)) ?? { user: 'root', uid: 0 };
  const [process = null] = found === null ? [] : (valueOf(found.processes) ?? []);
  const account = { asUser: runsAs.user, asUid: runsAs.uid, agentPid: process?.pid ?? null };
  const paths = set.then((seen) => valueOf(seen)?.paths ?? []);
  const exclusions = set.then((seen) => valueOf(seen)?.exclusions ?? []);
  const [volumes, scan, inUse] = await Promise.all([
    look('volumes', 'the volumes', (signal) => gatherVolumes(system, { folders, runsAs, backupPaths: paths, exclusions }, signal)),
    set.then((seen) =>
      // It stops by itself a little earlier, so that what it found until then is told.
      look('scan', 'the backup set', async (signal, limitMs) =>
        seen.state === 'observed'
          ? gatherScan(system, { ...seen.value, ...account, deep, limitMs: Math.max(0, limitMs - reserveMs) }, signal)
          : seen,
      ),
    ),
    set.then((seen) =>
      look('inUse', 'the files in use', async (signal, limitMs) =>
        seen.state === 'observed'
          ? gatherInUse(system, { ...seen.value, agentPids: pidsOf(found), deepLimitMs: deep ? Math.max(0, limitMs - reserveMs) : null }, signal)
          : seen,
      ),
    ),
  ]);
  return { volumes, scan, inUse };
}

function pidsOf(agent: AgentFacts | null): readonly number[] {
  if (agent === null) return [];
  const ofUpdater = through(agent.updater, ({ processes }) => processes);
  return [agent.processes, ofUpdater].flatMap((processes) => valueOf(processes) ?? []).map(({ pid }) => pid);
}

type WalkWith = (signal: AbortSignal) => Promise<Omit<Walk, 'repeatedBefore'>>;

/** Where an agent would write: the volumes can be judged before it is installed. */
const foldersWithoutAgent: readonly Folder[] = [
  { role: 'cache', path: '/var/cache', source: 'where an agent would keep its cache' },
  { role: 'log', path: '/var/log', source: 'where an agent would write its log' },
  { role: 'temp', path: '/tmp', source: 'temporary files' },
];

interface AskingOf extends Known {
  readonly networks: Promise<Observed<NetworkFacts>>;
  /** The first word counts. */
  readonly tellConfigurations: (seen: ApiFacts['configurations']) => void;
}

async function gatherNetwork(
  system: System,
  settings: GatherSettings,
  { agent, networks: networksLook, tellConfigurations }: AskingOf,
  look: Look,
): Promise<Pick<Facts, 'dns' | 'paths' | 'publishedVersions' | 'api'> & { readonly walkWith: WalkWith | null }> {
  const quiet = reasonForSilence(system, settings);
  if (quiet !== null) {
    tellConfigurations(quiet);
    return { dns: quiet, paths: quiet, publishedVersions: quiet, api: quiet, walkWith: null };
  }
  const endpoints = endpointsFor(settings, valueOf(agent));
  const networks = valueOf(await networksLook);
  const [stores, names] = [readTrustStores(system.files, valueOf(agent)?.authoritiesPath ?? null), later<NameLook>()];
  const slots = new ConnectionSlots();
  const walkWith: WalkWith = async (signal) => ({ system, names: await names.promise, networks, stores: await stores, slots, signal });
  const asking = { system, credentials: settings.credentials, wakes: settings.wake, endpoints, agent: valueOf(agent), tellConfigurations };
  const [dns, paths, publishedVersions, api] = await Promise.all([
    look('dns', 'the resolvers', (signal) => {
      const questions = endpoints.map(({ host: name, network }) => ({ name, network }));
      const needed = endpoints.filter(({ isRequired }) => isRequired).map(({ host }) => host);
      const asked = lookUpNames(system, questions, { asksIpv6: networks !== null && hasIpv6(networks), needed }, signal);
      names.give(asked);
      return asked.facts;
    }),
    look('paths', 'the ways to the endpoints', async (signal) => gatherPaths(endpoints, await walkWith(signal))),
    look('publishedVersions', 'the published versions', async (signal) => gatherPublishedVersions(endpoints, await walkWith(signal))),
    look('api', 'the services', async (signal) => gatherApi(asking, await walkWith(signal))).then((seen) => {
      // Where they were never asked for, nobody needs to wait any longer.
      tellConfigurations(through(seen, ({ configurations }) => configurations));
      return seen;
    }),
  ]);
  // What hangs on names that nobody could ask for was not seen either, for the same reason.
  if (dns.state !== 'observed') return { dns, paths: dns, publishedVersions: dns, api, walkWith: null };
  return { dns, paths, publishedVersions, api, walkWith };
}

function later<T>(): { readonly promise: Promise<T>; readonly give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

function reasonForSilence({ root }: System, { offline }: GatherSettings): Observed<never> | null {
  if (root !== null) return absent('only a running host can tell');
  return offline ? absent('--offline: no packet may leave this host') : null;
}
