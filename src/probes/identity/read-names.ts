// Ids that lie on the disk or are set by its owner: host name, SSH host keys.
import { hostNameIn } from '../../facts/identity/host-name.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { hostKeysIn, isHostKeyFile } from '../../facts/identity/ssh-host-keys.js';
import { valueOf } from '../../facts/observed.js';
import type { HostFiles, System } from '../platform/system.js';
import { readIdText } from './read-id-text.js';

const sshFolder = '/etc/ssh';
const maxKeyCount = 16;

export interface HostNameText {
  readonly text: string;
  readonly source: string;
}

/** The running kernel's name, as programs see it; an image has only its file. */
export async function readHostNameText(system: System): Promise<HostNameText> {
  const places = system.root === null ? ['/proc/sys/kernel/hostname', '/etc/hostname'] : ['/etc/hostname'];
  for (const source of places) {
    const text = valueOf(await readIdText(system.files, source));
    if (text !== null) return { text, source };
  }
  return { text: system.root === null ? (system.environment['COMPUTERNAME'] ?? '') : '', source: '/etc/hostname' };
}

export const hostNameReading = ({ text, source }: HostNameText): NamedReading => ({ name: 'hostname', source, reading: hostNameIn(text) });

/** Public keys only: the private ones beside them are never opened. */
export async function readHostKeys(files: HostFiles): Promise<NamedReading> {
  const names = (valueOf(await files.list(sshFolder)) ?? []).filter(isHostKeyFile).slice(0, maxKeyCount);
  const texts = await Promise.all(names.map((name) => readIdText(files, `${sshFolder}/${name}`)));
  return {
    name: 'ssh-host-keys',
    source: `${sshFolder}/ssh_host_*_key.pub`,
    reading: hostKeysIn(texts.flatMap((text) => valueOf(text) ?? [])),
  };
}
