// The id that the cloud gave this server, as it is spelled there: the services are asked by it. It does not enter the facts.
import { isUuid } from '../../facts/identity/uuid.js';
import { valueOf } from '../../facts/observed.js';
import { readInstanceId } from '../identity/read-cloud-init.js';
import { askXenstoreName } from '../identity/read-hardware.js';
import type { System } from '../platform/system.js';

/** null where this host shows none. */
export async function readServerId(system: System): Promise<string | null> {
  const [instanceId, xenstoreName] = await Promise.all([readInstanceId(system.files), askXenstoreName(system)]);
  const texts = [
    valueOf(xenstoreName)
      ?.stdout.trim()
      .replace(/^instance-/, ''),
    valueOf(instanceId)?.trim(),
  ];
  return texts.find((text) => text !== undefined && text.length === 36 && isUuid(text))?.toLowerCase() ?? null;
}
