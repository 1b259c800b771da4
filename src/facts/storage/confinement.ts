// Whether a security module holds a process to less than its user may do: what SELinux or AppArmor refuses, no mode and no owner tells.

export interface Confinement {
  readonly module: 'SELinux' | 'AppArmor';
  /** Its profile or domain. */
  readonly label: string;
}

/** Domains of the targeted policy that SELinux holds to nothing beyond the modes. */
const free: ReadonlySet<string> = new Set(['unconfined_t', 'unconfined_service_t', 'initrc_t', 'kernel_t', 'init_t']);

/**
 * @param attribute text of /proc/PID/attr/current
 * @param enforce text of /sys/fs/selinux/enforce; null where SELinux is not there
 */
export function parseConfinement(attribute: string, enforce: string | null): Confinement | null {
  const text = attribute.replace(/[\0\n]+$/, '');
  const profile = /^(\S.*) \(enforce\)$/.exec(text)?.[1];
  if (profile !== undefined) return { module: 'AppArmor', label: profile };
  const domain = /^[^: ]+:[^: ]+:([^: ]+)(?::|$)/.exec(text)?.[1];
  if (domain === undefined || enforce?.trim() !== '1' || free.has(domain)) return null;
  return { module: 'SELinux', label: domain };
}
