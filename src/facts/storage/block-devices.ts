// The answer of systeminformation's blockDevices, validated: it never fails, so an empty text, an empty list or
// a missing field means that it could not look, and stays unknown.

export interface ListedDevice {
  readonly name: string;
  /** lsblk's TRAN: `sata`, `iscsi`, `fc`, `nvme`, `usb`. */
  readonly transport: string | null;
  readonly model: string | null;
}

/** null where the answer holds no device at all. */
export function parseBlockDevices(answer: unknown): readonly ListedDevice[] | null {
  if (!Array.isArray(answer)) return null;
  const devices = answer.flatMap((item: unknown) => (isRecord(item) ? (toDevice(item) ?? []) : []));
  return devices.length === 0 ? null : devices;
}

function toDevice(item: Readonly<Record<string, unknown>>): ListedDevice | null {
  const name = textOf(item['name']);
  // lsblk prints what labels say, and labels may say anything.
  if (name === null || !/^[\w.:+-]{1,64}$/.test(name)) return null;
  return { name, transport: textOf(item['protocol'])?.toLowerCase() ?? null, model: textOf(item['model']) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
