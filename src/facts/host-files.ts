// Pure readers of the small files that describe a machine.

/** `KEY="value"` lines of os-release(5). */
export function keyValues(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    return match === null ? [] : [[match[1] ?? '', unquoted(match[2] ?? '')] as const];
  });
  return new Map(pairs);
}

/** x86 calls the line `flags`, ARM `Features`. */
export function cpuFacts(cpuInfo: string): { readonly count: number | null; readonly hasAes: boolean | null } {
  const lines = cpuInfo.split('\n');
  const count = lines.filter((line) => /^processor\s*:/.test(line)).length;
  const flags = lines.find((line) => /^(flags|Features)\s*:/.test(line));
  return { count: count === 0 ? null : count, hasAes: flags === undefined ? null : / aes( |$)/.test(flags) };
}

/** `MemTotal:  24567890 kB` */
export function memoryBytes(memInfo: string): number | null {
  const match = /^MemTotal:\s+(\d+) kB/m.exec(memInfo);
  return match === null ? null : Number(match[1]) * 1024;
}

/** `btime 1763772000` of /proc/stat, as ISO 8601 UTC. */
export function bootTime(stat: string): string | null {
  const match = /^btime (\d{1,11})$/m.exec(stat);
  return match === null ? null : new Date(Number(match[1]) * 1000).toISOString();
}

export interface VirtualizationSigns {
  readonly hypervisor: string | null;
  readonly product: string | null;
  readonly container: string | null;
  readonly cpuInfo: string | null;
}

/** Only what the kernel itself says; a physical machine and a silent one look alike and are null. */
export function virtualizationOf({ hypervisor, product, container, cpuInfo }: VirtualizationSigns): string | null {
  if (container !== null && container.trim() !== '') return `container (${container.trim()})`;
  if (hypervisor !== null && hypervisor.trim() !== '') return hypervisor.trim();
  if (cpuInfo !== null && /^flags\s*:.* hypervisor( |$)/m.test(cpuInfo)) return product?.trim() || 'virtual machine';
  return null;
}

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2');
