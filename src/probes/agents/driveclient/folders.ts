// The folders that the agent writes to.
import type { Folder } from '../../../facts/agent.js';
import type { DriveclientPaths } from './paths.js';

const documentation = 'documentation of the agent';

export function writtenFolders(
  { cacheFolder, folderOf }: DriveclientPaths,
  { registrationPath, logPath, logSource }: { readonly registrationPath: string; readonly logPath: string; readonly logSource: string },
): readonly Folder[] {
  return [
    { role: 'registration', path: folderOf(registrationPath), source: documentation },
    { role: 'cache', path: cacheFolder, source: documentation },
    { role: 'log', path: folderOf(logPath), source: logSource },
    // It keeps its temporary files on the volume of its cache.
    { role: 'temp', path: cacheFolder, source: documentation },
  ];
}
