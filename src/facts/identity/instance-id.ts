// The names that a cloud gives a server: cloud-init's instance id and the hypervisor's own label in XenStore.
import { firstValid, known, unknownId, type Reading } from './reading.js';
import { canonicalUuid, isUuid } from './uuid.js';

/** What cloud-init falls back to without metadata, and what its manual's examples bear: not one server each. */
const placeholders: ReadonlySet<string> = new Set([
  ...['no_previous_instance_id', 'iid-datasource-none', 'nocloud', 'iid-local01', 'iid-local02', 'iid-abcdefg', 'i-abcdefg'],
  ...['none', 'null', 'undefined', 'unknown', 'default', 'instance-id', 'n/a', 'not settable', 'not specified', 'localhost', '0', '1'],
]);

export function instanceIdIn(text: string): Reading {
  const id = firstValid(text, canonicalInstanceId);
  return id === null ? unknownId('no instance id, or one that many machines bear') : known(id);
}

/** A UUID is the same server in any spelling, and cloud-init writes `_` for `/` in its folders' names. */
export function canonicalInstanceId(line: string): string | null {
  if (isUuid(line)) return canonicalUuid(line);
  const id = line.toLowerCase().replaceAll('/', '_');
  return /^[a-z0-9][a-z0-9_.:-]{0,127}$/.test(id) && !placeholders.has(line.toLowerCase()) ? `instance:${id}` : null;
}

/** Who made an id: a platform's UUID, Amazon's way of naming, or whatever else stands in a seed. */
export function formOfId(canonicalId: string): 'uuid' | 'amazon' | 'other' {
  if (!canonicalId.startsWith('instance:')) return 'uuid';
  return /^instance:i-[0-9a-f]{8,17}$/.test(canonicalId) ? 'amazon' : 'other';
}

/** `xenstore-read name` answers `instance-` and the server's UUID on Cloud Servers; other labels are no ids. */
export function xenstoreNameIn(text: string): Reading {
  const id = firstValid(text, (line) => canonicalUuid(/^instance-(.*)$/i.exec(line)?.[1] ?? ''));
  return id === null ? unknownId('the name in XenStore is not that of a cloud server') : known(id);
}

/** `DataSourceConfigDrive: DataSourceConfigDrive [net,ver=2][source=/dev/sr0]` */
export const datasourceIn = (text: string): string | null => /^(DataSource[A-Za-z0-9]{1,40}):/.exec(text.trim())?.[1] ?? null;
