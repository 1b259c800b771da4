// Which server the cloud itself says that this is: its metadata, as a config drive or as cloud-init kept it for this boot.
// The texts may be hostile; whatever is not of their form is no id.
import { canonicalInstanceId } from './instance-id.js';
import { known, unknownId, type Reading } from './reading.js';
import { canonicalUuid } from './uuid.js';

/** As cloud-init calls the platforms whose ids name one server for its whole life; others rename servers, or are seeds. */
const lastingPlatforms: ReadonlySet<string> = new Set(['openstack', 'configdrive', 'azure', 'ec2']);

/** `openstack/latest/meta_data.json` of a config drive: `{"uuid": …}`. */
export function configDriveIdIn(text: string): Reading {
  const id = canonicalUuid(textAt(parsed(text), 'uuid') ?? '');
  return id === null ? unknownId('the config drive names no server') : known(id);
}

/** `/run/cloud-init/instance-data.json`, the part that everybody may read: `{"v1": {"instance_id": …, "platform": …}}`. */
export function instanceDataIdIn(text: string): Reading {
  const told = field(parsed(text), 'v1');
  const platform = textAt(told, 'platform') ?? textAt(told, 'cloud_name') ?? '';
  if (!lastingPlatforms.has(platform.toLowerCase())) return unknownId('the metadata of this boot come from no cloud whose ids last');
  const id = canonicalInstanceId((textAt(told, 'instance_id') ?? textAt(told, 'instance-id') ?? '').trim());
  return id === null ? unknownId('the metadata of this boot name no server') : known(id);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function textAt(value: unknown, key: string): string | null {
  const found = field(value, key);
  return typeof found === 'string' ? found : null;
}
