// Whether a security module holds a process to less than its user may do: what SELinux or AppArmor refuses, no mode and no owner tells.

export interface Confinement {
  readonly module: 'SELinux' | 'AppArmor';
  /** Its profile; or its domain, with a level that is not the lowest: levels keep processes of one domain apart. */
  readonly label: string;
}

/** Domains of the targeted policy that SELinux holds to nothing beyond the modes. */
const free: ReadonlySet<string> = new Set(['unconfined_t', 'unconfined_service_t', 'initrc_t', 'kernel_t', 'init_t']);

/** `AppArmor (profile)` */
export const confinementName = ({ module, label }: Confinement): string => `${module} (${label})`;

/** Whether both are held to the same: what is refused to the one, is to the other. */
export const areHeldAlike = (one: Confinement | null, other: Confinement | null): boolean =>
  one?.module === other?.module && one?.label === other?.label;

/**
 * @param attribute text of /proc/PID/attr/current
 * @param enforce text of /sys/fs/selinux/enforce; null where SELinux is not there
 */
export function parseConfinement(attribute: string, enforce: string | null): Confinement | null {
  const text = attribute.replace(/[\0\n]+$/, '');
  const profile = /^(\S.*) \((?:enforce|kill|user|mixed)\)$/.exec(text)?.[1];
  if (profile !== undefined) return { module: 'AppArmor', label: profile };
  const [, domain, level] = /^[^: ]+:[^: ]+:([^: ]+)(?::(.*))?$/.exec(text) ?? [];
  if (domain === undefined || enforce?.trim() !== '1' || free.has(domain)) return null;
  return { module: 'SELinux', label: level === undefined || level === 's0' ? domain : `${domain}:${level}` };
}
