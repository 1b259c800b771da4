// The answer of Cloud Servers to the question which volumes are attached to a server.
import type { VolumeAttachment } from '../api.js';
import { member, textIn } from './fields.js';
import { isObject, objectsIn } from './loose-json.js';

/** null for what is no such list; half a list would clear a disk that is a volume. */
export function parseAttachments(json: unknown): readonly VolumeAttachment[] | null {
  const list = isObject(json) ? objectsIn(member(json, 'volumeAttachments')) : null;
  return list?.map((item) => ({ device: deviceIn(textIn(item, 'device')) })) ?? null;
}

/** A disk as a whole, `/dev/xvdb`; null for anything else. */
const deviceIn = (text: string | null): string | null => (text !== null && /^\/dev\/[a-z]{2,10}$/.test(text) ? text : null);
