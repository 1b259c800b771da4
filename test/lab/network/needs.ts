// What the network lab cannot do without, and why it is skipped where that is missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const program = resolve('dist/main.cjs');

/** Program → Debian package. */
const packages = {
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  dnsmasq: 'dnsmasq-base',
  nginx: 'nginx-light',
  tinyproxy: 'tinyproxy-bin',
  faketime: 'faketime',
  openssl: 'openssl',
} as const;

/** null where the lab can be built. */
export function whyNoLab(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  const missing = whatIsNotInstalled(packages);
  if (missing !== null) return missing;
  if (!canNest()) return 'this kernel makes no network namespaces';
  return existsSync(program) ? null : 'dist/ is not built';
}

/** @param needed program → Debian package */
export function whatIsNotInstalled(needed: Readonly<Record<string, string>>): string | null {
  const missing = Object.entries(needed).flatMap(([name, debianPackage]) => (hasProgram(name) ? [] : [debianPackage]));
  return missing.length === 0 ? null : `not installed: ${[...new Set(missing)].join(', ')}`;
}

const hasProgram = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

const canNest = (): boolean => spawnSync('unshare', ['--net', 'ip', 'link', 'add', 'lab0', 'type', 'veth']).status === 0;
