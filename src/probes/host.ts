// The examined machine itself: name, operating system, kernel, CPUs, memory and boot, read from /proc and /etc.
import type { HostFacts } from '../facts/host.js';
import { absent, observed, reasonOf, through, valueOf, type Observed } from '../facts/observed.js';
import { cpuFacts, keyValues, memoryBytes, bootTime, virtualizationOf } from '../facts/host-files.js';
import type { System } from './platform/system.js';

export async function gatherHost(system: System): Promise<Observed<HostFacts>> {
  const text = async (path: string): Promise<string | null> => valueOf(await system.files.readText(path))?.text ?? null;
  const [name, release, kernel, cpuInfo, memInfo, stat, hypervisor, product, container] = await Promise.all([
    nameOf(system),
    text('/etc/os-release'),
    text('/proc/sys/kernel/osrelease'),
    text('/proc/cpuinfo'),
    text('/proc/meminfo'),
    text('/proc/stat'),
    text('/sys/hypervisor/type'),
    text('/sys/class/dmi/id/sys_vendor'),
    text('/run/systemd/container'),
  ]);
  const osRelease = keyValues(release ?? '');
  // An image brings no kernel of its own to look at: what /proc tells is then absent below it.
  const cpus = cpuInfo === null ? null : cpuFacts(cpuInfo);
  return observed({
    ...name,
    os: { family: system.platform, id: osRelease.get('ID') ?? null, name: osRelease.get('PRETTY_NAME') ?? null },
    kernel: kernel?.trim() ?? null,
    architecture: system.root === null ? process.arch : null,
    virtualization: virtualizationOf({ hypervisor, product, container, cpuInfo }),
    cpuCount: cpus?.count ?? null,
    hasAesInstructions: cpus?.hasAes ?? null,
    memoryBytes: memInfo === null ? null : memoryBytes(memInfo),
    bootedAt: stat === null ? null : bootTime(stat),
  });
}

/** The kernel's name is what runs; the file is what an image would boot as. */
async function nameOf({ files, root }: System): Promise<Pick<HostFacts, 'hostname' | 'hostnameReason'>> {
  const reasons: string[] = [];
  for (const place of root === null ? ['/proc/sys/kernel/hostname', '/etc/hostname'] : ['/etc/hostname']) {
    const fact = through(await files.readText(place), ({ text }) => nameIn(text.trim(), place));
    if (fact.state === 'observed') return { hostname: fact.value };
    reasons.push(reasonOf(fact));
  }
  return { hostname: null, hostnameReason: reasons.join('; ') };
}

/** A kernel that was given no name calls itself `(none)`. */
const nameIn = (text: string, place: string): Observed<string> =>
  text === '' || text === '(none)' ? absent(`${place} holds no name`) : observed(text);
