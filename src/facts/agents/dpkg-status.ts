// Reads dpkg's status file.

/** @returns the version of an installed package; null where it is not there or only its settings are left */
export function installedVersion(status: string, name: string): string | null {
  const start = `\n${status}`.indexOf(`\nPackage: ${name}\n`);
  if (start === -1) return null;
  const [stanza = ''] = status.slice(start).split('\n\n', 1);
  const isInstalled = /^Status: \S+ \S+ installed$/m.test(stanza);
  return isInstalled ? (/^Version: (\S+)$/m.exec(stanza)?.[1] ?? null) : null;
}
