// Asks a program of the running host for its version. It is run only where nobody but root could have put it there.
import type { AgentVersion } from '../../facts/agent.js';
import { findAgentVersion } from '../../facts/agents/version.js';
import { absent, through, unavailable, type Observed } from '../../facts/observed.js';
import type { FileStat, System } from '../platform/system.js';

const versionLimitMs = 3_000;
const versionCapBytes = 4_096;

export async function programVersion(system: System, path: string): Promise<Observed<AgentVersion>> {
  if (system.root !== null || system.platform === 'windows') return absent('only a running Linux host can tell');
  const file = await system.files.stat(path);
  if (file.state !== 'observed') return file;
  if (!isRootsAlone(file.value)) {
    return unavailable('unsupported', `${path} was not asked for its version: others than root can change it`);
  }
  const answer = await system.run(path, ['--version'], { limitMs: versionLimitMs, capBytes: versionCapBytes });
  return through(answer, ({ stdout, stderr }) => findAgentVersion(`${stdout}\n${stderr}`, `${path} --version`));
}

const isRootsAlone = ({ kind, uid, modeOctal }: FileStat): boolean =>
  kind === 'file' && uid === 0 && (Number.parseInt(modeOctal, 8) & 0o022) === 0;

/** The first that was seen; else the first that could not be seen, since it may be there. */
export async function firstVersion(looks: readonly Promise<Observed<AgentVersion>>[]): Promise<Observed<AgentVersion>> {
  const versions = await Promise.all(looks);
  const best = versions.find(({ state }) => state === 'observed') ?? versions.find(({ state }) => state === 'unavailable');
  return best ?? versions[0] ?? absent('no place is known where a version stands');
}
