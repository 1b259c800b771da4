// The examined machine itself: name, operating system, kernel, CPUs, memory and boot, read from /proc and /etc.
import type { HostFacts } from '../facts/host.js';
import { observed, valueOf, type Observed } from '../facts/observed.js';
import { cpuFacts, keyValues, memoryBytes, bootTime, virtualizationOf } from '../facts/host-files.js';
import type { System } from './platform/system.js';

export async function gatherHost(system: System): Promise<Observed<HostFacts>> {
  const text = async (path: string): Promise<string | null> => valueOf(await system.files.readText(path))?.text ?? null;
  const [hostname, release, kernel, cpuInfo, memInfo, stat, hypervisor, product, container] = await Promise.all([
    hostnameOf(system, text),
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
    hostname,
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
async function hostnameOf(system: System, text: (path: string) => Promise<string | null>): Promise<string> {
  const name = (await text(system.root === null ? '/proc/sys/kernel/hostname' : '/etc/hostname')) ?? (await text('/etc/hostname'));
  // One valid line or nothing: a host name may hold anything when it is hostile.
  return (name ?? '').trim();
}
