// The version of an installed package: from dpkg's own files, or as rpm tells it on a running host.
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

export async function packageVersion(system: System, name: string): Promise<Observed<AgentVersion>> {
  if (system.platform === 'windows') return absent('Windows has no package database');
  const version = await dpkgVersion(system, name);
  return version.state === 'absent' ? rpmVersion(system, name) : version;
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
    return isTruncated
      ? unavailable('unsupported', `${dpkgStatus} is too long to be read`)
      : absent(`the package ${name} is not installed`);
  });
}

async function rpmVersion(system: System, name: string): Promise<Observed<AgentVersion>> {
  const databases = await Promise.all(rpmDatabases.map((path) => system.files.stat(path)));
  if (databases.every(({ state }) => state === 'absent')) return absent(`the package ${name} is not installed`);
  const query = await system.run('rpm', ['-q', '--queryformat', '%{VERSION}-%{RELEASE}\n', name], { limitMs: rpmLimitMs });
  return through(query, ({ exitCode, stdout }) =>
    exitCode === 0 ? parseAgentVersion(stdout, `rpm -q ${name}`) : absent(`the package ${name} is not installed`),
  );
}
