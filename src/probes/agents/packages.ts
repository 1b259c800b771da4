// The versions of installed packages: from dpkg's own files, or as rpm tells it on a running host.
import type { AgentVersion } from '../../facts/agent.js';
import { installedVersion } from '../../facts/agents/dpkg-status.js';
import { parseAgentVersion } from '../../facts/agents/version.js';
import { absent, through, unavailable, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';

const dpkgStatus = '/var/lib/dpkg/status';
/** A server with five thousand packages has about 8 MB of status. */
const dpkgCapBytes = 16 << 20;
/** Berkeley DB, ndb and SQLite: the three forms of rpm's database, each at its two places. */
const rpmDatabases = ['/var/lib/rpm', '/usr/lib/sysimage/rpm'].flatMap((folder) =>
  ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((name) => `${folder}/${name}`),
);
const rpmLimitMs = 3_000;

type VersionOf = (name: string) => Observed<AgentVersion>;

/** Several packages with one question to each database. */
export async function packageVersions(system: System, names: readonly string[]): Promise<VersionOf> {
  if (system.platform === 'windows') return () => absent('Windows has no package database');
  const found = await Promise.all(names.map(async (name) => [name, await dpkgVersion(system, name)] as const));
  const ofDpkg = new Map(found.filter(([, { state }]) => state !== 'absent'));
  const others = names.filter((name) => !ofDpkg.has(name));
  const ofRpm = others.length === 0 ? notInstalled : await rpmVersions(system, others);
  return (name) => ofDpkg.get(name) ?? ofRpm(name);
}

/** A package whose version nobody understands is installed all the same. */
export const isThere = (version: Observed<AgentVersion>): boolean =>
  version.state === 'observed' || (version.state === 'unavailable' && version.failure.kind === 'malformed');

/** The small list of a package's files spares most hosts the large status file. */
async function dpkgVersion({ files }: System, name: string): Promise<Observed<AgentVersion>> {
  const list = await files.stat(`/var/lib/dpkg/info/${name}.list`);
  if (list.state === 'absent') return list;
  return through(await files.readText(dpkgStatus, dpkgCapBytes), ({ text, isTruncated }) => {
    const version = installedVersion(text, name);
    if (version !== null) return parseAgentVersion(version, dpkgStatus);
    return isTruncated ? unavailable('unsupported', `${dpkgStatus} is too long to be read`) : notInstalled(name);
  });
}

/** rpm says in words of its own which packages are not installed, and in its exit code how many. */
async function rpmVersions(system: System, names: readonly string[]): Promise<VersionOf> {
  const databases = await Promise.all(rpmDatabases.map((path) => system.files.stat(path)));
  if (databases.every(({ state }) => state === 'absent')) return notInstalled;
  const query = await system.run('rpm', ['-q', '--queryformat', '%{NAME} %{VERSION}-%{RELEASE}\n', ...names], { limitMs: rpmLimitMs });
  return (name) =>
    through(query, ({ stdout }) => {
      const line = stdout.split('\n').find((text) => text.startsWith(`${name} `));
      return line === undefined ? notInstalled(name) : parseAgentVersion(line.slice(name.length + 1), `rpm -q ${name}`);
    });
}

const notInstalled: VersionOf = (name) => absent(`the package ${name} is not installed`);
