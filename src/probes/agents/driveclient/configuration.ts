// The files that configure driveclient, for somebody who is to help: the registration with its harmless members alone, and the
// settings of the log.
import { harmlessPart } from '../../../facts/agents/registration.js';
import { mapped, observed, through, unavailable } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import type { ConfigurationFile } from '../adapter.js';
import { readPaths } from './paths.js';

const capBytes = 256 << 10;

export async function readConfiguration({ files, ...system }: System): Promise<readonly ConfigurationFile[]> {
  const { registrationFile, logSettingsFiles } = await readPaths({ files, ...system });
  const registration = through(await files.readText(registrationFile, capBytes), ({ text }) => {
    const harmless = harmlessPart(text);
    return harmless === null ? unavailable('malformed', `${registrationFile} is no valid JSON`) : observed<unknown>(harmless);
  });
  const settings = await Promise.all(
    logSettingsFiles.map(async (path) => ({
      path,
      content: mapped<{ readonly text: string }, unknown>(await files.readText(path, capBytes), ({ text }) => text),
    })),
  );
  return [{ path: registrationFile, content: registration }, ...settings];
}
